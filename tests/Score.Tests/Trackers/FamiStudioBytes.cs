using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using LakhNes.Score.Trackers;

namespace LakhNes.Score.Tests.Trackers;

/// <summary>FamiStudio's projects, made of its text.</summary>
/// <param name="version">The project's version.</param>
internal sealed class FamiStudioBytes(int version)
{
    private const int Ids = 100;
    private const string OldInstrument = "DPCM Instrument";
    private static readonly string[] Chips = ["", "VRC6", "VRC7", "FDS", "MMC5", "N163", "S5B", "EPSM"];
    private static readonly int[] ChannelsOf = [5, 3, 6, 1, 2, 2, 3, 15];

    private readonly List<byte> _bytes = [];
    private readonly Dictionary<string, int> _ids = [];

    /// <summary>Bytes before what is in a file's deflated part.</summary>
    public const int Header = 12;

    /// <summary>A text as a file of a version.</summary>
    /// <param name="text">As FamiStudio writes it.</param>
    /// <param name="version">The version.</param>
    /// <param name="change">Changes what is in it before it is deflated.</param>
    public static byte[] Of(string text, int version, Func<byte[], byte[]>? change = null)
    {
        FamiStudioBytes project = new(version);
        project.Write([
            .. text.Split('\n').Where(line => line.Trim().Length > 0).Select((line, i) => new FamiStudioLine(line, "a", i)),
        ]);
        byte[] whole = [.. project._bytes];
        whole = change?.Invoke(whole) ?? whole;
        using MemoryStream output = new();
        using (DeflateStream deflate = new(output, CompressionLevel.Fastest))
            deflate.Write(whole);
        return [.. "FMS!"u8, .. Number(version), .. Number(whole.Length), .. output.ToArray()];
    }

