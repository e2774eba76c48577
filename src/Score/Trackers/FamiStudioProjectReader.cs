using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace LakhNes.Score.Trackers;

/// <summary>
/// Reads FamiStudio's projects (<c>.fms</c>) of version 10 to 19, as FamiStudio 3.0 to 4.5 write them: what they say is taken as
/// the lines of FamiStudio's text would be. Offsets in errors count in the inflated data.
/// </summary>
public sealed class FamiStudioProjectReader
{
    /// <summary>The versions that are read.</summary>
    public const int FirstVersion = 10,
        LastVersion = 19;

    private const int HeaderBytes = 12; // sign, version, inflated length
    private const int MostPatterns = 256, // of a song, one after another
        MostRows = 1 << 16,
        MostKeys = 128;
    private const int UsualTuning = 440;
    private const int MiddleOfNote = 1;
    private const int FirstMappedNote = 12, // of samples before version 15
        MappedNotes = 64;
    private const int NoNote = 0xFF,
        Stop = 0,
        Release = 0x80,
        NoAttack = 1;

    private const string OldInstrument = "DPCM Instrument";

    // sound chips, as instruments name them; 0 is the 2A03
    private const int Vrc6 = 1,
        Vrc7 = 2,
        Fds = 3,
        N163 = 5,
        S5B = 6,
        Epsm = 7;

    // in the order of those numbers, with their channels; the N163 has as many as the project says
    private static readonly (string Name, int Channels)[] Chips =
    [
        ("VRC6", 3),
        ("VRC7", 6),
        ("FDS", 1),
        ("MMC5", 2),
        ("N163", 0),
        ("S5B", 3),
        ("EPSM", 15),
    ];

    // of the 2A03, in the order of their bits
    private static readonly string[] EnvelopeKinds = ["Volume", "Arpeggio", "Pitch", "DutyCycle"];

    private static readonly string[] EffectNames =
    [
        "Volume",
        "VolumeSlideTarget",
        "VibratoSpeed",
        "VibratoDepth",
        "Speed",
        "FinePitch",
        "DutyCycle",
        "NoteDelay",
        "CutDelay",
        "DeltaCounter",
        "PhaseReset",
        "EnvelopePeriod",
    ];

    private readonly FamiStudioModule _project = new();
    private readonly Dictionary<int, string> _sampleNames = [],
        _instrumentNames = [],
        _arpeggioNames = [];
    private readonly FamiStudioCursor _cursor;
    private readonly string _file;
    private readonly int _version;
    private bool _ownTempo;
    private int _channels = TrackerChannel.Count;
    private string? _oldInstrument; // that has the project's keys of samples

    private FamiStudioProjectReader(ReadOnlyMemory<byte> bytes, string file, int version)
    {
        (_file, _version) = (file, version);
        _cursor = new FamiStudioCursor(bytes, file, version);
    }

    private static ReadOnlySpan<byte> Sign => "FMS!"u8;

    /// <summary>Whether a file is a project.</summary>
    public static bool IsProject(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Sign);

