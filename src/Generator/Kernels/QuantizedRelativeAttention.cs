using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Attention over 8-bit rings. Several rows are computed at once by products of matrices, which are exact
/// (<see cref="RightMatrix"/>): with the same result as one by one. Rows of one stream meet all their keys so; rows of several
/// streams meet those that their streams share, and each its own one by one.
/// </summary>
/// <remarks>One input more: positions turned [heads, padded head, distances].</remarks>
/// <typeparam name="TUnit">The processor's arithmetic.</typeparam>
/// <param name="name">The operator's name.</param>
/// <param name="threads">Threads of the session.</param>
/// <param name="right">The form of right matrices, the turned positions among them.</param>
internal sealed partial class QuantizedRelativeAttention<TUnit>(string name, int threads, DataType right)
    : RelativeAttention<sbyte, QuantizedHead<TUnit>>(name, DataType.Int8, threads, [right])
    where TUnit : struct, IVectorUnit
{
    private readonly Workspaces _rooms = new();

    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) =>
        new Kernel(base.CreateKernel(node), Threads, right, _rooms, node);

    private sealed unsafe partial class Kernel(
        ICustomKernel fewRows,
        int threads,
        DataType right,
        Workspaces rooms,
        KernelInfo node
    ) : ICustomKernel, IDisposable
    {
        // so many rows of a ring, or rows of so many rings, are worth products of matrices
        private const int ManyRows = 16,
            SeveralRings = 3;

        // up to so many rows what all heads need fits a cache
        private const int RowsOfAllHeads = 32;

        private readonly int _headSize = node.Attribute("head_size");
        private readonly IntegerProduct _signed = new(node, signed: true, right);
        private readonly IntegerProduct _unsigned = new(node, signed: false, right);

        public void Compute(KernelContext context)
        {
            Span<long> shape = stackalloc long[2];
            context.Shape(0, shape);
            var task = new Block
            {
                Work = new AttentionWork<sbyte>(context, _headSize),
                Positions = context.Input<sbyte>(10),
                Right = right,
            };
            if (shape[0] < ManyRows && task.Rings < SeveralRings)
            {
                fewRows.Compute(context);
                return;
            }

            task.Heads = threads > 1 || shape[0] <= RowsOfAllHeads ? task.Work.Heads : 1;
            using Workspaces.Room memory = rooms.Take(task.Place(null));
            task.Place(memory.Pointer);
            task.Start();
            for (int rows = task.Collect(ManyRows); rows > 0; rows = task.Collect(ManyRows))
            {
                for (int row = 0; row < rows; row += BlockRows)
                {
                    task.Begin(row, Math.Min(BlockRows, rows - row));
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
                distances = task->Work.Distances,
                keys = task->KeyCount;
            Parts.Share(context, threads, &Gather, heads, task);
            sbyte* positions = task->Positions + ((long)task->Head * size * distances);
            _signed.Multiply(context, task->Position, positions, task->PositionScores, heads, rows, size, distances);
            if (keys > 0)
                _signed.Multiply(context, task->Content, task->Keys, task->ContentScores, heads, rows, size, keys);
            Parts.Share(context, threads, &Weigh, heads, task);
            if (keys > 0)
                _unsigned.Multiply(context, task->Weights, task->Values, task->Sums, heads, 2 * rows, keys, size);
            Parts.Share(context, threads, &Finish, heads, task);
        }

        /// <summary>The block's keys, values and queries side by side; the rows' own go into the ring.</summary>
        private static void Gather(void* data, int index)
        {
            var task = (Block*)data;
            AttentionWork<sbyte>* work = &task->Work;
            int head = task->Head + index,
                size = work->PaddedSize,
                keys = task->KeyCount;
            sbyte* plain = task->PlainKeys + (long)index * keys * size,
                values = task->Values + (long)index * keys * size;
            float* keyScales = task->KeyScales + index * keys,
                valueScales = task->ValueScales + index * keys;
            float* biased = stackalloc float[size];

            RingParts<sbyte> earlier = work->Parts(work->Keys, work->KeyScales, head, task->Shared, task->Earlier);
            Copy(in earlier, plain, keyScales);
            earlier = work->Parts(work->Values, work->ValueScales, head, task->Shared, task->Earlier);
            Copy(in earlier, values, valueScales);
            for (int i = 0; i < task->Rows; i++)
            {
                int row = task->Index[i],
                    at = keys - task->Rows + i,
                    place = index * task->Rows + i;
                float* query = work->Query(row, head);
                RingPart<sbyte> key = work->Part(work->Keys, work->KeyScales, head, row);
                RingPart<sbyte> value = work->Part(work->Values, work->ValueScales, head, row);
                QuantizedHead<TUnit>.Store(query + work->Width, work->HeadSize, key.Vectors, key.Scales);
                QuantizedHead<TUnit>.Store(query + 2 * work->Width, work->HeadSize, value.Vectors, value.Scales);
                if (task->IsOneRing)
                {
                    Copy(in key, plain + at * size, keyScales + at);
                    Copy(in value, values + at * size, valueScales + at);
                }

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

            RightMatrix.Convert(plain, (long)keys * size, task->Right);
            RightMatrix.Convert(values, (long)keys * size, task->Right);
            Bytes.Transpose(plain, keys, size, task->Keys + (long)index * keys * size, keys);
        }

        private static void Copy(in RingParts<sbyte> from, sbyte* vectors, float* scales)
        {
            foreach (ref readonly RingPart<sbyte> part in from)
            {
                Copy(in part, vectors, scales);
                vectors += part.Count * part.Size;
                scales += part.Count;
            }
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
            AttentionWork<sbyte>* work = &task->Work;
            int keys = task->KeyCount,
                distances = work->Distances,
                rows = task->Rows,
                size = work->PaddedSize,
                head = task->Head + index;
            float* scores = stackalloc float[distances];
            for (int i = 0; i < rows; i++)
            {
                int row = task->Index[i],
                    count = work->Count(row),
                    met = task->Met(i),
                    start = task->EndOf(i) - met,
                    place = index * rows + i;
                int* position = task->PositionScores + (long)place * distances + (distances - count);
                float positionStep = task->PositionSteps[place];
                float* positionScales = work->Window(head, count).Scales;
                Add(
                    task->ContentScores + (long)place * keys + start,
                    task->ContentSteps[place],
                    task->KeyScales + index * keys + start,
                    position,
                    positionStep,
                    positionScales,
                    met,
                    scores
                );
                bool own = met < count;
                if (own)
                    MeetOwn(task, place, head, row, scores + met);
                for (int j = met; j < count; j++)
                    scores[j] += QuantizedHead<TUnit>.Score(position[j], positionStep, positionScales[j]);

                float total = Softmax.Exponentials(scores, count);
                QuantizedHead<TUnit>.Weigh(
                    scores,
                    new RingPart<sbyte>(task->Values, task->ValueScales, index * keys + start, met, size)
                );
                RingParts<sbyte> values = work->Parts(work->Values, work->ValueScales, head, default, work->Own(row));
                float* weight = scores + met;
                for (int part = 0; own && part < RingParts<sbyte>.Length; weight += values[part++].Count)
                    QuantizedHead<TUnit>.Weigh(weight, in values[part]);
                task->WeightSteps[place] = QuantizedHead<TUnit>.Round(scores, count) / total;
                if (own)
                    QuantizedHead<TUnit>.Sum((short*)scores + met, in values, task->OwnSums + (long)place * size);
                byte* high = task->Weights + (long)(2 * index * rows + i) * keys,
                    low = high + (long)rows * keys;
                Split((ushort*)scores, met, keys, start, high, low);
            }
        }

        // scores of keys that were met by a product of matrices
        private static void Add(
            int* content,
            float contentStep,
            float* keyScales,
            int* position,
            float positionStep,
            float* positionScales,
            int count,
            float* scores
        )
        {
            int j = 0,
                lanes = Vector128<int>.Count;
            for (; j <= count - lanes; j += lanes)
                (
                    QuantizedHead<TUnit>.Scores(Vector128.Load(content + j), contentStep, keyScales + j)
                    + QuantizedHead<TUnit>.Scores(Vector128.Load(position + j), positionStep, positionScales + j)
                ).Store(scores + j);

            for (; j < count; j++)
                scores[j] =
                    QuantizedHead<TUnit>.Score(content[j], contentStep, keyScales[j])
                    + QuantizedHead<TUnit>.Score(position[j], positionStep, positionScales[j]);
        }

        // what the content of the keys of a row's own ring adds
        private static void MeetOwn(Block* task, int place, int head, int row, float* scores)
        {
            AttentionWork<sbyte>* work = &task->Work;
            int size = work->PaddedSize;
            byte* content = task->Content + (long)place * size;
            float* query = stackalloc float[size];
            for (int i = 0; i < size; i++)
                ((short*)query)[i] = (short)(content[i] - IntegerProduct.Offset);
            RingSpan own = work->Own(row);
            new Span<float>(scores, own.Count).Clear();
            RingParts<sbyte> keys = work->Parts(work->Keys, work->KeyScales, head, default, own);
            foreach (ref readonly RingPart<sbyte> part in keys)
            {
                QuantizedHead<TUnit>.Score(query, task->ContentSteps[place], in part, scores);
                scores += part.Count;
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
                int place = index * rows + i,
                    row = task->Index[i];
                int* high = task->Sums + (long)(2 * index * rows + i) * size,
                    low = high + (long)rows * size,
                    own = task->OwnSums + (long)place * size;
                bool met = task->Met(i) > 0,
                    alone = task->Met(i) < task->Work.Count(row);
                float step = task->WeightSteps[place];
                float* mean = task->Work.Output + (long)row * task->Work.Width + head * task->Work.HeadSize;
                for (int j = 0; j < task->Work.HeadSize; j++)
                    mean[j] = ((met ? high[j] * (byte.MaxValue + 1) + low[j] : 0) + (alone ? own[j] : 0)) * step;
            }
        }
    }
}
