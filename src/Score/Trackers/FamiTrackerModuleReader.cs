namespace LakhNes.Score.Trackers;

/// <summary>Reads FamiTracker's modules (<c>.ftm</c>, from version 0.3.0 on) as far as the 2A03 goes.</summary>
public sealed class FamiTrackerModuleReader
{
    private const int OldestVersion = 0x0300,
        NewestVersion = 0x0450;
    private const int BlockName = 16,
        NameLength = 32;
    private const int MaxChannels = 28,
        MaxSongs = 64,
        MaxNumber = 127,
        MaxSequences = 640,
        MaxBytes = 0x8000;
    private const int UsualSpeed = 6,
        FastestSpeed = 20;
    private const int Release = 13,
        Halt = 14,
        NoVolume = 16;

    // effects by their numbers from 1; '?' is none
    private const string Effects = "FBDCE3?HI047PGZ12VYQRASX?HIJW";

    private static readonly byte[] Mark = [.. "FamiTracker Module"u8];

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly string _file;
    private readonly Dictionary<string, (int Version, int At, int Size)> _blocks = [];
    private readonly TrackerModule _module = new();
    private readonly Dictionary<(int Kind, int Number), Macro> _macros = [];
    private readonly List<(string Name, int[] Columns)> _tracks = [];
    private int _channels = TrackerChannel.Count,
        _highlight = 4;

    private FamiTrackerModuleReader(ReadOnlyMemory<byte> bytes, string file) => (_bytes, _file) = (bytes, file);

    /// <summary>Whether a file begins as one.</summary>
    public static bool IsModule(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Mark);

    /// <summary>Reads a module.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <exception cref="ScoreFormatException">It is something else, or broken.</exception>
    public static TrackerModule Read(ReadOnlyMemory<byte> bytes, string file)
    {
        FamiTrackerModuleReader reader = new(bytes, file);
        reader.FindBlocks();
        reader.Block("PARAMS", needed: true, reader.TakeParameters);
        reader.Block("INFO", needed: false, reader.TakeInfo);
        reader.Block("HEADER", needed: true, reader.TakeHeader);
        reader.Block("DPCM SAMPLES", needed: false, reader.TakeSamples);
        reader.Block("SEQUENCES", needed: false, reader.TakeSequences);
        reader.Block("INSTRUMENTS", needed: false, reader.TakeInstruments);
        reader.Block("FRAMES", needed: true, reader.TakeFrames);
        reader.Block("PATTERNS", needed: true, reader.TakePatterns);
        return reader._module;
    }

    /// <summary>A macro of bytes; null where it has none.</summary>
    internal static Macro? MacroOf(ReadOnlySpan<byte> values, int loop, int release, int setting)
    {
        int length = Math.Min(values.Length, Macro.MaxLength);
        if (length == 0)
            return null;
        int[] signed = new int[length];
        for (int i = 0; i < length; i++)
            signed[i] = (sbyte)values[i];
        return new Macro([.. signed], Inside(loop), Inside(release), setting is >= 0 and <= 255 ? setting : 0);

        int Inside(int point) => point >= 0 && point < length ? point : -1;
    }

    private void FindBlocks()
    {
        ByteCursor cursor = new(_bytes, _file);
        if (!IsModule(_bytes.Span))
            throw cursor.Error("no FamiTracker module");
        cursor.Bytes(Mark.Length);
        cursor.Int(OldestVersion, NewestVersion, "version");
        while (!cursor.AtEnd && !_bytes.Span[cursor.At..].StartsWith("END"u8))
        {
            string name = cursor.Text(BlockName);
            int version = cursor.Int(),
                size = cursor.Int();
            _blocks[name] = (version, cursor.At, size);
            cursor.Bytes(size);
        }
    }

    private void Block(string name, bool needed, Action<ByteCursor, int> take)
    {
        if (_blocks.TryGetValue(name, out (int Version, int At, int Size) block))
            take(new ByteCursor(_bytes, _file, block.At, block.At + block.Size), block.Version);
        else if (needed)
            throw ScoreFormatException.Of(_file, $"it has no block {name}");
    }

    private void TakeParameters(ByteCursor cursor, int version)
    {
        if (version < 2)
            throw cursor.Error($"parameters of version {version} are not read");
        int chips = cursor.Byte();
        _channels = cursor.Int(TrackerChannel.Count, MaxChannels, "number of channels");
        _module.IsPal = cursor.Int(0, 1, "machine") == 1;
        _module.TickRate = cursor.Int(0, TrackerModule.FastestTicks, "rate");
        if (version > 2)
            cursor.Int(); // style of vibrato
        if (version > 3)
            _highlight = cursor.Int();
        if (_channels > TrackerChannel.Count)
            _module.Warnings.Add(new ReadError(_file, PositionUnit.File, 0, ExpansionChips.PassedOver(chips)));
    }

