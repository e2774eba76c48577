namespace LakhNes.Score.Trackers;

/// <summary>Makes a module of FamiStudio's projects, line by line of their text, as far as the 2A03 goes.</summary>
internal sealed class FamiStudioModule
{
    private const int MaxFrames = 256,
        MaxRows = 2048,
        MaxNoteLength = 255,
        MaxPatterns = 1024,
        MaxMacro = 255;
    private const int FinePitchRest = 0x80;

    private static readonly Dictionary<string, MacroKind> Envelopes = new()
    {
        ["Volume"] = MacroKind.Volume,
        ["Arpeggio"] = MacroKind.Arpeggio,
        ["Pitch"] = MacroKind.Pitch,
        ["DutyCycle"] = MacroKind.Duty,
    };

    internal static readonly string[] Paddings = ["Beginning", "Middle", "End"];

    // fields of notes that change what is heard and are not played
    private static readonly string[] PassedOver = ["PhaseReset", "EnvelopePeriod"];

    private readonly TrackerModule _module = new();
    private readonly Dictionary<string, int> _samples = [],
        _instruments = [];
    private readonly Dictionary<string, Macro> _arpeggios = [];
    private readonly Dictionary<(string Instrument, string Arpeggio), int> _played = [];
    private readonly HashSet<string> _warned = [];
    private readonly Dictionary<string, int> _patterns = []; // of the channel
    private Dictionary<int, FamiStudioTempo> _tempoOf = []; // of the song's frames
    private bool _ownTempo = true;
    private TrackerSong? _song;
    private Dictionary<int, SampleKey>? _keys; // of the instrument
    private string _instrument = "";
    private TrackerPattern? _pattern;
    private int _channel = -1;

    /// <summary>What was made so far.</summary>
    public TrackerModule Module => _module;

    /// <summary>Takes the next line.</summary>
    /// <exception cref="ScoreFormatException">It cannot stand there, or says what cannot be.</exception>
    public void Take(FamiStudioLine line)
    {
        switch (line.What)
        {
            case "Project":
                TakeProject(line);
                break;
            case "DPCMSample":
                TakeSample(line);
                break;
            case "Instrument":
                TakeInstrument(line);
                break;
            case "DPCMMapping":
                TakeKey(line);
                break;
            case "Envelope":
                TakeEnvelope(line);
                break;
            case "Arpeggio":
                _arpeggios[line.Needed("Name")] = MacroOf(line);
                break;
            case "Song":
                TakeSong(line);
                break;
            case "PatternCustomSettings":
                TakeFrame(line);
                break;
            case "Channel":
                TakeChannel(line);
                break;
            case "Pattern":
                TakePattern(line);
                break;
            case "Note":
                TakeNote(line);
                break;
            case "PatternInstance":
                TakeInstance(line);
                break;
            default:
                throw line.Error($"'{line.What}' is nothing that FamiStudio writes");
        }
    }

    private void Warn(FamiStudioLine line, string what)
    {
        if (_warned.Add(what))
            _module.Warnings.Add(line.Warning(what));
    }

    private void TakeProject(FamiStudioLine line)
    {
        (_module.Title, _module.Author, _module.Copyright) = (line.Text("Name"), line.Text("Author"), line.Text("Copyright"));
        _module.IsPal = line.Flag("PAL");
        _ownTempo = line.Text("TempoMode") != "FamiTracker";
        if (line.Has("Expansions"))
            Warn(line, $"the channels of {line.Text("Expansions").Replace(",", ", ", StringComparison.Ordinal)} are passed over");
        if (line.Has("Tuning"))
            Warn(line, "its tuning is passed over");
    }

    private void TakeSample(FamiStudioLine line)
    {
        string data = line.Needed("Data");
        if (data.Length % 2 != 0 || data.Length / 2 > TrackerSample.MaxLength || !data.All(char.IsAsciiHexDigit))
            throw line.Error($"Data is no sample of at most {TrackerSample.MaxLength} bytes");
        _samples[line.Needed("Name")] = _module.Samples.Count;
        _module.Samples[_module.Samples.Count] = new TrackerSample(line.Text("Name"), Convert.FromHexString(data));
    }

