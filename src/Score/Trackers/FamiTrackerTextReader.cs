namespace LakhNes.Score.Trackers;

/// <summary>Reads FamiTracker's text export, and those of the trackers that were made of it, as far as the 2A03 goes.</summary>
public sealed class FamiTrackerTextReader
{
    private const string Mark = "FamiTracker text export";
    private const int MaxNumber = 127; // of macros and samples
    private const int MaxEffects = 8;

    // what changes nothing here, or only how it looks in the tracker
    private static readonly HashSet<string> Ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        "COMMENT",
        "VIBRATO",
        "SPLIT",
        "N163CHANNELS",
        "PLAYBACKRATE",
        "MACROVRC6",
        "MACRON163",
        "MACROS5B",
        "FDSWAVE",
        "FDSMOD",
        "FDSMACRO",
        "N163WAVE",
        "BOOKMARK",
        "JSON",
        "USEEXTERNALOPLL",
        "OPLLPATCH",
    };

    // what changes how it sounds
    private static readonly HashSet<string> PassedOver = new(StringComparer.OrdinalIgnoreCase)
    {
        "TUNING",
        "DETUNE",
        "GROOVE",
        "USEGROOVE",
        "LINEARPITCH",
        "INSTVRC6",
        "INSTVRC7",
        "INSTFDS",
        "INSTN163",
        "INSTS5B",
    };

    private readonly TrackerModule _module = new();
    private readonly Dictionary<(int Kind, int Number), Macro> _macros = [];
    private readonly Dictionary<int, int[]> _macrosOf = [];
    private readonly Dictionary<int, Dictionary<int, SampleKey>> _keysOf = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<int, (string Name, byte[] Bytes)> _samples = [];
    private readonly HashSet<string> _warned = [];
    private TrackerSong? _song;
    private int _sample = -1,
        _sampleAt,
        _pattern = -1;

    private FamiTrackerTextReader() { }

    /// <summary>Whether a text is such an export.</summary>
    public static bool IsText(ReadOnlySpan<char> text)
    {
        int end = text.IndexOf('\n');
        return (end < 0 ? text : text[..end]).Contains(Mark, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a module.</summary>
    /// <param name="text">The file's characters.</param>
    /// <param name="file">The name that stands in errors.</param>
    /// <exception cref="ScoreFormatException">It is something else, or broken.</exception>
    public static TrackerModule Read(ReadOnlySpan<char> text, string file)
    {
        if (!IsText(text))
            throw ScoreFormatException.AtLine(file, 1, $"no {Mark}");
        FamiTrackerTextReader reader = new();
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
            reader.Take(new TextLine(line.ToString(), file, ++number));
        reader.Finish(file);
        return reader._module;
    }

    private void Take(TextLine line)
    {
        if (line.AtEnd)
            return;
        string command = line.Word().ToUpperInvariant();
        if (command.StartsWith('#') || Ignored.Contains(command))
            return;
        if (PassedOver.Contains(command))
        {
            if (_warned.Add(command))
                _module.Warnings.Add(line.Warning($"{command} is passed over"));
            return;
        }
        switch (command)
        {
            case "TITLE":
                _module.Title = line.Word();
                break;
            case "AUTHOR":
                _module.Author = line.Word();
                break;
            case "COPYRIGHT":
                _module.Copyright = line.Word();
                break;
            case "MACHINE":
                _module.IsPal = line.Int(0, 1, "machine") == 1;
                break;
            case "FRAMERATE":
                _module.TickRate = line.Int(0, TrackerModule.FastestTicks, "rate");
                break;
            case "EXPANSION":
                if (line.Int(0, 255, "set of chips") is > 0 and int chips)
                    _module.Warnings.Add(line.Warning(ExpansionChips.PassedOver(chips)));
                break;
            case "MACRO":
                TakeMacro(line);
                break;
            case "DPCMDEF":
                _sample = line.Int(0, MaxNumber, "sample");
                int size = line.Int(0, TrackerSample.MaxLength, "length of a sample");
                _samples[_sample] = (line.AtEnd ? "" : line.Word(), new byte[size]);
                _sampleAt = 0;
                break;
            case "DPCM":
                TakeBytes(line);
                break;
            case "INST2A03":
                TakeInstrument(line);
                break;
            case "KEYDPCM":
                TakeKey(line);
                break;
            case "TRACK":
                TakeTrack(line);
                break;
            case "COLUMNS":
                break;
            case "ORDER":
                TakeOrder(line);
                break;
            case "PATTERN":
                _pattern = line.Hex(TrackerSong.MaxPatterns - 1, "pattern");
                break;
            case "ROW":
                TakeRow(line);
                break;
            default:
                throw line.Error($"'{command}' is no command of a text export");
        }
    }

    private void TakeMacro(TextLine line)
    {
        int kind = line.Int(0, TrackerInstrument.MacroCount - 1, "kind of macro"),
            number = line.Int(0, MaxNumber, "macro"),
            loop = line.Int(-1, Macro.MaxLength, "loop point"),
            release = line.Int(-1, Macro.MaxLength, "release point"),
            setting = line.Int(0, 255, "setting");
        line.Colon();
        List<int> values = [];
        while (!line.AtEnd)
        {
            values.Add(line.Int(sbyte.MinValue, sbyte.MaxValue, "value"));
            if (values.Count > Macro.MaxLength)
                throw line.Error($"a macro has at most {Macro.MaxLength} values");
        }
        if (values.Count > 0)
            _macros[(kind, number)] = new Macro([.. values], Inside(loop), Inside(release), setting);

        int Inside(int point) => point < values.Count ? point : -1;
    }

    private void TakeBytes(TextLine line)
    {
        if (!_samples.TryGetValue(_sample, out (string Name, byte[] Bytes) sample))
            throw line.Error("comes before its DPCMDEF");
        line.Colon();
        while (!line.AtEnd)
        {
            if (_sampleAt >= sample.Bytes.Length)
                throw line.Error($"more bytes than the {sample.Bytes.Length} of its DPCMDEF");
            sample.Bytes[_sampleAt++] = (byte)line.Hex(255, "byte");
        }
    }

    private void TakeInstrument(TextLine line)
    {
        int number = line.Int(0, TrackerModule.MaxInstruments - 1, "instrument");
        _macrosOf[number] = [.. Enumerable.Range(0, TrackerInstrument.MacroCount).Select(_ => line.Int(-1, MaxNumber, "macro"))];
        _names[number] = line.AtEnd ? "" : line.Word();
    }

    private void TakeKey(TextLine line)
    {
        int number = line.Int(0, TrackerModule.MaxInstruments - 1, "instrument");
        if (!_macrosOf.ContainsKey(number))
            throw line.Error($"there is no instrument {number} for the 2A03");
        int octave = line.Int(0, 7, "octave"),
            step = line.Int(0, 11, "key");
        SampleKey key = new(line.Int(0, MaxNumber, "sample"), line.Int(0, 15, "rate"), line.Int(0, 1, "loop") == 1);
        if (!line.AtEnd)
            line.Int(0, 255, "loop offset");
        if (!line.AtEnd)
            key = key with { Level = line.Int(-1, 127, "level") };
        if (!_keysOf.TryGetValue(number, out Dictionary<int, SampleKey>? keys))
            _keysOf[number] = keys = [];
        keys[(octave * 12) + step] = key;
    }

    private void TakeTrack(TextLine line)
    {
        int rows = line.Int(1, TrackerSong.MaxRows, "number of rows"),
            speed = line.Int(0, TrackerTempo.Split - 1, "speed"),
            tempo = line.Int(0, 255, "tempo");
        if (speed == 0 || tempo < TrackerTempo.Split)
            throw line.Error($"speed {speed} at tempo {tempo} stands still or is set by a groove");
        _song = new TrackerSong(line.AtEnd ? "" : line.Word(), rows, speed, tempo);
        _module.Songs.Add(_song);
        _pattern = -1;
    }

    private void TakeOrder(TextLine line)
    {
        TrackerSong song = _song ?? throw line.Error("comes before its TRACK");
        int frame = line.Hex(TrackerSong.MaxPatterns - 1, "frame");
        line.Colon();
        int[] patterns =
        [
            .. Enumerable.Range(0, TrackerChannel.Count).Select(_ => line.Hex(TrackerSong.MaxPatterns - 1, "pattern")),
        ];
        if (frame != song.Order.Count)
            throw line.Error($"frame {frame:X2} comes where {song.Order.Count:X2} is to come");
        song.Order.Add(patterns);
    }

    private void TakeRow(TextLine line)
    {
        TrackerSong song = _song ?? throw line.Error("comes before its TRACK");
        if (_pattern < 0)
            throw line.Error("comes before its PATTERN");
        int row = line.Hex(TrackerSong.MaxRows - 1, "row");
        if (row >= song.Rows)
            throw line.Error($"row {row:X2} of a pattern of {song.Rows} rows");
        line.Colon();
        for (int channel = 0; channel < TrackerChannel.Count; channel++)
        {
            TrackerCell cell = ReadCell(line, channel);
            if (!cell.IsEmpty)
                song.PatternOf(channel, _pattern)[row] = cell;
        }
    }

    // up to the colon that the next channel comes after
    private static TrackerCell ReadCell(TextLine line, int channel)
    {
        string note = line.Word(),
            instrument = line.Word(),
            volume = line.Word();
        if (!FamiTrackerNotes.TryNote(note, channel, out int value))
            throw line.Error($"'{note}' is no note");
        TrackerCell cell = new(value);
        if (FamiTrackerNotes.TryHex(instrument, TrackerModule.MaxInstruments - 1, out int number))
            cell = cell with { Instrument = number };
        else if (instrument is not (".." or "&&"))
            throw line.Error($"'{instrument}' is no instrument");
        if (FamiTrackerNotes.TryHex(volume, 15, out int level))
            cell = cell with { Volume = level };
        else if (volume != ".")
            throw line.Error($"'{volume}' is no volume");
        for (int count = 0; !line.AtEnd; count++)
        {
            string effect = line.Word();
            if (effect == ":")
                return cell;
            if (effect == "...")
                continue;
            if (
                effect.Length != 3
                || !char.IsAsciiLetterOrDigit(effect[0])
                || !FamiTrackerNotes.TryHex(effect.AsSpan(1), 255, out int parameter)
                || count >= MaxEffects
            )
                throw line.Error($"'{effect}' is no effect");
            cell = cell.With(char.ToUpperInvariant(effect[0]), parameter);
        }
        return channel == TrackerChannel.Count - 1 ? cell : throw line.Error("the row has too few channels");
    }

    // macros may stand behind the instruments that have them
    private void Finish(string file)
    {
        foreach ((int number, int[] macros) in _macrosOf)
            _module.Instruments[number] = new TrackerInstrument(
                _names[number],
                macros.Select((macro, kind) => _macros.GetValueOrDefault((kind, macro)))
            )
            {
                Keys = _keysOf.GetValueOrDefault(number) ?? [],
            };

        foreach ((int number, (string name, byte[] bytes)) in _samples)
            _module.Samples[number] = new TrackerSample(name, bytes);
        if (!_module.Songs.Any(song => song.Order.Count > 0))
            throw ScoreFormatException.Of(file, "there is no song in it");
    }
}
