using System.Buffers.Binary;
using System.IO.Hashing;

namespace LakhNes.Engine.State;

/// <summary>
/// The envelope around a stored state: 8 bytes of magic, then little-endian 32-bit version, payload length and CRC-32, then the
/// payload. What a host hands back may be another plugin's, cut short or damaged; this tells before anything is touched.
/// </summary>
public static class StateChunk
{
    /// <summary>The version that this program writes, and the newest that it reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Longest payload that is read, in bytes.</summary>
    public const int MaxPayload = 64 << 20;

    private const int HeaderLength = 20;

    private static ReadOnlySpan<byte> Magic => "LakhNES\0"u8;

    /// <summary>Puts a payload of the current version into its envelope.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> payload)
    {
        var chunk = new byte[HeaderLength + payload.Length];
        Magic.CopyTo(chunk);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(8), CurrentVersion);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(12), payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(16), Crc32.HashToUInt32(payload));
        payload.CopyTo(chunk.AsSpan(HeaderLength));
        return chunk;
    }

    /// <summary>Opens an envelope.</summary>
    /// <param name="chunk">What the host or a file gave; bytes after the payload are ignored, since some hosts pad.</param>
    /// <param name="version">The version that wrote it, 1 to <see cref="CurrentVersion"/>.</param>
    /// <param name="payload">The payload, its checksum right.</param>
    /// <param name="error">Why not, where the result is false.</param>
    public static bool TryUnwrap(ReadOnlySpan<byte> chunk, out int version, out ReadOnlySpan<byte> payload, out string error)
    {
        version = 0;
        payload = default;
        if (chunk.Length < HeaderLength || !chunk[..8].SequenceEqual(Magic))
            return Fail("not a LakhNES state", out error);
        version = BinaryPrimitives.ReadInt32LittleEndian(chunk[8..]);
        if (version > CurrentVersion)
            return Fail(
                $"written by a newer LakhNES (state version {version}, this one reads up to {CurrentVersion})",
                out error
            );
        if (version < 1)
            return Fail($"state version {version} does not exist", out error);
        int length = BinaryPrimitives.ReadInt32LittleEndian(chunk[12..]);
        if (length is < 0 or > MaxPayload)
            return Fail($"damaged state: payload of {length} bytes", out error);
        if (chunk.Length - HeaderLength < length)
            return Fail($"truncated state: {chunk.Length - HeaderLength} of {length} bytes", out error);
        payload = chunk.Slice(HeaderLength, length);
        if (Crc32.HashToUInt32(payload) != BinaryPrimitives.ReadUInt32LittleEndian(chunk[16..]))
            return Fail("damaged state: wrong checksum", out error);
        error = "";
        return true;
    }

    private static bool Fail(string reason, out string error)
    {
        error = reason;
        return false;
    }
}