    private void TakeInfo(ByteCursor cursor, int version)
    {
        _module.Title = cursor.Text(NameLength);
        _module.Author = cursor.Text(NameLength);
        _module.Copyright = cursor.Text(NameLength);
    }

    private void TakeHeader(ByteCursor cursor, int version)
    {
        int songs = version > 1 ? cursor.Byte(MaxSongs - 1, "number of songs") + 1 : 1;
        for (int i = 0; i < songs; i++)
            _tracks.Add((version > 2 ? cursor.Text() : "", new int[_channels]));
        for (int channel = 0; channel < _channels; channel++)
        {
            cursor.Byte(); // what it is
            foreach ((_, int[] columns) in _tracks)
                columns[channel] = cursor.Byte(7, "number of effects") + 1;
        }
    }

    private void TakeSamples(ByteCursor cursor, int version)
    {
        for (int i = cursor.Byte(); i > 0; i--)
        {
            int number = cursor.Byte(MaxNumber, "sample");
            string name = cursor.Text(cursor.Int(0, 255, "length of a name"));
            ReadOnlyMemory<byte> deltas = cursor.Bytes(cursor.Int(0, MaxBytes, "length of a sample"));
            _module.Samples[number] = new TrackerSample(name, deltas[..Math.Min(deltas.Length, TrackerSample.MaxLength)]);
        }
    }

    private void TakeSequences(ByteCursor cursor, int version)
    {
        if (version < 3)
            throw cursor.Error($"sequences of version {version} are not read");
        int count = cursor.Int(0, MaxSequences, "number of sequences");
        (int Kind, int Number)[] read = new (int, int)[count];
        for (int i = 0; i < count; i++)
        {
            int number = cursor.Int(0, MaxNumber, "sequence"),
                kind = cursor.Int(0, TrackerInstrument.MacroCount - 1, "kind of sequence"),
                length = cursor.Byte(),
                loop = cursor.Int(),
                release = version == 4 ? cursor.Int() : -1,
                setting = version == 4 ? cursor.Int() : 0;
            read[i] = (kind, number);
            if (MacroOf(cursor.Bytes(length).Span, loop, release, setting) is { } macro)
                _macros[(kind, number)] = macro;
        }
        // version 5 told points for every number there can be, kinds inside, and 6 for those that there are
        for (int i = 0; version >= 5 && i < (version == 5 ? MaxSequences : count); i++)
        {
            (int, int) key = version == 5 ? (i % TrackerInstrument.MacroCount, i / TrackerInstrument.MacroCount) : read[i];
            int release = cursor.Int(),
                setting = cursor.Int();
            if (_macros.TryGetValue(key, out Macro? macro))
                _macros[key] = macro with
                {
                    Release = release >= 0 && release < macro.Values.Length ? release : -1,
                    Setting = setting is >= 0 and <= 255 ? setting : 0,
                };
        }
    }

    private void TakeInstruments(ByteCursor cursor, int version)
    {
        for (int i = cursor.Int(0, TrackerModule.MaxInstruments, "number of instruments"); i > 0; i--)
        {
            int number = cursor.Int(0, TrackerModule.MaxInstruments - 1, "instrument"),
                kind = cursor.Byte(6, "kind of instrument");
            TrackerInstrument? instrument = null;
            if (kind == 1)
                instrument = TakeInstrument(cursor, version);
            else
                Skip(cursor, kind, version);
            string name = cursor.Text(cursor.Int(0, 255, "length of a name"));
            if (instrument is not null)
                _module.Instruments[number] = instrument with { Name = name };
        }
    }

    private TrackerInstrument TakeInstrument(ByteCursor cursor, int version)
    {
        Macro?[] macros = new Macro?[TrackerInstrument.MacroCount];
        int count = cursor.Int(0, TrackerInstrument.MacroCount, "number of macros");
        for (int kind = 0; kind < count; kind++)
        {
            bool enabled = cursor.Byte() != 0;
            int number = cursor.Byte();
            macros[kind] = enabled ? _macros.GetValueOrDefault((kind, number)) : null;
        }
        Dictionary<int, SampleKey> keys = [];
        int notes = version == 1 ? 6 * 12 : TrackerCell.Notes;
        for (int note = 0; note < notes; note++)
        {
            int sample = cursor.Byte(),
                pitch = cursor.Byte(),
                level = version > 5 ? cursor.Byte() : 255;
            if (sample > 0)
                keys[note] = new SampleKey(sample - 1, pitch & 15, (pitch & 0x80) != 0, level <= 127 ? level : -1);
        }
        return new TrackerInstrument("", macros) { Keys = keys };
    }