    private void TakeInstrument(FamiStudioLine line)
    {
        _instrument = line.Needed("Name");
        if (line.Has("Expansion"))
        {
            // its envelopes follow, and notes of other channels
            (_instrument, _keys) = ("", null);
            Warn(line, $"instruments of {line.Text("Expansion")} are passed over");
            return;
        }
        _keys = [];
        _instruments[_instrument] = _module.Instruments.Count;
        _module.Instruments[_module.Instruments.Count] = new TrackerInstrument(_instrument) { Keys = _keys };
    }

    private void TakeKey(FamiStudioLine line)
    {
        if (_keys is null)
            return;
        int note = line.Note("Note");
        if (note < 0 || !_samples.TryGetValue(line.Needed("Sample"), out int sample))
            throw line.Error($"there is no note '{line.Text("Note")}' or no sample '{line.Text("Sample")}'");
        _keys[note] = new SampleKey(sample, line.Int("Pitch", 0, 15, 15), line.Flag("Loop"));
    }

    private void TakeEnvelope(FamiStudioLine line)
    {
        if (_instrument.Length == 0 || !Envelopes.TryGetValue(line.Needed("Type"), out MacroKind kind))
            return;
        Macro macro = MacroOf(line);
        // an envelope of pitches that do not add up
        if (kind == MacroKind.Pitch && !line.Flag("Relative"))
            macro = PitchSteps.ToMacro(macro.Values, macro.Loop);
        int number = _instruments[_instrument];
        _module.Instruments[number] = _module.Instruments[number].With(kind, macro);
    }

    private static Macro MacroOf(FamiStudioLine line)
    {
        int[] values = line.Ints("Values", ',', sbyte.MinValue, sbyte.MaxValue, MaxMacro);
        int loop = line.Int("Loop", -1, MaxMacro, -1),
            release = line.Int("Release", -1, MaxMacro, -1);
        // its release point is the first value after the key is let go
        return new Macro(
            [.. values.Take(Macro.MaxLength)],
            loop < values.Length ? loop : -1,
            release > 0 && release < values.Length ? release - 1 : -1
        );
    }

    private void TakeSong(FamiStudioLine line)
    {
        int length = line.Int("Length", 1, MaxFrames),
            rows = line.Int("PatternLength", 1, MaxRows),
            beat = line.Int("BeatLength", 1, MaxRows, 4);
        FamiStudioTempo? tempo = _ownTempo ? TempoOf(line) : null;
        int unit = tempo?.NoteLength ?? 1;
        if (rows * unit > MaxRows)
            throw line.Error($"a pattern of {rows * unit} console frames, and {MaxRows} is the most");
        Dictionary<int, FamiStudioTempo> tempos = [];
        _song = new TrackerSong(
            line.Text("Name"),
            rows * unit,
            _ownTempo ? 1 : line.Int("FamiTrackerSpeed", 1, TrackerTempo.Split - 1),
            _ownTempo ? TrackerTempo.Even : line.Int("FamiTrackerTempo", TrackerTempo.Split, 255)
        )
        {
            Order = [.. Enumerable.Range(0, length).Select(_ => NoPatterns())],
            RowsPerBeat = Math.Min(beat * unit, MaxRows),
            Unit = unit,
            NotesHaveLengths = true,
            TicksOf = tempo is null ? null : (frame, row) => tempos.GetValueOrDefault(frame, tempo).TicksOf(row),
        };
        _tempoOf = tempos;
        _module.Songs.Add(_song);
        (_channel, _pattern) = (-1, null);
        int loop = line.Int("LoopPoint", -1, MaxFrames - 1, 0);
        _song.LoopFrame = loop < length ? loop : 0;
    }

    private static int[] NoPatterns()
    {
        int[] numbers = new int[TrackerChannel.Count];
        Array.Fill(numbers, -1);
        return numbers;
    }

    private static FamiStudioTempo TempoOf(FamiStudioLine line)
    {
        int note = line.Int("NoteLength", 1, MaxNoteLength);
        int[] groove = line.Has("Groove") ? line.Ints("Groove", '-', note, note + 1, MaxNoteLength) : [note];
        return new FamiStudioTempo(note, groove, Math.Max(Array.IndexOf(Paddings, line.Text("GroovePaddingMode")), 0));
    }

    private TrackerSong SongOf(FamiStudioLine line) => _song ?? throw line.Error($"{line.What} comes before a song");

    private void TakeFrame(FamiStudioLine line)
    {
        TrackerSong song = SongOf(line);
        int frame = line.Int("Time", 0, song.Order.Count - 1),
            length = line.Int("Length", 1, MaxRows);
        if (_ownTempo)
        {
            FamiStudioTempo tempo = TempoOf(line);
            _tempoOf[frame] = tempo;
            length = Math.Min(length * tempo.NoteLength, MaxRows);
            song.Units[frame] = tempo.NoteLength;
        }
        song.FrameRows[frame] = length;
    }

