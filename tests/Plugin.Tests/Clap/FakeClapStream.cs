using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LakhNes.Plugin.Tests.Clap;

/// <summary>A clap_istream and clap_ostream in memory; both begin with a context word and one function.</summary>
public sealed unsafe class FakeClapStream : IDisposable
{
    private readonly byte[]? _content;
    private readonly int _piece;
    private readonly MemoryStream _written = new();
    private readonly nint* _native = (nint*)NativeMemory.AllocZeroed(2, (nuint)sizeof(nint));
    private int _read;
    private GCHandle _handle;

    /// <param name="content">What is read; null: the stream is written to.</param>
    /// <param name="piece">Bytes that one call moves at most.</param>
    public FakeClapStream(byte[]? content = null, int piece = int.MaxValue)
    {
        _content = content;
        _piece = piece;
        _handle = GCHandle.Alloc(this);
        _native[0] = GCHandle.ToIntPtr(_handle);
        _native[1] = content is null
            ? (nint)(delegate* unmanaged[Cdecl]<void*, void*, ulong, long>)&Write
            : (nint)(delegate* unmanaged[Cdecl]<void*, void*, ulong, long>)&Read;
    }

    public void* Pointer => _native;

    public byte[] Written => _written.ToArray();

    /// <summary>Bytes after which a write fails.</summary>
    public int Room { get; init; } = int.MaxValue;

    /// <summary>Reading fails after the content.</summary>
    public bool Breaks { get; init; }

    public void Dispose()
    {
        _handle.Free();
        NativeMemory.Free(_native);
    }

    private static FakeClapStream Of(void* stream) => (FakeClapStream)GCHandle.FromIntPtr(*(nint*)stream).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Read(void* self, void* buffer, ulong size)
    {
        FakeClapStream stream = Of(self);
        ReadOnlySpan<byte> rest = stream._content.AsSpan(stream._read);
        int taken = (int)Math.Min((ulong)Math.Min(rest.Length, stream._piece), size);
        rest[..taken].CopyTo(new Span<byte>(buffer, taken));
        stream._read += taken;
        return taken == 0 && stream.Breaks ? -1 : taken;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Write(void* self, void* buffer, ulong size)
    {
        FakeClapStream stream = Of(self);
        int taken = (int)Math.Min((ulong)Math.Min(stream._piece, stream.Room - (int)stream._written.Length), size);
        stream._written.Write(new ReadOnlySpan<byte>(buffer, taken));
        return taken == 0 ? -1 : taken;
    }
}
