using System.Runtime.InteropServices;

namespace LakhNes.Generator.Runtime;

/// <summary>
/// Zeroed memory outside the managed heap for what every run reads from end to end: in few large blocks, so that the system can
/// map it by huge pages (on Linux it is asked to) and a pass over it costs fewer translations of addresses.
/// </summary>
public sealed unsafe partial class NativeArena : IDisposable
{
    private const nuint CacheLine = 64;
    private const nuint HugePage = 2 << 20;
    private const nuint BlockSize = 4 * HugePage;
    private const int AdviseHugePages = 14; // MADV_HUGEPAGE

    private readonly List<nint> _blocks = [];
    private byte* _next;
    private nuint _left;

    /// <summary>Frees the memory if nobody disposed the arena.</summary>
    ~NativeArena() => Free();

    /// <summary>Takes memory, aligned to a cache line, which lives as long as the arena.</summary>
    /// <param name="length">How many items.</param>
    /// <typeparam name="T">What they are.</typeparam>
    public T* Take<T>(long length)
        where T : unmanaged
    {
        nuint bytes = checked(((nuint)length * (nuint)sizeof(T) + CacheLine - 1) / CacheLine * CacheLine);
        if (bytes > _left)
            AddBlock(bytes);
        byte* taken = _next;
        _next += bytes;
        _left -= bytes;
        return (T*)taken;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void AddBlock(nuint bytes)
    {
        _left = (Math.Max(bytes, BlockSize) + HugePage - 1) / HugePage * HugePage;

        // large blocks come from the system with zeros in them: nobody has to write those
        void* block = NativeMemory.AllocZeroed(_left + HugePage);
        _blocks.Add((nint)block);
        _next = (byte*)(((nuint)block + HugePage - 1) & ~(HugePage - 1));

        // a wish: where it is not granted, everything works the same
        if (OperatingSystem.IsLinux())
            _ = Advise(_next, _left, AdviseHugePages);
    }

    private void Free()
    {
        foreach (nint block in _blocks)
            NativeMemory.Free((void*)block);
        _blocks.Clear();
        _left = 0;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