    private static byte[] Number(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private void Int(params int[] values) => _bytes.AddRange(values.SelectMany(Number));

    private void Byte(params int[] values) => _bytes.AddRange(values.Select(value => (byte)value));

    private void Short(int value) => Byte(value, value >> 8);

    private void Float(float value) => Int(BitConverter.SingleToInt32Bits(value));

    private void Text(string text)
    {
        byte[] bytes = (version < 14 ? Encoding.ASCII : Encoding.Unicode).GetBytes(text);
        Int(bytes.Length == 0 ? -1 : bytes.Length);
        _bytes.AddRange(bytes);
    }

    private int IdOf(string kind, string name) =>
        _ids.TryAdd(kind + name, Ids + _ids.Count) ? Ids + _ids.Count - 1 : _ids[kind + name];

    private void Folder()
    {
        if (version >= 16)
            Text("folder");
    }

    private void Write(FamiStudioLine[] lines)
    {
        FamiStudioLine project = lines.Single(line => line.What == "Project");
        string[] chips = project.Text("Expansions").Split(',', StringSplitOptions.RemoveEmptyEntries);
        int[] numbers = [.. chips.Select(chip => Array.IndexOf(Chips, chip))];
        bool isOwn = project.Text("TempoMode") != "FamiTracker";
        Int(1000);
        if (version >= 15)
            Byte(1, 0, 1, 0);
        Text(project.Text("Name"));
        Text(project.Text("Author"));
        Text(project.Text("Copyright"));
        Int(version < 12 ? numbers.FirstOrDefault() : numbers.Sum(chip => 1 << (chip - 1)));
        Int(ChannelsOf[5], isOwn ? 0 : 1);
        Byte(project.Flag("PAL") ? 1 : 0);
        if (version >= 19)
            Exports();
        if (version >= 17)
            Int(project.Int("Tuning", 0, 1000, 440));
        if (version >= 16)
        {
            Int(1, 0);
            Text("folder");
            Byte(1, 0, 0, 1, 1);
            Int(24, 0b101); // the 2A03 and the second chip
            for (int i = 0; i < 2; i++)
            {
                Int(1, 2, 3);
                if (version >= 18)
                    Int(4);
            }
        }

        FamiStudioLine[] samples = [.. lines.Where(line => line.What == "DPCMSample")];
        Int(samples.Length);
        foreach (FamiStudioLine sample in samples)
            Sample(sample);
        FamiStudioLine[][] sounds = Groups(lines, "Instrument", ["Envelope", "DPCMMapping"]);
        if (version < 15)
        {
            FamiStudioLine[] keys = [.. lines.Where(line => line.What == "DPCMMapping")];
            ulong mapped = keys.Aggregate(0UL, (bits, key) => bits | (1UL << (key.Note("Note") + 1 - 12)));
            Int((int)mapped, (int)(mapped >> 32));
            foreach (FamiStudioLine key in keys.OrderBy(key => key.Note("Note")))
                Key(key);
            sounds = [.. sounds.Where(sound => sound[0].Text("Name") != OldInstrument)];
        }

        Int(sounds.Length);
        foreach (FamiStudioLine[] sound in sounds)
            Instrument(sound);
        FamiStudioLine[] arpeggios = [.. lines.Where(line => line.What == "Arpeggio")];
        Int(arpeggios.Length);
        foreach (FamiStudioLine arpeggio in arpeggios)
        {
            Int(IdOf("arpeggio", arpeggio.Text("Name")));
            Text(arpeggio.Text("Name"));
            Int(0);
            Folder();
            Envelope(arpeggio);
        }

        int channels = 5 + numbers.Sum(chip => ChannelsOf[chip]);
        FamiStudioLine[][] songs = Groups(
            lines,
            "Song",
            ["PatternCustomSettings", "Channel", "Pattern", "Note", "PatternInstance"]
        );
        Int(songs.Length);
        foreach (FamiStudioLine[] song in songs)
            Song(song, isOwn, channels);
    }

    // a line of one kind, and those of others up to the next one of it
    private static FamiStudioLine[][] Groups(FamiStudioLine[] lines, string first, string[] others)
    {
        List<List<FamiStudioLine>> groups = [];
        foreach (FamiStudioLine line in lines)
        {
            if (line.What == first)
                groups.Add([line]);
            else if (groups.Count > 0 && others.Contains(line.What))
                groups[^1].Add(line);
        }

        return [.. groups.Select(group => group.ToArray())];
    }

    private void Exports()
    {
        // one entry of each list
        foreach (
            string form in new[]
            {
                "ittttiiifff" + "iifiii",
                "itttttiiiiitttitff" + "iifiii",
                "ttttt" + "if",
                "tttt" + "if",
                "iffit" + "iiii",
                "itttttttf",
                "f" + "if",
                "" + "if",
                "tftttff" + "if",
                "ttf" + "if",
                "tftttff" + "if",
                "ttf" + "if",
            }
        )
        {
            string entry =
                form.EndsWith("iifiii", StringComparison.Ordinal) ? "iifiii"
                : form.EndsWith("iiii", StringComparison.Ordinal) ? "iiii"
                : form.EndsWith("if", StringComparison.Ordinal) ? "if"
                : "";
            Fields(form[..^entry.Length]);
            if (entry.Length == 0)
                continue;
            Int(1);
            Fields(entry);
        }

        void Fields(string fields)
        {
            foreach (char field in fields)
            {
                if (field == 'i')
                    Int(7);
                else if (field == 't')
                    Text("text");
                else
                    Byte(1);
            }
        }
    }

    private void Sample(FamiStudioLine sample)
    {
        byte[] deltas = Convert.FromHexString(sample.Text("Data"));
        bool isSound = sample.Has("Wav");
        Int(IdOf("sample", sample.Text("Name")));
        Text(sample.Text("Name"));
        Byte(isSound ? 1 : 0);
        if (isSound)
        {
            int values = sample.Int("Wav", 0, 100_000);
            Int(44_100, values);
            for (int i = 0; i < values; i++)
                Short(i % 2 == 0 ? 100 : -100);
        }
        else
        {
            Int(deltas.Length);
            _bytes.AddRange(deltas);
        }

        Int(0);
        if (version >= 15)
            Int(0);
        Folder();
        Int(sample.Int("Rate", 0, 15, 15), 15, sample.Int("VolumeAdjust", 0, 1000, 100), sample.Int("Padding", 0, 6, 0));
        Byte(sample.Flag("Reverse") ? 1 : 0, 0, 0);
        for (int point = 0; point < 4; point++)
        {
            Int(point);
            Float(1);
        }

        Text("");
        if (version < 11)
            return;
        Float(1);
        Int(32);
    }

    private void Key(FamiStudioLine key)
    {
        Int(IdOf("sample", key.Text("Sample")));
        Byte(key.Flag("Loop") ? 1 : 0);
        Int(key.Int("Pitch", 0, 15, 15));
        if (version < 13)
            return;
        Byte(0);
        Int(32);
    }

    private void Instrument(FamiStudioLine[] sound)
    {
        string name = sound[0].Text("Name");
        int chip = Array.IndexOf(Chips, sound[0].Text("Expansion"));
        Int(IdOf("instrument", name));
        Text(name);
        Int(0, chip);
        switch (chip)
        {
            case 1:
                Byte(0);
                break;
            case 2:
                Byte(new int[version >= 19 ? 11 : 9]);
                break;
            case 3:
                Byte(new int[7 + (version >= 18 ? 1 : 0) + (version >= 16 ? 3 : 0)]);
                Wave();
                break;
            case 5:
                Byte(new int[version >= 14 ? 4 : 3]);
                Wave();
                if (version >= 17)
                    Byte(1);
                break;
            case 6:
                Byte(new int[version >= 16 ? 5 : 0]);
                break;
            case 7:
                Byte(new int[32 + (version >= 16 ? 5 : 0)]);
                break;
        }

        string[] kinds = ["Volume", "Arpeggio", "Pitch", "DutyCycle"];
        FamiStudioLine?[] envelopes =
        [
            .. kinds.Select(kind => sound.FirstOrDefault(line => line.What == "Envelope" && line.Text("Type") == kind)),
        ];
        int told = Enumerable.Range(0, kinds.Length).Sum(kind => envelopes[kind] is null ? 0 : 1 << kind);
        if (version < 15)
            Byte(told);
        else
            Short(told);
        foreach (FamiStudioLine envelope in envelopes.OfType<FamiStudioLine>())
            Envelope(envelope);
        Folder();
        if (version < 15 || chip > 0)
            return;
        FamiStudioLine[] keys = [.. sound.Where(line => line.What == "DPCMMapping")];
        Int(keys.Length);
        Int([.. keys.Select(key => key.Note("Note") + 1)]);
        foreach (FamiStudioLine key in keys)
            Key(key);
    }

    private void Wave()
    {
        if (version < 14)
            return;
        Int(128, 0);
        Byte(1);
        Int(2);
        Short(1);
        Short(2);
    }

    private void Envelope(FamiStudioLine line)
    {
        int[] values = line.Ints("Values", ',', sbyte.MinValue, sbyte.MaxValue, 255);
        Int(values.Length, line.Int("Loop", -1, 255, -1), line.Int("Release", -1, 255, -1));
        Byte(line.Flag("Relative") ? 1 : 0);
        Int(256);
        Byte(values);
        Byte([.. Enumerable.Repeat(9, 256 - values.Length)]);
    }

    private void Groove(FamiStudioLine? line)
    {
        if (line?.Has("Groove") != true)
        {
            Int(-1);
            return;
        }

        int[] groove = line.Ints("Groove", '-', 0, 255, 255);
        Int(groove.Length);
        Int(groove);
    }

    private static int PaddingOf(FamiStudioLine? line) =>
        line?.Text("GroovePaddingMode") switch
        {
            "Beginning" => 0,
            "End" => 2,
            _ => 1,
        };

    private void Song(FamiStudioLine[] lines, bool isOwn, int channels)
    {
        FamiStudioLine song = lines[0];
        int unit = isOwn ? song.Int("NoteLength", 1, 255) : 1,
            length = song.Int("Length", 1, 256),
            id = IdOf("song", song.Text("Name"));
        Int(id, song.Int("PatternLength", 1, 2048) * unit, length, song.Int("BeatLength", 1, 2048, 4) * unit);
        Text(song.Text("Name"));
        Int(song.Int("FamiTrackerTempo", 0, 255, 150), song.Int("FamiTrackerSpeed", 0, 31, 6));
        Int(0, song.Int("LoopPoint", -1, 255, 0), unit);
        Groove(song);
        if (version >= 19)
            Int(PaddingOf(song));
        for (int frame = 0; frame < length; frame++)
        {
            FamiStudioLine? own = lines.FirstOrDefault(line =>
                line.What == "PatternCustomSettings" && line.Int("Time", 0, 255) == frame
            );
            int ownUnit = isOwn && own is not null ? own.Int("NoteLength", 1, 255) : 1;
            Byte(own is null ? 0 : 1);
            Int((own?.Int("Length", 1, 2048) ?? 0) * ownUnit, own is null ? 0 : ownUnit, 4);
            Groove(own);
            Int(PaddingOf(own));
        }

        Folder();
        FamiStudioLine[][] all = Groups(lines, "Channel", ["Pattern", "Note", "PatternInstance"]);
        for (int channel = 0; channel < channels; channel++)
        {
            string type = channel < 5 ? FamiStudioNotes.Channels[channel] : "other";
            Channel(all.FirstOrDefault(one => one[0].Text("Type") == type) ?? [], channel, id, length);
        }
    }

    private void Channel(FamiStudioLine[] lines, int channel, int song, int length)
    {
        FamiStudioLine[][] patterns = Groups(lines, "Pattern", ["Note"]);
        Int(song, patterns.Length, channel);
        string kind = $"pattern {song} {channel} ";
        foreach (FamiStudioLine[] pattern in patterns)
        {
            Int(IdOf(kind, pattern[0].Text("Name")));
            Text(pattern[0].Text("Name"));
            Int(channel, 0, song, pattern.Length - 1);
            foreach (FamiStudioLine note in pattern.Skip(1))
                Note(note, channel);
        }

        for (int frame = 0; frame < 256; frame++)
        {
            FamiStudioLine? instance = lines.FirstOrDefault(line =>
                line.What == "PatternInstance" && line.Int("Time", 0, 255) == frame
            );
            // what stands after the song's end counts for nothing
            Int(instance is null ? (frame < length ? -1 : Ids) : IdOf(kind, instance.Text("Pattern")));
        }
    }

    private void Note(FamiStudioLine note, int channel)
    {
        int value = note.Note("Value") switch
        {
            TrackerCell.Halt => 0,
            < 0 => 0xFF,
            int key => key + 1,
        };
        Short(note.Int("Time", 0, 2047));
        Byte(value, note.Has("Attack") && !note.Flag("Attack") ? 1 : 0);
        if (value is not (0 or 0xFF))
        {
            Byte(note.Note("SlideTarget") is >= 0 and int target ? target + 1 : 0);
            bool isOld = version < 15 && channel == 4;
            Int(!isOld && note.Has("Instrument") ? IdOf("instrument", note.Text("Instrument")) : -1);
            Short(note.Int("Duration", 0, 65535, 0));
            Short(note.Int("Release", 0, 65535, 0));
        }

        (string, int)[] effects =
        [
            ("Volume", 0),
            ("VibratoSpeed", 1),
            ("Speed", 4),
            ("FinePitch", 3),
            ("DutyCycle", 7),
            ("NoteDelay", 8),
            ("CutDelay", 9),
            ("VolumeSlideTarget", 10),
            ("DeltaCounter", 11),
            ("PhaseReset", 12),
            ("EnvelopePeriod", 13),
        ];
        int told = effects.Where(effect => note.Has(effect.Item1)).Sum(effect => 1 << effect.Item2);
        // half of the vibrato tells of both
        Short(told);
        foreach ((string name, _) in effects.Where(effect => note.Has(effect.Item1)))
        {
            int number = note.Int(name, -128, 65535, 0);
            if (name == "VibratoSpeed")
                Byte((number << 4) | note.Int("VibratoDepth", 0, 15, 0));
            else if (name == "EnvelopePeriod")
                Short(number);
            else
                Byte(number);
        }

        Int(note.Has("Arpeggio") ? IdOf("arpeggio", note.Text("Arpeggio")) : -1);
    }
}
