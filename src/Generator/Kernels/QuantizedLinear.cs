using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// y = x W^T + b, then a rectifier if asked for, where ONNX Runtime's products are not exact (<see cref="ExactProducts"/>): what
/// <see cref="QuantizedRows"/>, its product and <see cref="ScaledSums"/> do elsewhere, with the same result. W is 8-bit with a
/// scale per output; each row of x is rounded to 8 bits with a scale of its own, so a row's result never depends on its
/// neighbours.
/// Inputs: x [rows, in], W [out, in] with rows padded by zeros to a multiple of <see cref="Rounding.Step"/>, scales [out], b
/// [out]. Output: y [rows, out].
/// </summary>
/// <param name="threads">Threads of the session.</param>
internal sealed class QuantizedLinear(int threads)
    : CustomOperator("QuantizedLinear", [DataType.Float, DataType.Int8, DataType.Float, DataType.Float], [DataType.Float])
{
    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) =>
        Sse41Unit.IsSupported ? new Kernel<Sse41Unit>(threads, node) : new Kernel<PortableUnit>(threads, node);

    private sealed unsafe class Kernel<TUnit>(int threads, KernelInfo node) : ICustomKernel
        where TUnit : struct, IVectorUnit
    {
        // 8 rows of 2048 inputs are 32 KiB of stack
        private const int TileRows = 8;
        private const int BlockColumns = 64;

        private readonly int _inputs = node.Attribute("inputs");
        private readonly int _outputs = node.Attribute("outputs");
        private readonly bool _signed = node.Attribute("signed") != 0;
        private readonly bool _rectify = node.Attribute("rectify") != 0;

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
                Y = context.Output(0, rows, _outputs),
                Rows = rows,
                Inputs = _inputs,
                Padded = Rounding.Pad(_inputs),
                Outputs = _outputs,
                Limit = _signed ? sbyte.MaxValue : byte.MaxValue,
                Rectify = _rectify,
            };
            if (threads == 1 || rows > TileRows)
                Parts.Share(context, threads, &Tile, Parts.Count(rows, TileRows), &task);
            else
                Columns(&task, context);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Columns(Work* task, KernelContext context)
        {
            short* quantized = stackalloc short[TileRows * task->Padded];
            float* steps = stackalloc float[TileRows];
            Quantize(task, 0, quantized, steps);
            task->Quantized = quantized;
            task->Steps = steps;
            context.ForEach(&Block, Parts.Count(task->Outputs, BlockColumns), task);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Tile(void* work, int index)
        {
            var task = (Work*)work;
            int row = index * TileRows;
            short* quantized = stackalloc short[TileRows * task->Padded];
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
            int rows = Math.Min(TileRows, task->Rows - row),
                inputs = task->Inputs;
            for (int i = 0; i < rows; i++)
            {
                short* target = quantized + i * task->Padded;
                new Span<short>(target + inputs, task->Padded - inputs).Clear();
                steps[i] = Rounding.Quantize(task->X + (long)(row + i) * inputs, inputs, task->Limit, target);
            }

            return rows;
        }

        private static void Multiply(Work* task, int row, int rows, int column, int end, short* x, float* steps)
        {
            int i = 0;
            for (; i <= rows - 4; i += 4)
                FourRows(task, row + i, column, end, x + i * task->Padded, steps + i);
            for (; i < rows; i++)
                OneRow(task, row + i, column, end, x + i * task->Padded, steps[i]);
        }

        private static void OneRow(Work* task, int row, int column, int end, short* x, float step)
        {
            int padded = task->Padded;
            float* y = task->Y + (long)row * task->Outputs;
            for (; column <= end - 4; column += 4)
                Store(task, y, column, IntegerDot<TUnit>.Four(task->W + (long)column * padded, x, padded), step);
            for (; column < end; column++)
                Store(task, y, column, IntegerDot<TUnit>.One(task->W + (long)column * padded, x, padded), step);
        }

        private static void FourRows(Work* task, int row, int column, int end, short* x, float* steps)
        {
            int padded = task->Padded;
            float* y = task->Y + (long)row * task->Outputs;
            for (; column <= end - 2; column += 2)
            {
                Vector128<int> left = IntegerDot<TUnit>.TwoByFour(
                    task->W + (long)column * padded,
                    x,
                    padded,
                    out Vector128<int> right
                );
                for (int i = 0; i < 4; i++)
                {
                    Store(task, y + (long)i * task->Outputs, column, left[i], steps[i]);
                    Store(task, y + (long)i * task->Outputs, column + 1, right[i], steps[i]);
                }
            }

            for (; column < end; column++)
            {
                for (int i = 0; i < 4; i++)
                {
                    int sum = IntegerDot<TUnit>.One(task->W + (long)column * padded, x + i * padded, padded);
                    Store(task, y + (long)i * task->Outputs, column, sum, steps[i]);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(Work* task, float* y, int column, Vector128<int> sums, float step)
        {
            Vector128<float> four = Vector128.ConvertToSingle(sums) * (Vector128.Load(task->Scales + column) * step);
            four += Vector128.Load(task->Bias + column);
            if (task->Rectify)
                four = Vector128.Max(four, Vector128<float>.Zero);
            four.Store(y + column);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(Work* task, float* y, int column, int sum, float step)
        {
            float one = sum * (task->Scales[column] * step) + task->Bias[column];
            y[column] = task->Rectify ? Math.Max(one, 0) : one;
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
            public int Padded;
            public int Outputs;
            public int Limit;
            public bool Rectify;
            public short* Quantized;
            public float* Steps;
        }
    }
}
