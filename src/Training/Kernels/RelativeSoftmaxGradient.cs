using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;

namespace LakhNes.Training.Kernels;

/// <summary>
/// The gradient of <see cref="RelativeSoftmax"/>: w (g - sum of w g) / sqrt(head), for the content scores where the weights
/// stand, and for the position scores in the columns of their distances.
/// </summary>
/// <remarks>
/// Inputs: weights w and their gradient g, [heads, streams, queries, keys]. Outputs: two gradients of that shape.
/// </remarks>
/// <param name="threads">Threads of the session.</param>
internal sealed class RelativeSoftmaxGradient(int threads)
    : CustomOperator(nameof(RelativeSoftmaxGradient), [DataType.Float, DataType.Float], [DataType.Float, DataType.Float])
{
    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) => new Kernel(threads, node.Attribute("head_size"));

    private sealed unsafe class Kernel(int threads, int headSize) : ICustomKernel
    {
        public void Compute(KernelContext context)
        {
            Span<long> shape = stackalloc long[4];
            context.Shape(0, shape);
            var work = new Work
            {
                Weights = context.Input<float>(0),
                Gradient = context.Input<float>(1),
                Content = context.Output(0, shape),
                Position = context.Output(1, shape),
                Queries = (int)shape[2],
                Keys = (int)shape[3],
                Scale = 1 / MathF.Sqrt(headSize),
            };
            Parts.Share(context, threads, &Rows, (int)(shape[0] * shape[1]), &work);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Rows(void* data, int part)
        {
            var work = (Work*)data;
            int keys = work->Keys,
                memory = keys - work->Queries;
            for (int query = 0; query < work->Queries; query++)
            {
                // weights that are zero give gradients that are zero: the whole row may be walked
                long row = ((long)part * work->Queries + query) * keys;
                int end = memory + query + 1,
                    shift = keys - end;
                float* weights = work->Weights + row,
                    gradient = work->Gradient + row,
                    content = work->Content + row;
                Row(weights, gradient, content, end, work->Scale);
                new Span<float>(content + end, shift).Clear();
                float* position = work->Position + row;
                new Span<float>(position, shift).Clear();
                Unsafe.CopyBlock(position + shift, content, (uint)(end * sizeof(float)));
            }
        }

        private static void Row(float* weights, float* gradient, float* target, int count, float scale)
        {
            int lanes = Vector128<float>.Count,
                whole = count - count % lanes;
            Vector128<float> sums = default;
            for (int i = 0; i < whole; i += lanes)
                sums += Vector128.Load(weights + i) * Vector128.Load(gradient + i);
            float mean = Vector128.Sum(sums);
            for (int i = whole; i < count; i++)
                mean += weights[i] * gradient[i];
            var means = Vector128.Create(mean);
            for (int i = 0; i < whole; i += lanes)
                (Vector128.Load(weights + i) * (Vector128.Load(gradient + i) - means) * scale).Store(target + i);
            for (int i = whole; i < count; i++)
                target[i] = weights[i] * (gradient[i] - mean) * scale;
        }

        private struct Work
        {
            public float* Weights;
            public float* Gradient;
            public float* Content;
            public float* Position;
            public int Queries;
            public int Keys;
            public float Scale;
        }
    }
}
