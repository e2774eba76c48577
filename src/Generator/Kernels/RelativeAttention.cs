using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Attention with relative positions (Dai et al. 2019, section 3.3) over rings of earlier keys and values. Each row of the input
/// is a token: its key and value are written into its stream's ring, then its query meets the keys of its window.
/// score(j) = ((q + u) . k(j) + (q + v) . r(distance to j)) / sqrt(head).
/// </summary>
/// <remarks>
/// Inputs: qkv [rows, 3 * heads * head]; rows [rows, 3], each a stream, the token's slot in the ring, and how many tokens it attends
/// to with itself (0: the row is padding); keys and values [streams, heads, slots, padded head] with scales [streams, heads, slots];
/// positions [heads, distances, padded head], the largest distance first, with scales [heads, distances]; u and v [heads, head].
/// The rings are written in place. Rows of one stream stand in the order of time.
/// </remarks>
/// <typeparam name="T">What keys, values and positions are kept as.</typeparam>
/// <typeparam name="TFormat">The arithmetic on them.</typeparam>
/// <param name="name">The operator's name.</param>
/// <param name="type">The element type that <typeparamref name="T"/> is.</param>
/// <param name="threads">Threads of the session.</param>
internal sealed class RelativeAttention<T, TFormat>(string name, DataType type, int threads)
    : CustomOperator(
        name,
        [
            DataType.Float, DataType.Int32, type, DataType.Float, type, DataType.Float, type, DataType.Float, DataType.Float, DataType.Float,
        ],
        [DataType.Float])
    where T : unmanaged
    where TFormat : struct, IHeadFormat<T>
{
    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) => new Kernel(threads, node.Attribute("head_size"));

    private sealed unsafe class Kernel(int threads, int headSize) : ICustomKernel
    {
        public void Compute(KernelContext context)
        {
            Span<long> input = stackalloc long[2], ring = stackalloc long[4], positions = stackalloc long[3];
            context.Shape(0, input);
            context.Shape(2, ring);
            context.Shape(6, positions);
            int rows = (int)input[0], heads = (int)ring[1];
            var task = new Work
            {
                Input = context.Input<float>(0),
                Rows = context.Input<int>(1),
                Keys = context.Input<T>(2),
                KeyScales = context.Input<float>(3),
                Values = context.Input<T>(4),
                ValueScales = context.Input<float>(5),
                Positions = context.Input<T>(6),
                PositionScales = context.Input<float>(7),
                ContentBias = context.Input<float>(8),
                PositionBias = context.Input<float>(9),
                Output = context.Output(0, rows, heads * headSize),
                RowCount = rows,
                Heads = heads,
                HeadSize = headSize,
                PaddedSize = (int)ring[3],
                Slots = (int)ring[2],
                Distances = (int)positions[1],
            };
            int parts = (int)ring[0] * heads;
            if (threads > 1)
            {
                context.ForEach(&Head, parts, &task);
                return;
            }

            for (int part = 0; part < parts; part++) Head(&task, part);
        }

        /// <summary>One head of one stream, all its rows.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Head(void* work, int part)
        {
            var task = (Work*)work;
            int stream = part / task->Heads, head = part % task->Heads, size = task->HeadSize, padded = task->PaddedSize;
            int width = task->Heads * size;
            float* scratch = stackalloc float[4 * padded + task->Distances];
            var window = new Window
            {
                Keys = task->Keys + (long)part * task->Slots * padded,
                KeyScales = task->KeyScales + (long)part * task->Slots,
                Values = task->Values + (long)part * task->Slots * padded,
                ValueScales = task->ValueScales + (long)part * task->Slots,
                Positions = task->Positions + (long)head * task->Distances * padded,
                PositionScales = task->PositionScales + (long)head * task->Distances,
                Query = scratch,
                Prepared = scratch + padded,
                Sum = scratch + 2 * padded,
                Scores = scratch + 4 * padded,
            };
            for (int row = 0; row < task->RowCount; row++)
            {
                int slot = task->Rows[3 * row + 1], count = task->Rows[3 * row + 2];
                if (task->Rows[3 * row] != stream || count == 0) continue;
                float* query = task->Input + (long)row * 3 * width + head * size;
                TFormat.Store(query + width, size, window.Keys + (long)slot * padded, window.KeyScales + slot);
                TFormat.Store(query + 2 * width, size, window.Values + (long)slot * padded, window.ValueScales + slot);
                Attend(task, &window, head, query, slot, count);
                Unsafe.CopyBlock(task->Output + (long)row * width + head * size, window.Sum, (uint)(size * sizeof(float)));
            }
        }

        private static void Attend(Work* task, Window* window, int head, float* query, int slot, int count)
        {
            int padded = task->PaddedSize;

            // oldest first: the part of the window that wrapped around, then the part up to the token itself
            int wrapped = Math.Max(0, count - 1 - slot), start = wrapped > 0 ? task->Slots - wrapped : slot + 1 - count, first = slot + 1 - (count - wrapped);
            new Span<float>(window->Scores, count).Clear();
            float scale = Prepare(task, window, query, task->ContentBias + head * task->HeadSize);
            TFormat.Score(window->Prepared, scale, window->Keys + (long)start * padded, window->KeyScales + start, wrapped, padded, window->Scores);
            TFormat.Score(window->Prepared, scale, window->Keys + (long)first * padded, window->KeyScales + first, count - wrapped, padded, window->Scores + wrapped);
            int farthest = task->Distances - count;
            scale = Prepare(task, window, query, task->PositionBias + head * task->HeadSize);
            TFormat.Score(window->Prepared, scale, window->Positions + (long)farthest * padded, window->PositionScales + farthest, count, padded, window->Scores);

            float total = Exponentials(window->Scores, count);
            new Span<float>(window->Sum, padded).Clear();
            TFormat.Accumulate(window->Scores, window->Values + (long)start * padded, window->ValueScales + start, wrapped, padded, window->Sum);
            TFormat.Accumulate(window->Scores + wrapped, window->Values + (long)first * padded, window->ValueScales + first, count - wrapped, padded, window->Sum);
            for (int i = 0; i < task->HeadSize; i++) window->Sum[i] /= total;
        }

        // (query + bias) / sqrt(head), padded
        private static float Prepare(Work* task, Window* window, float* query, float* bias)
        {
            float factor = 1 / MathF.Sqrt(task->HeadSize);
            for (int i = 0; i < task->HeadSize; i++) window->Query[i] = (query[i] + bias[i]) * factor;
            for (int i = task->HeadSize; i < task->PaddedSize; i++) window->Query[i] = 0;
            return TFormat.Prepare(window->Query, task->PaddedSize, window->Prepared);
        }

        /// <summary>Softmax without its division: scores become exp(score - largest).</summary>
        /// <returns>Their sum.</returns>
        private static float Exponentials(float* scores, int count)
        {
            int lanes = Vector128<float>.Count, i = 0;
            float peak = scores[0], total = 0;
            var peaks = Vector128.Create(peak);
            for (; i <= count - lanes; i += lanes) peaks = Vector128.Max(peaks, Vector128.Load(scores + i));
            for (int lane = 0; lane < lanes; lane++) peak = Math.Max(peak, peaks[lane]);
            for (; i < count; i++) peak = Math.Max(peak, scores[i]);
            peaks = Vector128.Create(peak);
            i = 0;
            Vector128<float> sums = default;
            for (; i <= count - lanes; i += lanes)
            {
                Vector128<float> power = Vector128.Exp(Vector128.Load(scores + i) - peaks);
                power.Store(scores + i);
                sums += power;
            }

            for (; i < count; i++) total += scores[i] = MathF.Exp(scores[i] - peak);
            return total + Vector128.Sum(sums);
        }

        private struct Work
        {
            public float* Input;
            public int* Rows;
            public T* Keys;
            public float* KeyScales;
            public T* Values;
            public float* ValueScales;
            public T* Positions;
            public float* PositionScales;
            public float* ContentBias;
            public float* PositionBias;
            public float* Output;
            public int RowCount;
            public int Heads;
            public int HeadSize;
            public int PaddedSize;
            public int Slots;
            public int Distances;
        }

        private struct Window
        {
            public T* Keys;
            public float* KeyScales;
            public T* Values;
            public float* ValueScales;
            public T* Positions;
            public float* PositionScales;
            public float* Query;
            public float* Prepared;
            public float* Sum;
            public float* Scores;
        }
    }
}
