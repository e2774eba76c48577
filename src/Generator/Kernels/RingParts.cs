using System.Runtime.CompilerServices;

namespace LakhNes.Generator.Kernels;

/// <summary>What a token attends to, the oldest first: parts of two rings, any of them empty.</summary>
/// <typeparam name="T">What keys or values are kept as.</typeparam>
[InlineArray(Length)]
internal struct RingParts<T>
    where T : unmanaged
{
    /// <summary>Two of each ring.</summary>
    public const int Length = 4;

    private RingPart<T> _first;
}
