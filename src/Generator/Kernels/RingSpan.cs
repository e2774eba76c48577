namespace LakhNes.Generator.Kernels;

/// <summary>Tokens that stand one after the other in a ring, whose end may be followed by its beginning.</summary>
internal struct RingSpan
{
    /// <summary>Whole numbers that a row has: its tokens in its own ring, and those before them in another.</summary>
    public const int Numbers = 8;

    /// <summary>Slots of all rings before this one.</summary>
    public int First;

    /// <summary>Slots of the ring.</summary>
    public int Size;

    /// <summary>The last token's slot.</summary>
    public int Last;

    /// <summary>How many tokens.</summary>
    public int Count;

    /// <summary>How many of them stand before the ring's end, which the others follow at its beginning.</summary>
    public readonly int Wrapped => Math.Max(0, Count - 1 - Last);

    /// <summary>How many stand up to the last one without a gap.</summary>
    public readonly int Late => Count - Wrapped;
}
