namespace LakhNes.Score.Trackers;

/// <summary>Reads FamiTracker's instrument files (<c>.fti</c>) for the 2A03.</summary>
public static class FamiTrackerInstrumentReader
{
    private const int Rp2A03 = 1;
    private const int MaxSamples = 64,
        MaxName = 255,
        MaxBytes = 0x8000;

    // from these versions on a sequence has a release point, a setting, and a key a level
    private const int WithSequences = 20,
        WithRelease = 21,
        WithSetting = 23,
        WithLevel = 24;

    private static readonly string[] Kinds = ["", "", "VRC6", "VRC7", "FDS", "N163", "S5B"];

    /// <summary>Whether a file begins as one.</summary>
    public static bool IsInstrument(ReadOnlySpan<byte> bytes) => bytes.StartsWith("FTI"u8);

    /// <summary>Reads an instrument: a module that has it alone, number 0, and its samples, and no song.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <exception cref="ScoreFormatException">It is something else, of another chip, or broken.</exception>
    public static TrackerModule Read(ReadOnlyMemory<byte> bytes, string file)
    {
        ByteCursor cursor = new(bytes, file);
        if (!IsInstrument(bytes.Span))
            throw cursor.Error("no FTI");
        cursor.Bytes(3);
        ReadOnlySpan<byte> digits = cursor.Bytes(3).Span;
        int version = digits[1] == '.' ? ((digits[0] - '0') * 10) + digits[2] - '0' : 0;
        if (version is < WithSequences or > 99)
            throw cursor.Error("its version is before 2.0 or none");
        int kind = cursor.Byte();
        if (kind != Rp2A03)
            throw cursor.Error(
                kind < Kinds.Length && Kinds[kind].Length > 0
                    ? $"an instrument for the {Kinds[kind]}, and only those for the 2A03 are read"
                    : "no instrument for the 2A03"
            );
        string name = cursor.Text(cursor.Int(0, MaxName, "length of a name"));
        Macro?[] macros = new Macro?[TrackerInstrument.MacroCount];
        int count = cursor.Byte(TrackerInstrument.MacroCount, "number of macros");
        for (int i = 0; i < count; i++)
        {
            if (cursor.Byte() == 1)
                macros[i] = Sequence(cursor, version);
        }
        Dictionary<int, SampleKey> keys = [];
        for (int i = cursor.Int(0, TrackerCell.Notes, "number of keys"); i > 0; i--)
        {
            int note = cursor.Byte(TrackerCell.Notes - 1, "key"),
                sample = cursor.Byte(),
                pitch = cursor.Byte(),
                level = version >= WithLevel ? cursor.Byte() : 255;
            if (sample > 0)
                keys[note] = new SampleKey(sample - 1, pitch & 15, (pitch & 0x80) != 0, level <= 127 ? level : -1);
        }
        TrackerModule module = new() { Title = name };
        module.Instruments[0] = new TrackerInstrument(name, macros) { Keys = keys };
        for (int i = cursor.Int(0, MaxSamples, "number of samples"); i > 0; i--)
        {
            int number = cursor.Int(0, MaxSamples - 1, "sample");
            string sample = cursor.Text(cursor.Int(0, MaxName, "length of a name"));
            ReadOnlyMemory<byte> deltas = cursor.Bytes(cursor.Int(0, MaxBytes, "length of a sample"));
            module.Samples[number] = new TrackerSample(sample, deltas[..Math.Min(deltas.Length, TrackerSample.MaxLength)]);
        }
        return module;
    }

    private static Macro? Sequence(ByteCursor cursor, int version)
    {
        int length = cursor.Int(0, Macro.MaxLength + 1, "length of a macro"),
            loop = cursor.Int(),
            release = version >= WithRelease ? cursor.Int() : -1,
            setting = version >= WithSetting ? cursor.Int() : 0;
        return FamiTrackerModuleReader.MacroOf(cursor.Bytes(length).Span, loop, release, setting);
    }
}
