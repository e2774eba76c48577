using System.Runtime.Intrinsics;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>The inputs, the output and the sizes of one run of <see cref="RelativeAttention{T, TFormat}"/>.</summary>
/// <typeparam name="T">What keys, values and positions are kept as.</typeparam>
internal unsafe struct AttentionWork<T>
    where T : unmanaged
{
    public float* Input;
    public RingSpan* Spans;
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
    public int Distances;

    /// <summary>Reads them from a node's run.</summary>
    /// <param name="context">The run.</param>
    /// <param name="headSize">Numbers in a head, without padding.</param>
    public AttentionWork(KernelContext context, int headSize)
    {
        Span<long> input = stackalloc long[2],
            positions = stackalloc long[3];
        context.Shape(0, input);
        context.Shape(6, positions);
        RowCount = (int)input[0];
        Heads = (int)positions[0];
        PaddedSize = (int)positions[2];
        HeadSize = headSize;
        Distances = (int)positions[1];
        Input = context.Input<float>(0);
        Spans = (RingSpan*)context.Input<int>(1);
        Keys = context.Input<T>(2);
        KeyScales = context.Input<float>(3);
        Values = context.Input<T>(4);
        ValueScales = context.Input<float>(5);
        Positions = context.Input<T>(6);
        PositionScales = context.Input<float>(7);
        ContentBias = context.Input<float>(8);
        PositionBias = context.Input<float>(9);
        Output = context.Output(0, RowCount, Heads * HeadSize);
    }

    /// <summary>Numbers in a row of the output.</summary>
    public readonly int Width => Heads * HeadSize;

    /// <summary>The last tokens that a row attends to, in its own ring; the very last is its own.</summary>
    public readonly RingSpan Own(int row) => Spans[2 * row];

    /// <summary>The tokens before those, in the ring that its own branched off.</summary>
    public readonly RingSpan Shared(int row) => Spans[2 * row + 1];

    /// <summary>To how many tokens a row attends, itself included.</summary>
    public readonly int Count(int row) => Own(row).Count + Shared(row).Count;

    /// <summary>A row's query for a head; its key and value follow at distances of <see cref="Width"/>.</summary>
    public readonly float* Query(int row, int head) => Input + (long)row * 3 * Width + head * HeadSize;

    /// <summary>(query + bias) / sqrt(head), padded with zeros.</summary>
    public readonly void AddBias(float* query, float* bias, int head, float* target)
    {
        float factor = 1 / MathF.Sqrt(HeadSize);
        bias += head * HeadSize;
        int i = 0,
            lanes = Vector128<float>.Count;
        for (; i <= HeadSize - lanes; i += lanes)
            ((Vector128.Load(query + i) + Vector128.Load(bias + i)) * factor).Store(target + i);
        for (; i < HeadSize; i++)
            target[i] = (query[i] + bias[i]) * factor;
        for (; i < PaddedSize; i++)
            target[i] = 0;
    }

    /// <summary>Some keys (or values) of a head, one behind the other.</summary>
    /// <param name="ring"><see cref="Keys"/> or <see cref="Values"/>.</param>
    /// <param name="scales">Their scales.</param>
    /// <param name="head">The head.</param>
    /// <param name="span">Names the ring.</param>
    /// <param name="start">The first slot.</param>
    /// <param name="count">How many slots.</param>
    public readonly RingPart<T> Part(T* ring, float* scales, int head, RingSpan span, int start, int count)
    {
        long first = ((long)span.First * Heads) + ((long)head * span.Size);
        return new(ring + first * PaddedSize, scales + first, start, count, PaddedSize);
    }

    /// <summary>The key (or value) of a row's own token.</summary>
    /// <param name="ring"><see cref="Keys"/> or <see cref="Values"/>.</param>
    /// <param name="scales">Their scales.</param>
    /// <param name="head">The head.</param>
    /// <param name="row">The row.</param>
    public readonly RingPart<T> Part(T* ring, float* scales, int head, int row) =>
        Part(ring, scales, head, Own(row), Own(row).Last, 1);

    /// <summary>Keys (or values) of a head, the oldest first, in four parts.</summary>
    /// <param name="ring"><see cref="Keys"/> or <see cref="Values"/>.</param>
    /// <param name="scales">Their scales.</param>
    /// <param name="head">The head.</param>
    /// <param name="shared">The first of them.</param>
    /// <param name="own">The others.</param>
    public readonly RingParts<T> Parts(T* ring, float* scales, int head, RingSpan shared, RingSpan own)
    {
        RingParts<T> parts = default;
        parts[0] = Part(ring, scales, head, shared, shared.Size - shared.Wrapped, shared.Wrapped);
        parts[1] = Part(ring, scales, head, shared, shared.Last + 1 - shared.Late, shared.Late);
        parts[2] = Part(ring, scales, head, own, own.Size - own.Wrapped, own.Wrapped);
        parts[3] = Part(ring, scales, head, own, own.Last + 1 - own.Late, own.Late);
        return parts;
    }

    /// <summary>The positions of a head for a window.</summary>
    /// <param name="head">The head.</param>
    /// <param name="count">How many tokens the window has.</param>
    public readonly RingPart<T> Window(int head, int count) =>
        new(
            Positions + (long)head * Distances * PaddedSize,
            PositionScales + (long)head * Distances,
            Distances - count,
            count,
            PaddedSize
        );
}
