namespace LakhNes.Generator.Kernels;

/// <summary>Keys, values or positions that lie one behind the other.</summary>
/// <typeparam name="T">What they are kept as.</typeparam>
internal readonly unsafe struct RingPart<T>
    where T : unmanaged
{
    /// <summary>Names a part of a ring or a table.</summary>
    /// <param name="vectors">The ring's first vector.</param>
    /// <param name="scales">The ring's first scale.</param>
    /// <param name="start">Where the part starts.</param>
    /// <param name="count">How many vectors it has.</param>
    /// <param name="size">A vector's padded size.</param>
    public RingPart(T* vectors, float* scales, int start, int count, int size)
    {
        Vectors = vectors + (long)start * size;
        Scales = scales + start;
        Count = count;
        Size = size;
    }

    /// <summary>The first vector.</summary>
    public T* Vectors { get; }

    /// <summary>What a kept 1 stands for, in each vector.</summary>
    public float* Scales { get; }

    /// <summary>How many vectors there are.</summary>
    public int Count { get; }

    /// <summary>A vector's padded size.</summary>
    public int Size { get; }
}