    /// <summary>Reads a project.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <exception cref="ScoreFormatException">It is something else, of another version, or broken.</exception>
    public static TrackerModule Read(ReadOnlyMemory<byte> bytes, string file)
    {
        if (!IsProject(bytes.Span) || bytes.Length < HeaderBytes)
            throw ScoreFormatException.AtOffset(file, 0, "no project of FamiStudio");
        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[Sign.Length..]);
        if (version is < FirstVersion or > LastVersion)
            throw ScoreFormatException.AtOffset(
                file,
                Sign.Length,
                $"a project of version {version}, and {FirstVersion} to {LastVersion} are read (FamiStudio 3.0 to 4.5): save it in one of these, or as text"
            );
        int compressed = bytes.Length - HeaderBytes;
        using DeflateStream stream = new(new MemoryStream(bytes[HeaderBytes..].ToArray()), CompressionMode.Decompress);
        FamiStudioProjectReader reader = new(Inflated.All(stream, compressed, file, "deflate"), file, version);
        reader.TakeAll();
        return reader._project.Module;
    }

    private void TakeAll()
    {
        TakeProject();
        TakeSamples();
        List<Key> old = TakeOldKeys();
        TakeInstruments();
        SayOldKeys(old);
        TakeArpeggios();
        int songs = _cursor.Count("songs");
        if (songs == 0)
            throw ScoreFormatException.Of(_file, "there is no song in it");
        for (; songs > 0; songs--)
            TakeSong();
    }

    private void Say(string what, int start, ReadOnlySpan<(string, string?)> fields) =>
        _project.Take(new FamiStudioLine(what, fields, _file, start));

    private void TakeProject()
    {
        int start = _cursor.At;
        _cursor.Int(); // the next id
        if (_version >= 15)
            _cursor.Bytes(4); // what is sorted
        string name = _cursor.Text(),
            author = _cursor.Text(),
            copyright = _cursor.Text();
        int chips = _cursor.Int();
        if (_version < 12)
            chips = chips is > 0 and < 8 ? 1 << (chips - 1) : 0;
        int channelsOfN163 = _cursor.Int(0, 8, "number of channels");
        _ownTempo = _cursor.Int() == 0;
        bool pal = _cursor.Flag();
        if (_version >= 19)
            FamiStudioExports.Skip(_cursor);
        int tuning = _version >= 17 ? _cursor.Int() : UsualTuning;
        if (_version >= 16)
            SkipFoldersAndMixer();
        List<string> passedOver = [];
        for (int chip = 0; chip < Chips.Length; chip++)
        {
            if ((chips & (1 << chip)) == 0)
                continue;
            passedOver.Add(Chips[chip].Name);
            _channels += chip + 1 == N163 ? channelsOfN163 : Chips[chip].Channels;
        }

        Say(
            "Project",
            start,
            [
                ("Name", name),
                ("Author", author),
                ("Copyright", copyright),
                ("PAL", pal.ToString()),
                ("TempoMode", _ownTempo ? "FamiStudio" : "FamiTracker"),
                ("Expansions", passedOver.Count > 0 ? string.Join(",", passedOver) : null),
                ("Tuning", tuning != UsualTuning ? Number(tuning) : null),
            ]
        );
    }

    private void SkipFoldersAndMixer()
    {
        for (int left = _cursor.Count("folders"); left > 0; left--)
        {
            _cursor.Int();
            _cursor.Text();
            _cursor.Flag();
        }

        _cursor.Bytes(3); // what the sound engine uses
        if (_cursor.Flag())
            _cursor.Int(); // where basses are cut
        int chips = _cursor.Int();
        for (int chip = 0; chip <= Chips.Length; chip++)
        {
            if ((chips & (1 << chip)) != 0)
                _cursor.Bytes(_version >= 18 ? 16 : 12);
        }
    }

    private void SkipFolder()
    {
        if (_version >= 16)
            _cursor.Text();
    }

    private string TakeName(Dictionary<int, string> names)
    {
        int id = _cursor.Int();
        return names[id] = _cursor.Text();
    }

    private void TakeSamples()
    {
        for (int left = _cursor.Count("samples"); left > 0; left--)
        {
            int start = _cursor.At;
            string name = TakeName(_sampleNames);
            FamiStudioSample sample = FamiStudioSample.Read(_cursor);
            if (sample.Reason.Length > 0)
                _project.Module.Warnings.Add(
                    new ReadError(_file, PositionUnit.Offset, start, $"the sample '{name}' is silent: {sample.Reason}")
                );
            Say("DPCMSample", start, [("Name", name), ("Data", Convert.ToHexString(sample.Deltas))]);
        }
    }

    // the keys of samples were the project's
    private List<Key> TakeOldKeys()
    {
        List<Key> keys = [];
        if (_version >= 15)
            return keys;
        ulong mapped = (uint)_cursor.Int() | ((ulong)(uint)_cursor.Int() << 32);
        for (int note = 0; note < MappedNotes; note++)
        {
            if ((mapped & (1UL << note)) != 0)
                keys.Add(TakeKey(FirstMappedNote + note));
        }

        return keys;
    }

    private Key TakeKey(int note)
    {
        Key key = new(note, _cursor.At, _cursor.Int(), _cursor.Flag(), _cursor.Int());
        if (_version >= 13)
            _cursor.Bytes(5); // where the counter begins
        return key;
    }

    private void SayKey(Key key)
    {
        if (_sampleNames.TryGetValue(key.Sample, out string? sample))
            Say(
                "DPCMMapping",
                key.Start,
                [("Note", NoteName(key.Note)), ("Sample", sample), ("Pitch", Number(key.Pitch)), ("Loop", key.Loops.ToString())]
            );
    }

    private void TakeInstruments()
    {
        for (int left = _cursor.Count("instruments"); left > 0; left--)
        {
            int start = _cursor.At;
            string name = TakeName(_instrumentNames);
            _cursor.SkipColour();
            int chip = _cursor.Int(0, Chips.Length, "sound chip");
            SkipExpansion(chip);
            Say("Instrument", start, [("Name", name), ("Expansion", chip > 0 ? Chips[chip - 1].Name : null)]);
            int kinds = _version < 15 ? _cursor.Byte() : _cursor.Short();
            for (int kind = 0; kind < 16; kind++)
            {
                if ((kinds & (1 << kind)) == 0)
                    continue;
                int at = _cursor.At;
                (string, string?)[] fields = _cursor.Envelope();
                // an empty one is none
                if (kind < EnvelopeKinds.Length && chip == 0 && fields[^1].Item2!.Length > 0)
                    Say("Envelope", at, [("Type", EnvelopeKinds[kind]), .. fields]);
            }

            SkipFolder();
            if (_version < 15 || chip != 0)
                continue;
            int[] notes = new int[_cursor.Count("keys", MostKeys)];
            for (int i = 0; i < notes.Length; i++)
                notes[i] = _cursor.Int();
            foreach (int note in notes)
                SayKey(TakeKey(note));
        }
    }

    // what an instrument of another chip is like; waves of two of them are made of samples
    private void SkipExpansion(int chip)
    {
        const int wave = 9; // how it is made of them
        bool hasWave = _version >= 14 && chip is Fds or N163;
        _cursor.Bytes(
            chip switch
            {
                Vrc6 => 1,
                Vrc7 => _version >= 19 ? 11 : 9,
                Fds => 7 + (_version >= 18 ? 1 : 0) + (_version >= 16 ? 3 : 0) + (hasWave ? wave : 0),
                N163 => 3 + (hasWave ? 1 + wave : 0),
                S5B => _version >= 16 ? 5 : 0,
                Epsm => _version >= 16 ? 37 : 32,
                _ => 0,
            }
        );
        if (hasWave)
            _cursor.SkipArray(sizeof(short));
        if (chip == N163 && _version >= 17)
            _cursor.Byte();
    }

    private void SayOldKeys(List<Key> keys)
    {
        if (keys.Count == 0)
            return;
        _oldInstrument = OldInstrument;
        while (_instrumentNames.ContainsValue(_oldInstrument))
            _oldInstrument += " ";
        Say("Instrument", keys[0].Start, [("Name", _oldInstrument)]);
        keys.ForEach(SayKey);
    }

    private void TakeArpeggios()
    {
        for (int left = _cursor.Count("arpeggios"); left > 0; left--)
        {
            int start = _cursor.At;
            string name = TakeName(_arpeggioNames);
            _cursor.SkipColour();
            SkipFolder();
            Say("Arpeggio", start, [("Name", name), .. _cursor.Envelope()]);
        }
    }

    private void TakeSong()
    {
        int start = _cursor.At;
        _cursor.Int(); // its id
        int rows = _cursor.Int(1, MostRows, "pattern's length"),
            length = _cursor.Int(1, MostPatterns, "song's length"),
            beat = _cursor.Int();
        string name = _cursor.Text();
        int tempo = _cursor.Int(),
            speed = _cursor.Int();
        _cursor.SkipColour();
        int loop = _cursor.Int(),
            unit = _cursor.Int(),
            per = _ownTempo ? Math.Max(unit, 1) : 1;
        string? groove = _cursor.Groove();
        int padding = _version >= 19 ? _cursor.Int() : MiddleOfNote;
        Say(
            "Song",
            start,
            [
                ("Name", name),
                ("Length", Number(length)),
                ("LoopPoint", Number(loop)),
                ("PatternLength", Number(rows / per)),
                ("BeatLength", Number(Math.Max(beat / per, 1))),
                ("NoteLength", _ownTempo ? Number(unit) : null),
                ("Groove", _ownTempo ? groove : null),
                ("GroovePaddingMode", PaddingName(padding)),
                ("FamiTrackerTempo", _ownTempo ? null : Number(tempo)),
                ("FamiTrackerSpeed", _ownTempo ? null : Number(speed)),
            ]
        );
        for (int frame = 0; frame < length; frame++)
            TakeFrame(frame);
        SkipFolder();
        for (int channel = 0; channel < _channels; channel++)
            TakeChannel(length);
    }

    private void TakeFrame(int frame)
    {
        int start = _cursor.At;
        bool isOwn = _cursor.Flag();
        int rows = _cursor.Int(),
            unit = _cursor.Int();
        _cursor.Int(); // of a beat
        string? groove = _cursor.Groove();
        int padding = _cursor.Int();
        if (isOwn)
            Say(
                "PatternCustomSettings",
                start,
                [
                    ("Time", Number(frame)),
                    ("Length", Number(_ownTempo ? rows / Math.Max(unit, 1) : rows)),
                    ("NoteLength", Number(unit)),
                    ("Groove", groove),
                    ("GroovePaddingMode", PaddingName(padding)),
                ]
            );
    }

    private void TakeChannel(int length)
    {
        int start = _cursor.At;
        _cursor.Int(); // the song's id
        int patterns = _cursor.Count("patterns"),
            type = _cursor.Int();
        bool isOurs = type is >= 0 and < TrackerChannel.Count;
        Say("Channel", start, [("Type", isOurs ? FamiStudioNotes.Channels[type] : "other")]);
        HashSet<int> ids = [];
        for (; patterns > 0; patterns--)
            ids.Add(TakePattern(type));
        for (int frame = 0; frame < MostPatterns; frame++)
        {
            int at = _cursor.At,
                id = _cursor.Int();
            if (frame < length && ids.Contains(id))
                Say("PatternInstance", at, [("Time", Number(frame)), ("Pattern", Number(id))]);
        }
    }

    // gives its id
    private int TakePattern(int channel)
    {
        int start = _cursor.At,
            id = _cursor.Int();
        _cursor.Text();
        _cursor.Int(); // the channel
        _cursor.SkipColour();
        _cursor.Int(); // the song's id
        Say("Pattern", start, [("Name", Number(id))]);
        for (int notes = _cursor.Count("notes"); notes > 0; notes--)
            TakeNote(channel);
        return id;
    }

    private void TakeNote(int channel)
    {
        int start = _cursor.At,
            time = _cursor.Short(),
            value = _cursor.Byte();
        bool attacks = (_cursor.Byte() & NoAttack) == 0,
            isMusical = value is not (NoNote or Stop or Release);
        int slide = 0,
            instrument = -1,
            duration = 0,
            release = 0;
        if (isMusical)
            (slide, instrument, duration, release) = (_cursor.Byte(), _cursor.Int(), _cursor.Short(), _cursor.Short());
        string?[] effects = TakeEffects();
        string? arpeggio = _arpeggioNames.GetValueOrDefault(_cursor.Int()),
            sound = _instrumentNames.GetValueOrDefault(instrument);
        if (channel == TrackerChannel.Samples && _oldInstrument is not null)
            sound = _oldInstrument;
        List<(string, string?)> fields =
        [
            ("Time", Number(time)),
            ("Value", value is NoNote or Release ? null : NoteName(value)),
            ("Duration", isMusical ? Number(duration) : null),
            ("Release", release > 0 ? Number(release) : null),
            ("Instrument", isMusical ? sound : null),
            ("Arpeggio", isMusical ? arpeggio : null),
            ("SlideTarget", slide > 0 && slide != value ? NoteName(slide) : null),
            ("Attack", attacks ? null : bool.FalseString),
        ];
        for (int i = 0; i < effects.Length; i++)
            fields.Add((EffectNames[i], effects[i]));
        Say("Note", start, [.. fields]);
    }

    // a byte each, or two, in this order; a slide of the volume stands after all that FamiStudio 2.3 knew
    private string?[] TakeEffects()
    {
        string?[] values = new string?[EffectNames.Length];
        int told = _cursor.Short();
        if (Has(0))
            Set("Volume", _cursor.Byte());
        if (Has(1) || Has(2))
        {
            int vibrato = _cursor.Byte();
            Set("VibratoSpeed", vibrato >> 4);
            Set("VibratoDepth", vibrato & 15);
        }

        if (Has(4))
            Set("Speed", _cursor.Byte());
        if (Has(3))
            Set("FinePitch", (sbyte)_cursor.Byte());
        if (Has(6))
            _cursor.Short(); // how fast the FDS modulates, and how deep
        if (Has(5))
            _cursor.Byte();
        if (Has(7))
            Set("DutyCycle", _cursor.Byte());
        if (Has(8))
            Set("NoteDelay", _cursor.Byte());
        if (Has(9))
            Set("CutDelay", _cursor.Byte());
        if (_version >= 11 && Has(0) && Has(10))
            Set("VolumeSlideTarget", _cursor.Byte());
        if (_version >= 13 && Has(11))
            Set("DeltaCounter", _cursor.Byte());
        if (_version >= 15 && Has(12))
            Set("PhaseReset", _cursor.Byte());
        if (_version >= 16 && Has(13))
            Set("EnvelopePeriod", _cursor.Short());
        return values;

        bool Has(int effect) => (told & (1 << effect)) != 0;
        void Set(string name, int value) => values[Array.IndexOf(EffectNames, name)] = Number(value);
    }

    private static string? PaddingName(int padding) =>
        padding >= 0 && padding < FamiStudioModule.Paddings.Length ? FamiStudioModule.Paddings[padding] : null;

    // 1 is C0; what has no name is refused where it is read
    private static string NoteName(int value) =>
        value == Stop ? FamiStudioNotes.Stop
        : value is > 0 and <= Release ? FamiStudioNotes.NameOf(value - 1)
        : Number(value);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Key(int Note, int Start, int Sample, bool Loops, int Pitch);
}
