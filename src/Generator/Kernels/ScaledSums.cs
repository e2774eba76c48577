using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Turns sums of products of 8-bit numbers back into what they stand for, adds a bias and rectifies if asked for.
/// Inputs: sums [rows, out], scales of the rows [rows], scales of the outputs [out], bias [out or more]. Output: [rows, out].
/// </summary>
/// <param name="threads">Threads of the session.</param>
internal sealed class ScaledSums(int threads)
    : CustomOperator("ScaledSums", [DataType.Int32, DataType.Float, DataType.Float, DataType.Float], [DataType.Float])
{
    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) => new Kernel(threads, node.Attribute("rectify") != 0);

    private sealed unsafe class Kernel(int threads, bool rectify) : ICustomKernel
    {
        private const int TileRows = 8;

        public void Compute(KernelContext context)
        {
            Span<long> shape = stackalloc long[2];
            context.Shape(0, shape);
            var work = new Work
            {
                Sums = context.Input<int>(0),
                RowScales = context.Input<float>(1),
                Scales = context.Input<float>(2),
                Bias = context.Input<float>(3),
                Y = context.Output(0, shape),
                Rows = (int)shape[0],
                Outputs = (int)shape[1],
                Rectify = rectify,
            };
            Parts.Share(context, threads, &Scale, Parts.Count(work.Rows, TileRows), &work);
        }

        private static void Scale(void* data, int tile)
        {
            var work = (Work*)data;
            int outputs = work->Outputs,
                lanes = Vector128<int>.Count;
            Vector128<float> least = Vector128.Create(work->Rectify ? 0 : float.NegativeInfinity);
            for (int row = tile * TileRows, end = Math.Min(row + TileRows, work->Rows); row < end; row++)
            {
                int* sums = work->Sums + (long)row * outputs;
                float* y = work->Y + (long)row * outputs;
                float scale = work->RowScales[row];
                int i = 0;
                for (; i <= outputs - lanes; i += lanes)
                {
                    Vector128<float> four = Vector128.ConvertToSingle(Vector128.Load(sums + i));
                    four = four * (Vector128.Load(work->Scales + i) * scale) + Vector128.Load(work->Bias + i);
                    Rectified(four, least).Store(y + i);
                }

                for (; i < outputs; i++)
                    y[i] = Math.Max(sums[i] * (work->Scales[i] * scale) + work->Bias[i], least[0]);
            }
        }

        // no number is NaN: Vector128.Max pays for it
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<float> Rectified(Vector128<float> x, Vector128<float> least) =>
            Sse.IsSupported ? Sse.Max(x, least) : Vector128.Max(x, least);

        private struct Work
        {
            public int* Sums;
            public float* RowScales;
            public float* Scales;
            public float* Bias;
            public float* Y;
            public int Rows;
            public int Outputs;
            public bool Rectify;
        }
    }
}
