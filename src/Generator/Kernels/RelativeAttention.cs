using System.Runtime.CompilerServices;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Attention with relative positions (Dai et al. 2019, section 3.3) over rings of earlier keys and values. Each row of the input
/// is a token: its key and value are written into its stream's ring, then its query meets the keys of its window.
/// score(j) = ((q + u) . k(j) + (q + v) . r(distance to j)) / sqrt(head).
/// </summary>
/// <remarks>
/// Inputs: qkv [rows, 3 * heads * head]; rows [rows, 3], each a stream, the token's slot in the ring, and how many tokens it
/// attends to with itself (0: the row is padding); keys and values [streams, heads, slots, padded head] with scales [streams,
/// heads, slots]; positions [heads, distances, padded head], the largest distance first, with scales [heads, distances]; u and v
/// [heads, head]. The rings are written in place. Rows of one stream stand in the order of time, one slot after the other.
/// Output: [rows, heads * head].
/// </remarks>
/// <typeparam name="T">What keys, values and positions are kept as.</typeparam>
/// <typeparam name="TFormat">The arithmetic on them.</typeparam>
/// <param name="name">The operator's name.</param>
/// <param name="type">The element type that <typeparamref name="T"/> is.</param>
/// <param name="threads">Threads of the session.</param>
internal class RelativeAttention<T, TFormat>(string name, DataType type, int threads)
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
            Parts.Share(context, threads, &Head, work.Streams * work.Heads, &work);
        }

        /// <summary>One head of one stream, all its rows.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Head(void* data, int part)
        {
            var work = (AttentionWork<T>*)data;
            int stream = part / work->Heads,
                head = part % work->Heads,
                size = work->HeadSize,
                padded = work->PaddedSize,
                width = work->Width;
            float* scratch = stackalloc float[3 * padded + work->Distances];
            for (int row = 0; row < work->RowCount; row++)
            {
                if (work->Stream(row) != stream || work->Count(row) == 0)
                    continue;
                float* query = work->Query(row, head);
                RingPart<T> key = work->Part(work->Keys, work->KeyScales, part, work->Slot(row), 1);
                RingPart<T> value = work->Part(work->Values, work->ValueScales, part, work->Slot(row), 1);
                TFormat.Store(query + width, size, key.Vectors, key.Scales);
                TFormat.Store(query + 2 * width, size, value.Vectors, value.Scales);
                float* mean = Attend(work, part, head, row, scratch);
                Unsafe.CopyBlock(work->Output + (long)row * width + head * size, mean, (uint)(size * sizeof(float)));
            }
        }

        private static float* Attend(AttentionWork<T>* work, int part, int head, int row, float* scratch)
        {
            int padded = work->PaddedSize,
                slot = work->Slot(row),
                count = work->Count(row);
            float* biased = scratch,
                prepared = biased + padded,
                mean = prepared + padded,
                scores = mean + padded;

            // oldest first: the part of the window that wrapped around, then the part up to the token itself
            int wrapped = Math.Max(0, count - 1 - slot),
                late = count - wrapped;
            int start = wrapped > 0 ? work->Slots - wrapped : slot + 1 - count,
                first = slot + 1 - late;
            new Span<float>(scores, count).Clear();
            work->AddBias(work->Query(row, head), work->ContentBias, head, biased);
            float scale = TFormat.Prepare(biased, padded, prepared);
            TFormat.Score(prepared, scale, work->Part(work->Keys, work->KeyScales, part, start, wrapped), scores);
            TFormat.Score(prepared, scale, work->Part(work->Keys, work->KeyScales, part, first, late), scores + wrapped);
            work->AddBias(work->Query(row, head), work->PositionBias, head, biased);
            scale = TFormat.Prepare(biased, padded, prepared);
            TFormat.Score(prepared, scale, work->Window(head, count), scores);

            float total = Softmax.Exponentials(scores, count);
            TFormat.Average(
                scores,
                total,
                work->Part(work->Values, work->ValueScales, part, start, wrapped),
                work->Part(work->Values, work->ValueScales, part, first, late),
                mean
            );
            return mean;
        }
    }
}
