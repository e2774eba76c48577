using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// y = x W^T + b, then a rectifier if asked for. W is 8-bit with a scale per output; each row of x is rounded to 8 bits with a
/// scale of its own, so a row's result never depends on its neighbours.
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

    private sealed unsafe class Kernel<TUnit>(int threads, KernelInfo node) : ICustomKernel, IDisposable
        where TUnit : struct, IVectorUnit
    {
        // 8 rows of 2048 inputs are 32 KiB of stack
        private const int TileRows = 8;
        private const int BlockColumns = 64;

        // with fewer rows a pass over the weights as they lie is quicker than one that turns them
        private const int ManyRows = 16;
        private const int PanelColumns = 256;

        private readonly int _inputs = node.Attribute("inputs");
        private readonly int _outputs = node.Attribute("outputs");
        private readonly bool _signed = node.Attribute("signed") != 0;
        private readonly bool _rectify = node.Attribute("rectify") != 0;
        private readonly IntegerProduct _product = new(node, node.Attribute("signed") != 0);

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
                Offset = _signed ? IntegerProduct.Offset : 0,
                Rectify = _rectify,
            };
            if (rows >= ManyRows && _product.IsExact(context))
                Panels(&task, context);
            else if (threads == 1 || rows > TileRows)
                Parts.Share(context, threads, &Tile, Parts.Count(rows, TileRows), &task);
            else
                Columns(&task, context);
        }

        public void Dispose() => _product.Dispose();

        private void Panels(Work* task, KernelContext context)
        {
            long rows = task->Rows,
                sums = rows * PanelColumns,
                panel = (long)task->Padded * PanelColumns / sizeof(int);
            using var memory = new Workspace((rows + sums + panel) * sizeof(float) + rows * _inputs);
            var room = (float*)memory.Pointer;
            task->Steps = room;
            task->Sums = (int*)(room + rows);
            task->Panel = (sbyte*)(room + rows + sums);
            task->Bytes = (byte*)(room + rows + sums + panel);
            Parts.Share(context, threads, &QuantizeBytes, Parts.Count(rows, TileRows), task);
            for (int column = 0; column < _outputs; column += PanelColumns)
            {
                task->Column = column;
                task->Columns = Math.Min(PanelColumns, _outputs - column);
                Parts.Share(context, threads, &Turn, Parts.Count(task->Columns, Rounding.Step), task);
                _product.Multiply(context, task->Bytes, task->Panel, task->Sums, 1, task->Rows, _inputs, task->Columns);
                Parts.Share(context, threads, &Finish, Parts.Count(rows, TileRows), task);
            }
        }

        private static void QuantizeBytes(void* work, int tile)
        {
            var task = (Work*)work;
            int inputs = task->Inputs;
            for (int row = tile * TileRows, end = Math.Min(row + TileRows, task->Rows); row < end; row++)
                task->Steps[row] = Rounding.Quantize(
                    task->X + (long)row * inputs,
                    inputs,
                    task->Limit,
                    task->Offset,
                    task->Bytes + (long)row * inputs
                );
        }

        private static void Turn(void* work, int block)
        {
            var task = (Work*)work;
            int column = block * Rounding.Step,
                count = Math.Min(Rounding.Step, task->Columns - column);
            Bytes.Transpose(
                task->W + (long)(task->Column + column) * task->Padded,
                count,
                task->Padded,
                task->Panel + column,
                task->Columns
            );
        }

        private static void Finish(void* work, int tile)
        {
            var task = (Work*)work;
            int count = task->Columns,
                lanes = Vector128<int>.Count;
            for (int row = tile * TileRows, end = Math.Min(row + TileRows, task->Rows); row < end; row++)
            {
                int* sums = task->Sums + (long)row * count;
                float* y = task->Y + (long)row * task->Outputs;
                int i = 0;
                for (; i <= count - lanes; i += lanes)
                    Store(task, y, task->Column + i, Vector128.Load(sums + i), task->Steps[row]);
                for (; i < count; i++)
                    Store(task, y, task->Column + i, sums[i], task->Steps[row]);
            }
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
            public int Offset;
            public bool Rectify;
            public short* Quantized;
            public float* Steps;
            public byte* Bytes;
            public sbyte* Panel;
            public int* Sums;
            public int Column;
            public int Columns;
        }
    }
}
