using System.Runtime.InteropServices;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Room that a kernel works in during one run; not cleared. (An unread output of the node would be kept until the whole graph has
/// run.)
/// </summary>
internal readonly unsafe ref struct Workspace
{
    private const nuint CacheLine = 64;

    /// <summary>Takes room.</summary>
    /// <param name="bytes">How much.</param>
    public Workspace(long bytes) => Pointer = NativeMemory.AlignedAlloc((nuint)bytes, CacheLine);

    /// <summary>The first byte.</summary>
    public void* Pointer { get; }

    /// <summary>Gives the room back.</summary>
    public void Dispose() => NativeMemory.AlignedFree(Pointer);
}
