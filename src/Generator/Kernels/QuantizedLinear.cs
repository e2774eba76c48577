using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// y = x W^T + b, then a rectifier if asked for. W is 8-bit with a scale per output; each row of x is rounded to whole numbers
/// with a scale of its own (13 bits for 2048 inputs, 16 for 512), so a row's result never depends on its neighbours.
/// Inputs: x [rows, in], W [out, in], scales [out], b [out].
/// </summary>
/// <param name="threads">Threads of the session.</param>
internal sealed class QuantizedLinear(int threads) : CustomOperator("QuantizedLinear", [DataType.Float, DataType.Int8, DataType.Float, DataType.Float], [DataType.Float])
{
    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) =>
        new Kernel(threads, node.Attribute("inputs"), node.Attribute("outputs"), node.Attribute("rectify") != 0);

    private sealed unsafe class Kernel(int threads, int inputs, int outputs, bool rectify) : ICustomKernel
    {
        // 8 rows of 2048 inputs are 32 KiB of stack
        private const int TileRows = 8;
        private const int BlockColumns = 64;

        public void Compute(KernelContext context)
        {
            Span<long> shape = stackalloc long[2];
            context.Shape(0, shape);
            int rows = (int)shape[0];
            var task = new Work
            {
                X = context.Input<float>(0),
                W = context.Input<sbyte>(1),
                Scales = context.Input<float>(2),
                Bias = context.Input<float>(3),
                Y = context.Output(0, rows, outputs),
                Rows = rows,
                Inputs = inputs,
                Outputs = outputs,
                Rectify = rectify,
            };
            if (threads == 1)
            {
                for (int tile = 0; tile * TileRows < rows; tile++) Tile(&task, tile);
            }
            else if (rows > TileRows)
            {
                context.ForEach(&Tile, (rows + TileRows - 1) / TileRows, &task);
            }
            else
            {
                Columns(&task, context);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Columns(Work* task, KernelContext context)
        {
            short* quantized = stackalloc short[TileRows * task->Inputs];
            float* steps = stackalloc float[TileRows];
            Quantize(task, 0, quantized, steps);
            task->Quantized = quantized;
            task->Steps = steps;
            context.ForEach(&Block, (task->Outputs + BlockColumns - 1) / BlockColumns, task);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Tile(void* work, int index)
        {
            var task = (Work*)work;
            int row = index * TileRows;
            short* quantized = stackalloc short[TileRows * task->Inputs];
            float* steps = stackalloc float[TileRows];
            int rows = Quantize(task, row, quantized, steps);
            Multiply(task, row, rows, 0, task->Outputs, quantized, steps);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Block(void* work, int index)
        {
            var task = (Work*)work;
            int column = index * BlockColumns;
            Multiply(task, 0, task->Rows, column, Math.Min(column + BlockColumns, task->Outputs), task->Quantized, task->Steps);
        }

        private static int Quantize(Work* task, int row, short* quantized, float* steps)
        {
            int rows = Math.Min(TileRows, task->Rows - row), inputs = task->Inputs, limit = IntegerDot.MaximumMagnitude(inputs);
            for (int i = 0; i < rows; i++)
                steps[i] = IntegerDot.Quantize(task->X + (long)(row + i) * inputs, inputs, limit, quantized + i * inputs);
            return rows;
        }

        private static void Multiply(Work* task, int row, int rows, int column, int end, short* x, float* steps)
        {
            int inputs = task->Inputs;
            for (; column <= end - 4; column += 4)
            {
                sbyte* weights = task->W + (long)column * inputs;
                int i = 0;
                for (; i <= rows - 2; i += 2)
                {
                    IntegerDot.FourByTwo(weights, inputs, x + i * inputs, inputs, inputs, out Vector128<int> first, out Vector128<int> second);
                    Store(task, row + i, column, first, steps[i]);
                    Store(task, row + i + 1, column, second, steps[i + 1]);
                }

                if (i < rows) Store(task, row + i, column, IntegerDot.Four(weights, inputs, x + i * inputs, inputs), steps[i]);
            }

            for (; column < end; column++)
            {
                for (int i = 0; i < rows; i++)
                {
                    float sum = IntegerDot.One(task->W + (long)column * inputs, x + i * inputs, inputs);
                    float y = sum * (task->Scales[column] * steps[i]) + task->Bias[column];
                    task->Y[(long)(row + i) * task->Outputs + column] = task->Rectify ? Math.Max(y, 0) : y;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(Work* task, int row, int column, Vector128<int> sums, float step)
        {
            Vector128<float> y = Vector128.ConvertToSingle(sums) * (Vector128.Load(task->Scales + column) * step)
                + Vector128.Load(task->Bias + column);
            if (task->Rectify) y = Vector128.Max(y, Vector128<float>.Zero);
            y.Store(task->Y + (long)row * task->Outputs + column);
        }

        private struct Work
        {
            public float* X;
            public sbyte* W;
            public float* Scales;
            public float* Bias;
            public float* Y;
            public int Rows;
            public int Inputs;
            public int Outputs;
            public bool Rectify;
            public short* Quantized;
            public float* Steps;
        }
    }
}