    private void TakeChannel(FamiStudioLine line)
    {
        SongOf(line);
        _channel = FamiStudioNotes.Channels.ToList().IndexOf(line.Needed("Type"));
        _patterns.Clear();
        _pattern = null;
    }

    private void TakePattern(FamiStudioLine line)
    {
        TrackerSong song = SongOf(line);
        if (_channel < 0)
            return;
        if (_patterns.Count >= MaxPatterns)
            throw line.Error($"a channel has at most {MaxPatterns} patterns");
        int number = _patterns.Count;
        _patterns[line.Needed("Name")] = number;
        _pattern = song.PatternOf(_channel, number);
    }

    private void TakeInstance(FamiStudioLine line)
    {
        TrackerSong song = SongOf(line);
        if (_channel < 0)
            return;
        int frame = line.Int("Time", 0, song.Order.Count - 1);
        song.Order[frame][_channel] = _patterns.TryGetValue(line.Needed("Pattern"), out int number)
            ? number
            : throw line.Error($"there is no pattern '{line.Text("Pattern")}'");
    }

    private void TakeNote(FamiStudioLine line)
    {
        SongOf(line);
        if (_channel < 0)
            return;
        if (_pattern is not { } pattern)
            throw line.Error("a note comes before its pattern");
        int time = line.Int("Time", 0, MaxRows - 1),
            note = line.Note("Value");
        bool sounds = note >= 0;
        TrackerCell cell = new(
            sounds ? FamiStudioNotes.FromFamiStudio(_channel, note) : note,
            sounds ? InstrumentOf(line) : -1,
            line.Int("Volume", 0, 15, -1)
        )
        {
            VolumeTo = line.Int("VolumeSlideTarget", 0, 15, -1),
        };
        if (sounds)
            cell = cell with
            {
                Duration = line.Int("Duration", 0, MaxRows * MaxFrames, 0),
                ReleaseAfter = line.Int("Release", 0, MaxRows * MaxFrames, 0),
                SlideTo = line.Note("SlideTarget") is >= 0 and int target
                    ? FamiStudioNotes.FromFamiStudio(_channel, note) + target - note
                    : null,
                KeepsMacros = line.Has("Attack") && !line.Flag("Attack"),
            };
        if (line.Has("VibratoSpeed") || line.Has("VibratoDepth"))
            cell = cell.With('4', (line.Int("VibratoSpeed", 0, 15, 0) << 4) | line.Int("VibratoDepth", 0, 15, 0));
        if (line.Has("FinePitch"))
            cell = cell.With('P', FinePitchRest - line.Int("FinePitch", sbyte.MinValue, sbyte.MaxValue));
        if (line.Int("Speed", 0, TrackerTempo.Split - 1, 0) is > 0 and int speed)
            cell = cell.With('F', speed);
        if (line.Has("DutyCycle"))
            cell = cell.With('V', line.Int("DutyCycle", 0, 7));
        if (line.Has("NoteDelay"))
            cell = cell.With('G', line.Int("NoteDelay", 0, 255));
        if (line.Has("CutDelay"))
            cell = cell.With('S', line.Int("CutDelay", 0, 255));
        if (line.Has("DeltaCounter"))
            cell = cell.With('Z', line.Int("DeltaCounter", 0, 127));
        foreach (string field in PassedOver.Where(line.Has))
            Warn(line, $"{field} is passed over");
        pattern[time] = cell;
    }

    // a note's own arpeggio takes the place of its instrument's
    private int InstrumentOf(FamiStudioLine line)
    {
        string name = line.Text("Instrument"),
            arpeggio = line.Text("Arpeggio");
        if (!_instruments.TryGetValue(name, out int number))
            return -1;
        if (arpeggio.Length == 0 || !_arpeggios.TryGetValue(arpeggio, out Macro? macro))
            return number;
        if (_played.TryGetValue((name, arpeggio), out int known))
            return known;
        int added = _module.Instruments.Count;
        _module.Instruments[added] = _module.Instruments[number].With(MacroKind.Arpeggio, macro) with
        {
            Name = $"{name} {arpeggio}",
        };
        return _played[(name, arpeggio)] = added;
    }
}
