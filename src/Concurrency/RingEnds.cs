using System.Runtime.InteropServices;

namespace LakhNes.Concurrency;

/// <summary>
/// Where a <see cref="SpscRing{T}"/> begins and ends, so far apart that its two threads do not fight for a cache line.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct RingEnds
{
    /// <summary>Items taken.</summary>
    [FieldOffset(64)]
    public long Head;

    /// <summary>Items added.</summary>
    [FieldOffset(192)]
    public long Tail;
}
