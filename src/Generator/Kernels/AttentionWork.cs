using System.Runtime.Intrinsics;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>The inputs, the output and the sizes of one run of <see cref="RelativeAttention{T, TFormat}"/>.</summary>
/// <typeparam name="T">What keys, values and positions are kept as.</typeparam>
internal unsafe struct AttentionWork<T>
    where T : unmanaged
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
    public int Streams;
    public int Heads;
    public int HeadSize;
    public int PaddedSize;
    public int Slots;
    public int Distances;

    /// <summary>Reads them from a node's run.</summary>
    /// <param name="context">The run.</param>
    /// <param name="headSize">Numbers in a head, without padding.</param>
    public AttentionWork(KernelContext context, int headSize)
    {
        Span<long> input = stackalloc long[2],
            ring = stackalloc long[4],
            positions = stackalloc long[3];
        context.Shape(0, input);
        context.Shape(2, ring);
        context.Shape(6, positions);
        RowCount = (int)input[0];
        Streams = (int)ring[0];
        Heads = (int)ring[1];
        Slots = (int)ring[2];
        PaddedSize = (int)ring[3];
        HeadSize = headSize;
        Distances = (int)positions[1];
        Input = context.Input<float>(0);
        Rows = context.Input<int>(1);
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

    /// <summary>The stream of a row.</summary>
    public readonly int Stream(int row) => Rows[3 * row];

    /// <summary>Where a row's key and value stand in their ring.</summary>
    public readonly int Slot(int row) => Rows[3 * row + 1];

    /// <summary>To how many tokens a row attends, itself included; 0: the row is padding.</summary>
    public readonly int Count(int row) => Rows[3 * row + 2];

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

    /// <summary>Keys (or values) of a head of a stream.</summary>
    /// <param name="ring"><see cref="Keys"/> or <see cref="Values"/>.</param>
    /// <param name="scales">Their scales.</param>
    /// <param name="part">The stream times the heads, plus the head.</param>
    /// <param name="start">The first slot.</param>
    /// <param name="count">How many slots.</param>
    public readonly RingPart<T> Part(T* ring, float* scales, int part, int start, int count) =>
        new(ring + (long)part * Slots * PaddedSize, scales + (long)part * Slots, start, count, PaddedSize);

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
