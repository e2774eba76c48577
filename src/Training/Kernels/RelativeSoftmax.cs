using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;

namespace LakhNes.Training.Kernels;

/// <summary>
/// Attention weights of a segment of queries over a memory and the segment itself:
/// softmax over j of (content(i, j) + position(i, distance of j from i)) / sqrt(head), where j is not later than i.
/// </summary>
/// <remarks>
/// Inputs: content scores [heads, streams, queries, keys]; position scores, as many, whose columns are the distances keys - 1
/// down to 0; window [2] (int32): the first key that is filled, and how many keys a query attends to at most. Output: weights
/// [heads, streams, queries, keys], zero where a query does not attend.
/// </remarks>
/// <param name="threads">Threads of the session.</param>
internal sealed class RelativeSoftmax(int threads)
    : CustomOperator(nameof(RelativeSoftmax), [DataType.Float, DataType.Float, DataType.Int32], [DataType.Float])
{
    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) => new Kernel(threads, node.Attribute("head_size"));

    private sealed unsafe class Kernel(int threads, int headSize) : ICustomKernel
    {
        public void Compute(KernelContext context)
        {
            Span<long> shape = stackalloc long[4];
            context.Shape(0, shape);
            int* window = context.Input<int>(2);
            var work = new Work
            {
                Content = context.Input<float>(0),
                Position = context.Input<float>(1),
                Weights = context.Output(0, shape),
                Queries = (int)shape[2],
                Keys = (int)shape[3],
                First = window[0],
                Longest = window[1],
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
                long row = ((long)part * work->Queries + query) * keys;
                int end = memory + query + 1,
                    start = Math.Max(work->First, end - work->Longest);
                float* weights = work->Weights + row;
                new Span<float>(weights, start).Clear();
                new Span<float>(weights + end, keys - end).Clear();

                // column keys - 1 - distance, where the distance of key j is end - 1 - j
                float* position = work->Position + row + (keys - end);
                Softmax(work->Content + row + start, position + start, weights + start, end - start, work->Scale);
            }
        }

        private static void Softmax(float* content, float* position, float* weights, int count, float scale)
        {
            int lanes = Vector128<float>.Count,
                whole = count - count % lanes;
            float peak = float.NegativeInfinity;
            var peaks = Vector128.Create(peak);
            for (int i = 0; i < whole; i += lanes)
            {
                Vector128<float> score = (Vector128.Load(content + i) + Vector128.Load(position + i)) * scale;
                score.Store(weights + i);
                peaks = Vector128.Max(peaks, score);
            }

            for (int lane = 0; lane < lanes; lane++)
                peak = Math.Max(peak, peaks[lane]);
            for (int i = whole; i < count; i++)
                peak = Math.Max(peak, weights[i] = (content[i] + position[i]) * scale);

            peaks = Vector128.Create(peak);
            Vector128<float> sums = default;
            for (int i = 0; i < whole; i += lanes)
            {
                Vector128<float> power = Vector128.Exp(Vector128.Load(weights + i) - peaks);
                power.Store(weights + i);
                sums += power;
            }

            float total = Vector128.Sum(sums);
            for (int i = whole; i < count; i++)
                total += weights[i] = MathF.Exp(weights[i] - peak);
            float factor = 1 / total;
            for (int i = 0; i < whole; i += lanes)
                (Vector128.Load(weights + i) * factor).Store(weights + i);
            for (int i = whole; i < count; i++)
                weights[i] *= factor;
        }

        private struct Work
        {
            public float* Content;
            public float* Position;
            public float* Weights;
            public int Queries;
            public int Keys;
            public int First;
            public int Longest;
            public float Scale;
        }
    }
}
