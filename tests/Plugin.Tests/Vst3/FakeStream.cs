using System.Runtime.InteropServices;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Tests.Vst3;

/// <summary>An IBStream in memory that moves only a few bytes a call, as streams over a network or a pipe do.</summary>
public sealed unsafe class FakeStream(byte[]? content = null, int piece = 7) : NativeFake(Table)
{
    private static readonly nint Table = Functions(
        (nint)(delegate* unmanaged<void*, void*, int, int*, int>)&Read,
        (nint)(delegate* unmanaged<void*, void*, int, int*, int>)&Write
    );

    private readonly MemoryStream _content = new();
    private int _read;

    /// <summary>Bytes after which a write fails.</summary>
    public int Room { get; init; } = int.MaxValue;

    /// <summary>Ends with an error rather than with no bytes.</summary>
    public bool EndsWithError { get; init; }

    public byte[] Written => _content.ToArray();

    [UnmanagedCallersOnly]
    private static int Read(void* self, void* buffer, int count, int* read)
    {
        var stream = Of<FakeStream>(self);
        ReadOnlySpan<byte> rest = stream.Content.AsSpan(stream._read);
        int taken = Math.Min(Math.Min(rest.Length, count), stream.Piece);
        rest[..taken].CopyTo(new Span<byte>(buffer, count));
        stream._read += taken;
        if (read != null)
            *read = taken;
        return taken == 0 && stream.EndsWithError ? Result.False : Result.Ok;
    }

    [UnmanagedCallersOnly]
    private static int Write(void* self, void* buffer, int count, int* written)
    {
        var stream = Of<FakeStream>(self);
        int taken = Math.Min(Math.Min(count, stream.Piece), stream.Room - (int)stream._content.Length);
        if (taken <= 0)
            return Result.False;
        stream._content.Write(new ReadOnlySpan<byte>(buffer, taken));
        if (written != null)
            *written = taken;
        return Result.Ok;
    }

    private byte[]? Content { get; } = content;

    private int Piece { get; } = piece;
}
