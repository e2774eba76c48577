using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using LakhNes.Score.Registers;

namespace LakhNes.Score.Vgm;

/// <summary>VGM files of the NES (versions 1.61 to 1.72), plain or gzip'd (<c>.vgz</c>).</summary>
/// <remarks>
/// Reading allocates at most <see cref="AllocationPerByte"/> bytes a byte of the inflated file plus <see cref="AllocationBase"/>;
/// a gzip'd file that inflates to more than <see cref="Inflated.Most"/> says is refused.
/// </remarks>
public static class VgmFile
{
    /// <summary>Bound on what reading allocates for each byte of the (inflated) file.</summary>
    public const int AllocationPerByte = 32;

    /// <summary>What reading may allocate besides, in bytes.</summary>
    public const int AllocationBase = 262_144;

    /// <summary>
    /// Values that streams write at most, each of which allocates up to <see cref="AllocationPerByte"/> bytes; more are passed
    /// over.
    /// </summary>
    public const int MostStreamed = 8 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ScoreFormatException">It cannot be opened or is no VGM file of the NES.</exception>
    public static RegisterLog Read(string path) => Read(FileBytes.Read(path), path);

    /// <summary>Reads a file from memory; <paramref name="name"/> stands in error messages.</summary>
    /// <exception cref="ScoreFormatException">The bytes are no VGM file of the NES.</exception>
    public static RegisterLog Read(ReadOnlyMemory<byte> bytes, string name) =>
        new VgmReader(bytes.Span is [0x1F, 0x8B, ..] ? Inflate(bytes, name) : bytes, name).Read();

    /// <summary>As <see cref="Read(ReadOnlyMemory{byte}, string)"/>, without an exception.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> bytes,
        string name,
        [NotNullWhen(true)] out RegisterLog? log,
        out ReadError error
    )
    {
        try
        {
            log = Read(bytes, name);
            error = default;
            return true;
        }
        catch (ScoreFormatException e)
        {
            log = null;
            error = e.Error;
            return false;
        }
    }

    /// <summary>A log as a file.</summary>
    /// <param name="log">What to write.</param>
    /// <param name="compress">As <c>.vgz</c>.</param>
    public static byte[] Write(RegisterLog log, bool compress = false)
    {
        byte[] bytes = VgmWriter.Write(log);
        if (!compress)
            return bytes;
        using MemoryStream output = new();
        using (GZipStream gzip = new(output, CompressionLevel.SmallestSize))
            gzip.Write(bytes);
        return output.ToArray();
    }

    private static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> bytes, string name)
    {
        using GZipStream gzip = new(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        return Inflated.All(gzip, bytes.Length, name, "gzip");
    }
}
