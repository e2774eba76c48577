using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Rounds rows to 8 bits, each with a scale of its own: what <see cref="ScaledSums"/> turns back after a product of matrices.
/// Input: x [rows, in]. Outputs: [rows, in], with <see cref="IntegerProduct.Offset"/> added where numbers may be negative; scales
/// [rows].
/// </summary>
/// <param name="threads">Threads of the session.</param>
internal sealed class QuantizedRows(int threads)
    : CustomOperator("QuantizedRows", [DataType.Float], [DataType.Uint8, DataType.Float])
{
    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) => new Kernel(threads, node.Attribute("signed") != 0);

    private sealed unsafe class Kernel(int threads, bool signed) : ICustomKernel
    {
        private const int TileRows = 8;

        public void Compute(KernelContext context)
        {
            Span<long> shape = stackalloc long[2];
            context.Shape(0, shape);
            var work = new Work
            {
                X = context.Input<float>(0),
                Bytes = (byte*)context.Output(0, shape),
                Scales = context.Output(1, shape[0]),
                Rows = (int)shape[0],
                Inputs = (int)shape[1],
                Limit = signed ? sbyte.MaxValue : byte.MaxValue,
                Offset = signed ? IntegerProduct.Offset : 0,
            };
            Parts.Share(context, threads, &Quantize, Parts.Count(work.Rows, TileRows), &work);
        }

        private static void Quantize(void* data, int tile)
        {
            var work = (Work*)data;
            for (int row = tile * TileRows, end = Math.Min(row + TileRows, work->Rows); row < end; row++)
            {
                long start = (long)row * work->Inputs;
                work->Scales[row] = Rounding.Quantize(
                    work->X + start,
                    work->Inputs,
                    work->Limit,
                    work->Offset,
                    work->Bytes + start
                );
            }
        }

        private struct Work
        {
            public float* X;
            public byte* Bytes;
            public float* Scales;
            public int Rows;
            public int Inputs;
            public int Limit;
            public int Offset;
        }
    }
}
