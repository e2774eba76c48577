namespace LakhNes.Score;

/// <summary>What is in a compressed part of a file, within bounds.</summary>
public static class Inflated
{
    // an hour of a VGM file's driver that writes the same registers over and over stays below it
    private const long Base = 8 << 20;
    private const int PerByte = 256;

    /// <summary>
    /// The most bytes that so many compressed ones may hold; the method itself would allow four times as much.
    /// </summary>
    public static long Most(long compressed) => Math.Min(Base + (PerByte * compressed), FileBytes.MaxLength);

    /// <summary>All that a stream inflates to.</summary>
    /// <param name="stream">Inflates; it ends.</param>
    /// <param name="length">So many compressed bytes there are.</param>
    /// <param name="name">The name that stands in errors.</param>
    /// <param name="method">What compressed them, for errors.</param>
    /// <exception cref="ScoreFormatException">They are broken, or inflate to more than <see cref="Most"/>.</exception>
    public static ReadOnlyMemory<byte> All(Stream stream, int length, string name, string method)
    {
        try
        {
            using MemoryStream output = new();
            long most = Most(length);
            byte[] part = new byte[16384];
            for (int count; (count = stream.Read(part)) > 0; )
            {
                if (output.Length + count > most)
                    throw ScoreFormatException.AtOffset(
                        name,
                        0,
                        $"{length} bytes of {method} data inflate to more than {most >> 20} MiB"
                    );
                output.Write(part, 0, count);
            }
            return output.GetBuffer().AsMemory(0, (int)output.Length);
        }
        catch (InvalidDataException e)
        {
            throw new ScoreFormatException(new ReadError(name, PositionUnit.Offset, 0, $"broken {method} data"), e);
        }
    }
}
