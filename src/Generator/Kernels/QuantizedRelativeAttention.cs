using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Attention over 8-bit rings where products of matrices are exact (<see cref="ExactProducts"/>): by them many rows of a stream
/// are computed in blocks, with the same result.
/// </summary>
/// <typeparam name="TUnit">The processor's arithmetic.</typeparam>
/// <param name="name">The operator's name.</param>
/// <param name="threads">Threads of the session.</param>
internal sealed class QuantizedRelativeAttention<TUnit>(string name, int threads)
    : RelativeAttention<sbyte, QuantizedHead<TUnit>>(name, DataType.Int8, threads)
    where TUnit : struct, IVectorUnit
{
    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) => new Kernel(base.CreateKernel(node), Threads, node);

    private sealed unsafe class Kernel(ICustomKernel fewRows, int threads, KernelInfo node) : ICustomKernel, IDisposable
    {
        private const int ManyRows = 16;

        // rows of a block: more are fewer calls, and more products that nobody needs
        private const int BlockRows = 128;

        private readonly int _headSize = node.Attribute("head_size");
        private readonly IntegerProduct _signed = new(node, signed: true);
        private readonly IntegerProduct _unsigned = new(node, signed: false);

        public void Compute(KernelContext context)
        {
            Span<long> shape = stackalloc long[2];
            context.Shape(0, shape);
            if (shape[0] < ManyRows)
            {
                fewRows.Compute(context);
                return;
            }

            var task = new Block { Work = new AttentionWork<sbyte>(context, _headSize) };
            task.Heads = threads > 1 ? task.Work.Heads : 1;
            using var memory = new Workspace(task.Place(null));
            task.Place(memory.Pointer);
            for (int stream = 0; stream < task.Work.Streams; stream++)
            {
                int rows = task.Collect(stream);
                for (int row = 0; row < rows; row += BlockRows)
                {
                    task.Begin(stream, row, Math.Min(BlockRows, rows - row));
                    for (task.Head = 0; task.Head < task.Work.Heads; task.Head += task.Heads)
                        Attend(context, &task);
                }
            }
        }

        public void Dispose()
        {
            _signed.Dispose();
            _unsigned.Dispose();
        }

        private void Attend(KernelContext context, Block* task)
        {
            int heads = task->Heads,
                rows = task->Rows,
                size = task->Work.PaddedSize,
                keys = task->KeyCount;
            Parts.Share(context, threads, &Gather, heads, task);
            _signed.Multiply(context, task->Content, task->Keys, task->ContentScores, heads, rows, size, keys);
            _signed.Multiply(context, task->Position, task->Positions, task->PositionScores, heads, rows, size, task->Longest);
            Parts.Share(context, threads, &Weigh, heads, task);
            _unsigned.Multiply(context, task->Weights, task->Values, task->Sums, heads, 2 * rows, keys, size);
            Parts.Share(context, threads, &Finish, heads, task);
        }

        /// <summary>The block's keys, values and queries side by side; the rows' own go into the ring.</summary>
        private static void Gather(void* data, int index)
        {
            var task = (Block*)data;
            AttentionWork<sbyte>* work = &task->Work;
            int head = task->Head + index,
                part = task->Stream * work->Heads + head,
                size = work->PaddedSize,
                keys = task->KeyCount;
            sbyte* plain = task->PlainKeys + (long)index * keys * size,
                values = task->Values + (long)index * keys * size;
            float* keyScales = task->KeyScales + index * keys,
                valueScales = task->ValueScales + index * keys;
            float* biased = stackalloc float[size];

            int slot = work->Slot(task->Index[0]),
                wrapped = Math.Max(0, task->Earlier - slot),
                late = task->Earlier - wrapped;
            Copy(work->Part(work->Keys, work->KeyScales, part, work->Slots - wrapped, wrapped), plain, keyScales);
            Copy(work->Part(work->Keys, work->KeyScales, part, slot - late, late), plain + wrapped * size, keyScales + wrapped);
            Copy(work->Part(work->Values, work->ValueScales, part, work->Slots - wrapped, wrapped), values, valueScales);
            Copy(
                work->Part(work->Values, work->ValueScales, part, slot - late, late),
                values + wrapped * size,
                valueScales + wrapped
            );
            for (int i = 0; i < task->Rows; i++)
            {
                int row = task->Index[i],
                    at = task->Earlier + i,
                    place = index * task->Rows + i;
                float* query = work->Query(row, head);
                RingPart<sbyte> key = work->Part(work->Keys, work->KeyScales, part, work->Slot(row), 1);
                RingPart<sbyte> value = work->Part(work->Values, work->ValueScales, part, work->Slot(row), 1);
                QuantizedHead<TUnit>.Store(query + work->Width, work->HeadSize, key.Vectors, key.Scales);
                QuantizedHead<TUnit>.Store(query + 2 * work->Width, work->HeadSize, value.Vectors, value.Scales);
                Copy(key, plain + at * size, keyScales + at);
                Copy(value, values + at * size, valueScales + at);
                work->AddBias(query, work->ContentBias, head, biased);
                task->ContentSteps[place] = Rounding.Quantize(
                    biased,
                    size,
                    sbyte.MaxValue,
                    IntegerProduct.Offset,
                    task->Content + (long)place * size
                );
                work->AddBias(query, work->PositionBias, head, biased);
                task->PositionSteps[place] = Rounding.Quantize(
                    biased,
                    size,
                    sbyte.MaxValue,
                    IntegerProduct.Offset,
                    task->Position + (long)place * size
                );
            }

            Bytes.Transpose(plain, keys, size, task->Keys + (long)index * keys * size, keys);
            Bytes.Transpose(
                work->Window(head, task->Longest).Vectors,
                task->Longest,
                size,
                task->Positions + (long)index * task->Longest * size,
                task->Longest
            );
        }

        private static void Copy(in RingPart<sbyte> from, sbyte* vectors, float* scales)
        {
            Unsafe.CopyBlockUnaligned(vectors, from.Vectors, (uint)(from.Count * from.Size));
            Unsafe.CopyBlockUnaligned(scales, from.Scales, (uint)(from.Count * sizeof(float)));
        }

        /// <summary>Scores become weights of 16 bits, their high and low bytes in rows of their own.</summary>
        private static void Weigh(void* data, int index)
        {
            var task = (Block*)data;
            int keys = task->KeyCount,
                longest = task->Longest,
                rows = task->Rows,
                lanes = Vector128<int>.Count;
            float* scores = stackalloc float[longest];
            for (int i = 0; i < rows; i++)
            {
                int count = task->Work.Count(task->Index[i]),
                    start = task->Earlier + i + 1 - count,
                    place = index * rows + i;
                int* content = task->ContentScores + (long)place * keys + start,
                    position = task->PositionScores + (long)place * longest + (longest - count);
                RingPart<sbyte> window = task->Work.Window(task->Head + index, count);
                float* keyScales = task->KeyScales + index * keys + start;
                float contentStep = task->ContentSteps[place],
                    positionStep = task->PositionSteps[place];
                int j = 0;
                for (; j <= count - lanes; j += lanes)
                    (
                        QuantizedHead<TUnit>.Scores(Vector128.Load(content + j), contentStep, keyScales + j)
                        + QuantizedHead<TUnit>.Scores(Vector128.Load(position + j), positionStep, window.Scales + j)
                    ).Store(scores + j);

                for (; j < count; j++)
                    scores[j] =
                        QuantizedHead<TUnit>.Score(content[j], contentStep, keyScales[j])
                        + QuantizedHead<TUnit>.Score(position[j], positionStep, window.Scales[j]);

                float total = Softmax.Exponentials(scores, count);
                QuantizedHead<TUnit>.Weigh(
                    scores,
                    new RingPart<sbyte>(task->Values, task->ValueScales, index * keys + start, count, task->Work.PaddedSize)
                );
                task->WeightSteps[place] = QuantizedHead<TUnit>.Round(scores, count) / total;
                byte* high = task->Weights + (long)(2 * index * rows + i) * keys,
                    low = high + (long)rows * keys;
                Split((ushort*)scores, count, keys, start, high, low);
            }
        }

        private static void Split(ushort* weights, int count, int keys, int start, byte* high, byte* low)
        {
            new Span<byte>(high, keys).Clear();
            new Span<byte>(low, keys).Clear();
            high += start;
            low += start;
            int i = 0;
            var mask = Vector128.Create((ushort)byte.MaxValue);
            for (; i <= count - 16; i += 16)
            {
                Vector128<ushort> a = Vector128.Load(weights + i),
                    b = Vector128.Load(weights + i + 8);
                Vector128.Narrow(a >> 8, b >> 8).Store(high + i);
                Vector128.Narrow(a & mask, b & mask).Store(low + i);
            }

            for (; i < count; i++)
                (high[i], low[i]) = ((byte)(weights[i] >> 8), (byte)weights[i]);
        }

        private static void Finish(void* data, int index)
        {
            var task = (Block*)data;
            int size = task->Work.PaddedSize,
                rows = task->Rows,
                head = task->Head + index;
            for (int i = 0; i < rows; i++)
            {
                int* high = task->Sums + (long)(2 * index * rows + i) * size,
                    low = high + (long)rows * size;
                float step = task->WeightSteps[index * rows + i];
                float* mean = task->Work.Output + (long)task->Index[i] * task->Work.Width + head * task->Work.HeadSize;
                for (int j = 0; j < task->Work.HeadSize; j++)
                    mean[j] = (high[j] * (byte.MaxValue + 1) + low[j]) * step;
            }
        }

        /// <summary>What a block of rows of one stream needs, for as many heads as are computed at once.</summary>
        private struct Block
        {
            public AttentionWork<sbyte> Work;
            public int Stream;
            public int Head;
            public int Heads;
            public int* Index;
            public int Rows;
            public int Earlier;
            public int KeyCount;
            public int Longest;
            public sbyte* PlainKeys;
            public sbyte* Keys;
            public sbyte* Values;
            public sbyte* Positions;
            public float* KeyScales;
            public float* ValueScales;
            public byte* Content;
            public byte* Position;
            public float* ContentSteps;
            public float* PositionSteps;
            public float* WeightSteps;
            public int* ContentScores;
            public int* PositionScores;
            public byte* Weights;
            public int* Sums;

            private int* _indices;

            /// <summary>Gives each array its place.</summary>
            /// <param name="room">The room for all.</param>
            /// <returns>How many bytes that is.</returns>
            public long Place(void* room)
            {
                const int CacheLine = 64;
                long used = 0,
                    rows = Math.Min(BlockRows, Work.RowCount),
                    size = Work.PaddedSize,
                    keys = Work.Distances - 1 + rows;
                byte* start = (byte*)room;
                int heads = Heads;
                _indices = (int*)Take(Work.RowCount * sizeof(int), 1);
                PlainKeys = (sbyte*)Take(keys * size, heads);
                Keys = (sbyte*)Take(keys * size, heads);
                Values = (sbyte*)Take(keys * size, heads);
                Positions = (sbyte*)Take(Work.Distances * size, heads);
                KeyScales = (float*)Take(keys * sizeof(float), heads);
                ValueScales = (float*)Take(keys * sizeof(float), heads);
                Content = Take(rows * size, heads);
                Position = Take(rows * size, heads);
                ContentSteps = (float*)Take(rows * sizeof(float), heads);
                PositionSteps = (float*)Take(rows * sizeof(float), heads);
                WeightSteps = (float*)Take(rows * sizeof(float), heads);
                ContentScores = (int*)Take(rows * keys * sizeof(int), heads);
                PositionScores = (int*)Take(rows * Work.Distances * sizeof(int), heads);
                Weights = Take(2 * rows * keys, heads);
                Sums = (int*)Take(2 * rows * size * sizeof(int), heads);
                return used;

                byte* Take(long bytes, int count)
                {
                    byte* place = start + used;
                    used += (bytes * count + CacheLine - 1) / CacheLine * CacheLine;
                    return place;
                }
            }

            /// <summary>Finds the rows of a stream.</summary>
            /// <returns>How many there are.</returns>
            public int Collect(int stream)
            {
                int count = 0;
                for (int row = 0; row < Work.RowCount; row++)
                {
                    if (Work.Stream(row) == stream && Work.Count(row) > 0)
                        _indices[count++] = row;
                }

                return count;
            }

            /// <summary>Turns to some of them.</summary>
            public void Begin(int stream, int first, int rows)
            {
                Index = _indices + first;
                (Stream, Rows, Earlier, Longest) = (stream, rows, 0, 0);
                for (int i = 0; i < rows; i++)
                {
                    Longest = Math.Max(Longest, Work.Count(Index[i]));
                    Earlier = Math.Max(Earlier, Work.Count(Index[i]) - 1 - i);
                }

                KeyCount = Earlier + rows;
            }
        }
    }
}
