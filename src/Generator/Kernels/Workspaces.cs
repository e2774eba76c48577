using System.Runtime.InteropServices;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Room that kernels of an operator work in during one run; not cleared. What one run gives back the next one takes, of whichever
/// node: it is still in the cache then. (An unread output of the node would be kept until the whole graph has run.)
/// </summary>
internal sealed unsafe class Workspaces
{
    private const int CacheLine = 64;

    // a room's first line holds its size
    private nint _spare;

    /// <summary>Frees the room.</summary>
    ~Workspaces() => Free(_spare);

    /// <summary>Takes room.</summary>
    /// <param name="bytes">How much.</param>
    public Room Take(long bytes)
    {
        nint room = Interlocked.Exchange(ref _spare, 0);
        if (room == 0 || *(long*)room < bytes)
        {
            Free(room);
            room = (nint)NativeMemory.AlignedAlloc((nuint)bytes + CacheLine, CacheLine);
            *(long*)room = bytes;
        }

        return new Room(this, room);
    }

    private static void Free(nint room) => NativeMemory.AlignedFree((void*)room);

    /// <summary>Room that is in use.</summary>
    /// <param name="owner">Gets it back.</param>
    /// <param name="room">Where it is.</param>
    public readonly ref struct Room(Workspaces owner, nint room)
    {
        /// <summary>The first byte.</summary>
        public void* Pointer => (byte*)room + CacheLine;

        /// <summary>Gives the room back.</summary>
        public void Dispose() => Free(Interlocked.Exchange(ref owner._spare, room));
    }
}
