namespace LakhNes.Ui.Tests;

/// <summary>A recording that tests open.</summary>
internal static class ToneFile
{
    /// <summary>A WAV file: 0.3 s of 220 Hz in 16 bits.</summary>
    public static byte[] Wav()
    {
        const int rate = 22_050,
            frames = 6615;
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + (2 * frames));
        writer.Write("WAVEfmt "u8);
        foreach (int value in (ReadOnlySpan<int>)[16, 0x0001_0001, rate, 2 * rate, 0x0010_0002])
            writer.Write(value);
        writer.Write("data"u8);
        writer.Write(2 * frames);
        for (int i = 0; i < frames; i++)
            writer.Write((short)(20_000 * Math.Sin(2 * Math.PI * 220 * i / rate)));
        writer.Flush();
        return stream.ToArray();
    }
}