    // as many bytes as other chips' instruments have
    private static void Skip(ByteCursor cursor, int kind, int version)
    {
        const int Vrc6 = 2,
            Vrc7 = 3,
            Fds = 4,
            N163 = 5,
            S5B = 6;
        switch (kind)
        {
            case Vrc6 or S5B or N163:
                cursor.Bytes(2 * cursor.Int(0, TrackerInstrument.MacroCount, "number of macros"));
                break;
            case Vrc7:
                cursor.Bytes(4 + 8);
                break;
            case Fds:
                cursor.Bytes(64 + 32 + (3 * 4));
                for (int i = version > 2 ? 3 : 0; i > 0; i--)
                {
                    int length = cursor.Byte();
                    cursor.Bytes((3 * 4) + length);
                }
                break;
            default:
                throw cursor.Error("an instrument of no chip");
        }
        if (kind != N163)
            return;
        int size = cursor.Int(0, 256, "length of a wave");
        cursor.Int(); // where it stands
        cursor.Bytes(size * cursor.Int(0, 64, "number of waves"));
    }

    private void TakeFrames(ByteCursor cursor, int version)
    {
        if (version < 2)
            throw cursor.Error($"frames of version {version} are not read");
        foreach ((string name, _) in _tracks)
        {
            int frames = cursor.Int(1, TrackerSong.MaxPatterns, "number of frames"),
                speed = cursor.Int(1, 255, "speed"),
                tempo = version >= 3 ? cursor.Int(0, 255, "tempo") : 0;
            if (version < 3)
                (speed, tempo) =
                    speed < FastestSpeed
                        ? (speed, _module.IsPal ? TrackerTempo.EvenPal : TrackerTempo.Even)
                        : (UsualSpeed, speed);
            if (speed >= TrackerTempo.Split || tempo < 1)
                throw cursor.Error($"speed {speed} at tempo {tempo} stands still or is set by a groove");
            TrackerSong song = new(name, cursor.Int(1, TrackerSong.MaxRows, "number of rows"), speed, tempo)
            {
                RowsPerBeat = _highlight is > 0 and <= TrackerSong.MaxRows ? _highlight : 4,
            };
            for (int frame = 0; frame < frames; frame++)
                song.Order.Add([.. cursor.Bytes(_channels).Span[..TrackerChannel.Count].ToArray().Select(number => (int)number)]);
            _module.Songs.Add(song);
        }
    }

    private void TakePatterns(ByteCursor cursor, int version)
    {
        if (version < 2)
            throw cursor.Error($"patterns of version {version} are not read");
        while (!cursor.AtEnd)
        {
            int track = cursor.Int(0, _tracks.Count - 1, "song"),
                channel = cursor.Int(0, _channels - 1, "channel"),
                number = cursor.Int(0, TrackerSong.MaxPatterns - 1, "pattern");
            TrackerSong song = _module.Songs[track];
            int columns = _tracks[track].Columns[channel];
            for (int items = cursor.Int(0, TrackerSong.MaxRows, "number of rows"); items > 0; items--)
            {
                int row = cursor.Int(0, TrackerSong.MaxRows - 1, "row");
                TrackerCell cell = TakeCell(cursor, channel, columns);
                // rows behind a pattern's end are kept by the tracker and not played
                if (channel < TrackerChannel.Count && row < song.Rows)
                    song.PatternOf(channel, number)[row] = cell;
            }
        }
    }

    private static TrackerCell TakeCell(ByteCursor cursor, int channel, int columns)
    {
        int note = cursor.Byte(),
            octave = cursor.Byte(),
            instrument = cursor.Byte(),
            volume = cursor.Byte();
        int value = note switch
        {
            >= 1 and <= 12 => Math.Min(note - 1 + (12 * octave), TrackerCell.Notes - 1),
            Release => TrackerCell.Release,
            Halt => TrackerCell.Halt,
            _ => TrackerCell.Nothing,
        };
        if (channel == (int)NesVoice.Noise && value >= 0)
            value &= 15;
        TrackerCell cell = new(
            value,
            instrument < TrackerModule.MaxInstruments ? instrument : -1,
            volume < NoVolume ? volume : -1
        );
        for (int i = 0; i < columns; i++)
        {
            int code = cursor.Byte(),
                parameter = cursor.Byte();
            if (code > 0)
                cell = cell.With(code <= Effects.Length ? Effects[code - 1] : '?', parameter);
        }
        return cell;
    }
}
