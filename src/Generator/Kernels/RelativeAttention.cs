using System.Runtime.CompilerServices;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Attention with relative positions (Dai et al. 2019, section 3.3) over rings of earlier keys and values. Each row of the input
/// is a token: its key and value are written into its stream's ring, then its query meets the keys of its window, which may begin
/// in the ring of a stream that this one branched off.
/// score(j) = ((q + u) . k(j) + (q + v) . r(distance to j)) / sqrt(head).
/// </summary>
/// <remarks>
/// Inputs: qkv [rows, 3 * heads * head]; spans [rows, 8], each the row's tokens in its own ring and those before them in another
/// (<see cref="RingSpan"/>); keys and values [heads times the slots of all rings, padded head] with scales [heads times slots], a
/// ring behind the other and in it a head behind the other; positions [heads, distances, padded head], the largest distance
/// first, with scales [heads, distances]; u and v [heads, head]. The rings are written in place. Rows of one ring stand in the
/// order of time, one slot after the other.
/// Output: [rows, heads * head].
/// </remarks>
/// <typeparam name="T">What keys, values and positions are kept as.</typeparam>
/// <typeparam name="TFormat">The arithmetic on them.</typeparam>
/// <param name="name">The operator's name.</param>
/// <param name="type">The element type that <typeparamref name="T"/> is.</param>
/// <param name="threads">Threads of the session.</param>
/// <param name="more">Element types of inputs behind these.</param>
internal class RelativeAttention<T, TFormat>(string name, DataType type, int threads, params DataType[] more)
    : CustomOperator(
        name,
        [
            DataType.Float,
            DataType.Int32,
            type,
            DataType.Float,
            type,
            DataType.Float,
            type,
            DataType.Float,
            DataType.Float,
            DataType.Float,
            .. more,
        ],
        [DataType.Float]
    )
    where T : unmanaged
    where TFormat : struct, IHeadFormat<T>
{
    /// <summary>Threads of the session.</summary>
    protected int Threads { get; } = threads;

    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) => new Kernel(Threads, node.Attribute("head_size"));

    private sealed unsafe class Kernel(int threads, int headSize) : ICustomKernel
    {
        public void Compute(KernelContext context)
        {
            var work = new AttentionWork<T>(context, headSize);
            Parts.Share(context, threads, &Head, work.Heads, &work);
        }

        /// <summary>One head, all rows.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Head(void* data, int head)
        {
            var work = (AttentionWork<T>*)data;
            int size = work->HeadSize,
                width = work->Width;
            float* scratch = stackalloc float[3 * work->PaddedSize + work->Distances];
            for (int row = 0; row < work->RowCount; row++)
            {
                float* query = work->Query(row, head);
                RingPart<T> key = work->Part(work->Keys, work->KeyScales, head, row);
                RingPart<T> value = work->Part(work->Values, work->ValueScales, head, row);
                TFormat.Store(query + width, size, key.Vectors, key.Scales);
                TFormat.Store(query + 2 * width, size, value.Vectors, value.Scales);
                float* mean = Attend(work, head, row, scratch);
                Unsafe.CopyBlock(work->Output + (long)row * width + head * size, mean, (uint)(size * sizeof(float)));
            }
        }

        private static float* Attend(AttentionWork<T>* work, int head, int row, float* scratch)
        {
            int padded = work->PaddedSize,
                count = work->Count(row),
                met = 0;
            float* biased = scratch,
                prepared = biased + padded,
                mean = prepared + padded,
                scores = mean + padded;
            new Span<float>(scores, count).Clear();
            work->AddBias(work->Query(row, head), work->ContentBias, head, biased);
            float scale = TFormat.Prepare(biased, padded, prepared);
            RingParts<T> keys = work->Parts(work->Keys, work->KeyScales, head, work->Shared(row), work->Own(row));
            foreach (ref readonly RingPart<T> part in keys)
            {
                TFormat.Score(prepared, scale, in part, scores + met);
                met += part.Count;
            }

            work->AddBias(work->Query(row, head), work->PositionBias, head, biased);
            scale = TFormat.Prepare(biased, padded, prepared);
            TFormat.Score(prepared, scale, work->Window(head, count), scores);

            float total = Softmax.Exponentials(scores, count);
            RingParts<T> values = work->Parts(work->Values, work->ValueScales, head, work->Shared(row), work->Own(row));
            TFormat.Average(scores, total, in values, mean);
            return mean;
        }
    }
}
