using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace LakhNes.Score.Trackers;

/// <summary>
/// Reads the parts of which FamiStudio's projects are made; what is not there is an error that names file and offset.
/// </summary>
/// <param name="bytes">The inflated project.</param>
/// <param name="file">The name that stands in errors.</param>
/// <param name="version">The project's version.</param>
internal sealed class FamiStudioCursor(ReadOnlyMemory<byte> bytes, string file, int version)
{
    private const int Unicode = 14; // the first version with it
    private const int MostValues = 65_536; // of a sequence
    private const int Colour = 4;

    private readonly ByteCursor _bytes = new(bytes, file);

    /// <summary>The project's version.</summary>
    public int Version => version;

    /// <summary>The offset of the next byte.</summary>
    public int At => _bytes.At;

    /// <inheritdoc cref="ByteCursor.Bytes"/>
    public ReadOnlySpan<byte> Bytes(int count) => _bytes.Bytes(count).Span;

    /// <inheritdoc cref="ByteCursor.Byte()"/>
    public int Byte() => _bytes.Byte();

    /// <summary>A yes or no.</summary>
    public bool Flag() => Byte() != 0;

    /// <inheritdoc cref="ByteCursor.Short"/>
    public int Short() => _bytes.Short();

    /// <inheritdoc cref="ByteCursor.Int()"/>
    public int Int() => _bytes.Int();

    /// <inheritdoc cref="ByteCursor.Int(int, int, string)"/>
    public int Int(int least, int most, string what) => _bytes.Int(least, most, what);

    /// <summary>A fraction in four bytes.</summary>
    public float Float() => BinaryPrimitives.ReadSingleLittleEndian(Bytes(sizeof(float)));

    /// <summary>How many of something follow; each is a byte or longer.</summary>
    public int Count(string what, int most = int.MaxValue) => Int(0, most, $"number of {what}");

    /// <summary>A text; zeros in it are none.</summary>
    public string Text()
    {
        int length = Int();
        if (length <= 0)
            return "";
        ReadOnlySpan<byte> text = Bytes(length);
        return (version < Unicode ? Encoding.ASCII : Encoding.Unicode)
            .GetString(text)
            .Replace("\0", "", StringComparison.Ordinal);
    }

    /// <summary>Passes over a colour.</summary>
    public void SkipColour() => Bytes(Colour);

    /// <summary>Passes over numbers of a size; none where their count is below 0.</summary>
    public void SkipArray(int size) =>
        Bytes(Math.Max(_bytes.Int(int.MinValue, int.MaxValue / size, "number of values"), 0) * size);

    /// <summary>Numbers of four bytes as the text has them; null where there are none.</summary>
    public string? Groove()
    {
        int[] values = new int[Math.Max(_bytes.Int(int.MinValue, MostValues, "number of notes"), 0)];
        for (int i = 0; i < values.Length; i++)
            values[i] = Int();
        return values.Length == 0 ? null : string.Join('-', values);
    }

    /// <summary>An envelope, as fields of the text's line; the last are its values.</summary>
    public (string Name, string? Value)[] Envelope()
    {
        int length = _bytes.Int(0, MostValues, "length"),
            loop = Int(),
            release = Int();
        bool relative = Flag();
        ReadOnlySpan<byte> values = Bytes(_bytes.Int(0, MostValues, "number of values"));
        StringBuilder text = new();
        for (int i = 0; i < Math.Min(length, values.Length); i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? "," : "")}{(sbyte)values[i]}");
        return
        [
            ("Loop", loop < 0 ? null : loop.ToString(CultureInfo.InvariantCulture)),
            ("Release", release < 0 ? null : release.ToString(CultureInfo.InvariantCulture)),
            ("Relative", relative.ToString()),
            ("Values", text.ToString()),
        ];
    }
}
