using System.Runtime.InteropServices;

namespace LakhNes.Generator.Runtime;

/// <summary>Zeroed memory outside the managed heap, aligned to a cache line.</summary>
/// <typeparam name="T">What it holds.</typeparam>
public sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private const nuint CacheLine = 64;

    /// <summary>Allocates a buffer.</summary>
    /// <param name="length">How many items it holds.</param>
    public NativeBuffer(long length)
    {
        Length = length;
        nuint bytes = checked((nuint)length * (nuint)sizeof(T));
        Pointer = (T*)NativeMemory.AlignedAlloc(Math.Max(bytes, CacheLine), CacheLine);
        NativeMemory.Clear(Pointer, bytes);
    }

    /// <summary>Frees the memory if nobody disposed the buffer.</summary>
    ~NativeBuffer() => Free();

    /// <summary>The first item.</summary>
    public T* Pointer { get; private set; }

    /// <summary>How many items there are.</summary>
    public long Length { get; }

    /// <summary>All items.</summary>
    public Span<T> Span => new(Pointer, checked((int)Length));

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
    }
}
