using System.Globalization;
using System.Text;

namespace LakhNes.Score.Trackers;

/// <summary>
/// Writes modules as FamiStudio's text, in the tempo mode that it has of FamiTracker. Without a version in it, any version of
/// FamiStudio whose text has these fields reads it as its own.
/// </summary>
public static class FamiStudioTextWriter
{
    private static readonly (MacroKind Kind, string Name)[] Envelopes =
    [
        (MacroKind.Volume, "Volume"),
        (MacroKind.Arpeggio, "Arpeggio"),
        (MacroKind.Pitch, "Pitch"),
        (MacroKind.Duty, "DutyCycle"),
    ];

    /// <summary>The text of a module.</summary>
    public static string Write(TrackerModule module)
    {
        StringBuilder text = new();
        Line(
            text,
            0,
            "Project",
            ("TempoMode", "FamiTracker"),
            Some("Name", module.Title),
            Some("Author", module.Author),
            Some("Copyright", module.Copyright),
            ("PAL", module.IsPal ? "True" : "")
        );
        Dictionary<int, string> samples = Unique(module.Samples.Select(entry => (entry.Key, entry.Value.Name)), "Sample");
        foreach ((int number, TrackerSample sample) in module.Samples)
            Line(text, 1, "DPCMSample", ("Name", samples[number]), ("Data", Convert.ToHexStringLower(sample.Deltas.Span)));
        Dictionary<int, string> instruments = Unique(
            module.Instruments.Select(entry => (entry.Key, entry.Value.Name)),
            "Instrument"
        );
        foreach ((int number, TrackerInstrument instrument) in module.Instruments)
            Instrument(text, instrument, instruments[number], samples);
        Dictionary<int, string> songs = Unique(module.Songs.Select((song, i) => (i, song.Name)), "Song");
        for (int i = 0; i < module.Songs.Count; i++)
            Song(text, module.Songs[i], songs[i], instruments);
        return text.ToString();
    }

    private static void Instrument(StringBuilder text, TrackerInstrument instrument, string name, Dictionary<int, string> samples)
    {
        Line(text, 1, "Instrument", ("Name", name));
        foreach ((int note, SampleKey key) in instrument.Keys.OrderBy(entry => entry.Key))
        {
            if (samples.TryGetValue(key.Sample, out string? sample))
                Line(
                    text,
                    2,
                    "DPCMMapping",
                    ("Note", FamiStudioNotes.NameOf(note)),
                    ("Sample", sample),
                    ("Pitch", Number(key.Rate)),
                    ("Loop", key.Loops ? "True" : "False")
                );
        }
        foreach ((MacroKind kind, string envelope) in Envelopes)
        {
            if (instrument[kind] is not { } macro)
                continue;
            // where an envelope is let go it holds in a loop
            int release = macro.Release >= 0 && macro.Release + 1 < macro.Values.Length ? macro.Release + 1 : -1;
            int loop = release > 0 && macro.Loop < 0 ? macro.Release : macro.Loop;
            Line(
                text,
                2,
                "Envelope",
                ("Type", envelope),
                ("Length", Number(macro.Values.Length)),
                ("Loop", loop >= 0 ? Number(loop) : ""),
                ("Release", release > 0 && kind == MacroKind.Volume ? Number(release) : ""),
                ("Relative", kind == MacroKind.Pitch ? "True" : ""),
                ("Values", string.Join(',', macro.Values.Select(Number)))
            );
        }
    }

    private static void Song(StringBuilder text, TrackerSong song, string name, Dictionary<int, string> instruments)
    {
        Line(
            text,
            1,
            "Song",
            ("Name", name),
            ("Length", Number(song.Order.Count)),
            ("LoopPoint", "0"),
            ("PatternLength", Number(song.Rows)),
            ("BeatLength", Number(song.RowsPerBeat)),
            ("FamiTrackerTempo", Number(song.Tempo)),
            ("FamiTrackerSpeed", Number(song.Speed))
        );
        for (int frame = 0; frame < song.Order.Count; frame++)
        {
            if (FamiStudioPatterns.LengthOf(song, frame) is int rows && rows < song.Rows)
                Line(text, 2, "PatternCustomSettings", ("Time", Number(frame)), ("Length", Number(rows)));
        }
        for (int channel = 0; channel < TrackerChannel.Count; channel++)
        {
            Line(text, 2, "Channel", ("Type", FamiStudioNotes.Channels[channel]));
            FamiStudioPatterns patterns = new(song, channel);
            for (int number = 0; number < patterns.Count; number++)
            {
                Line(text, 3, "Pattern", ("Name", NameOf(number)));
                foreach (FamiStudioNote note in patterns[number])
                    Note(text, note, instruments);
            }
            for (int frame = 0; frame < song.Order.Count; frame++)
            {
                if (patterns.NumberOf(frame) is >= 0 and int number)
                    Line(text, 3, "PatternInstance", ("Time", Number(frame)), ("Pattern", NameOf(number)));
            }
        }

        static string NameOf(int number) => "Pattern " + Number(number + 1);
    }

    private static void Note(StringBuilder text, FamiStudioNote note, Dictionary<int, string> instruments)
    {
        bool sounds = note.Note >= 0;
        Line(
            text,
            4,
            "Note",
            ("Time", Number(note.Time)),
            ("Value", sounds ? FamiStudioNotes.NameOf(note.Note) : ""),
            ("Duration", sounds ? Number(note.Duration) : ""),
            ("Release", note.Release > 0 ? Number(note.Release) : ""),
            ("Instrument", sounds ? instruments.GetValueOrDefault(note.Instrument, "") : ""),
            ("Volume", note.Volume >= 0 ? Number(note.Volume) : ""),
            ("Speed", note.Speed > 0 ? Number(note.Speed) : ""),
            ("NoteDelay", note.Delay > 0 ? Number(note.Delay) : "")
        );
    }

    // FamiStudio tells things by their names
    private static Dictionary<int, string> Unique(IEnumerable<(int Number, string Name)> named, string usual)
    {
        HashSet<string> taken = [];
        Dictionary<int, string> names = [];
        foreach ((int number, string name) in named)
        {
            string wanted = name.Trim().Length > 0 ? name.Trim() : usual;
            names[number] = wanted;
            for (int i = 2; !taken.Add(names[number]); i++)
                names[number] = $"{wanted} {Number(i)}";
        }
        return names;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static (string, string) Some(string key, string value) => (key, value);

    // what has no value is left out
    private static void Line(StringBuilder text, int depth, string what, params ReadOnlySpan<(string Key, string Value)> fields)
    {
        text.Append('\t', depth).Append(what);
        foreach ((string key, string value) in fields)
        {
            string plain = string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c));
            if (plain.Length > 0)
                text.Append(' ')
                    .Append(key)
                    .Append("=\"")
                    .Append(plain.Replace("\"", "\"\"", StringComparison.Ordinal))
                    .Append('"');
        }
        text.Append('\n');
    }
}
