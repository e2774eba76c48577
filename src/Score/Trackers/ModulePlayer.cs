using LakhNes.Score.Registers;

namespace LakhNes.Score.Trackers;

/// <summary>
/// Plays a song of a module as its tracker does: a tick a console frame, rows by speed and tempo, macros and effects of the 2A03.
/// What it does not know is named.
/// </summary>
public sealed class ModulePlayer
{
    private const double NtscFrames = 60.0988,
        PalFrames = 50.0070;
    private const int TempoUnit = 3600; // of the driver's count: a row of speed 6 at tempo 150 takes 600 of it a tick

    // effects that are played; B, C, D and F move the song, G delays, W and Z belong to samples
    private const string Known = "01234ABCDFGPQRSVWZ";
    private const int StartKey = 24; // of note 0
    private const int MostRowsAhead = 256;

    private readonly TrackerModule _module;
    private readonly TrackerSong _song;
    private readonly double _samplesPerTick;
    private readonly long _mostTicks;
    private readonly PlayerChannel[] _channels;
    private readonly (TrackerCell Cell, int Ticks)?[] _delayed = new (TrackerCell, int)?[TrackerChannel.Count];
    private readonly bool[] _sounding = new bool[NesVoices.Count],
        _heard = new bool[NesVoices.Count];
    private readonly int[] _told = [-1, -1, -1, -1]; // the volume that was told last
    private readonly RegisterWriter _writer = new();
    private readonly SampleLayout _samples;
    private readonly List<ReadError> _warnings;
    private readonly SortedSet<char> _unknown = [];
    private readonly RowLog _rows;
    private readonly Dictionary<(int Frame, int Row), (long Tick, int Write)> _played = [];
    private long _tick;
    private int _speed,
        _tempo,
        _frame,
        _row,
        _jumpFrame = -1,
        _jumpRow = -1;
    private bool _stops;
    private RegisterLoop? _loop;
    private (int Frame, int Row)? _loopRow, // that the song comes back to
        _toldAnew;

    private ModulePlayer(TrackerModule module, TrackerSong song, string file, double seconds)
    {
        (_module, _song) = (module, song);
        (_speed, _tempo) = (song.Speed, song.Tempo);
        double rate =
            module.TickRate > 0 ? module.TickRate
            : module.IsPal ? PalFrames
            : NtscFrames;
        _samplesPerTick = TimeUnit.Sample.PerSecond / rate;
        _mostTicks = (long)Math.Ceiling(seconds * rate);
        Clock = module.IsPal ? RegisterLog.PalClock : RegisterLog.NtscClock;
        _channels = [.. Enumerable.Range(0, TrackerChannel.Count).Select(MakeChannel)];
        _warnings = [.. module.Warnings];
        _samples = new SampleLayout(module, file, _warnings);
        _rows = new RowLog(song, rate);
    }

    private int Clock { get; }

    // notes that know their lengths are FamiStudio's
    private PlayerChannel MakeChannel(int channel)
    {
        int[] periods =
        [
            .. Enumerable
                .Range(0, TrackerCell.Notes)
                .Select(note => ScorePlayer.TimerOf(NesVoice.Pulse1, note + StartKey, Clock)),
        ];
        Func<int, int> periodOf =
            channel == (int)NesVoice.Noise ? note => note : note => periods[Math.Clamp(note, 0, TrackerCell.Notes - 1)];
        return _song.NotesHaveLengths ? new FamiStudioChannel(channel, periodOf) : new FamiTrackerChannel(channel, periodOf);
    }

    /// <summary>Plays a song.</summary>
    /// <param name="module">The module.</param>
    /// <param name="song">From 0.</param>
    /// <param name="file">Its file, for warnings.</param>
    /// <param name="seconds">It is cut after so long.</param>
    public static ModulePerformance Play(TrackerModule module, int song, string file, double seconds)
    {
        ModulePlayer player = new(module, module.Songs[song], file, seconds);
        ModulePerformance once = player.Run(file);
        if (player._loopRow is not { Frame: > 0 } and not { Row: > 0 })
            return once;
        // what comes back into the middle must find every register told
        return new ModulePlayer(module, module.Songs[song], file, seconds) { _toldAnew = player._loopRow }.Run(file);
    }

    private ModulePerformance Run(string file)
    {
        int count = 0;
        while (_tick < _mostTicks)
        {
            if (count <= 0)
            {
                if (!TakeRow())
                    break;
                count = _song.TicksOf is { } ticks ? ticks(_frame, _row) : count + TempoUnit;
            }
            PlayTick();
            count -= _song.TicksOf is null ? Step() : 1;
            if (count <= 0 && !Advance())
                break;
        }
        if (_unknown.Count > 0)
            _warnings.Add(new ReadError(file, PositionUnit.File, 0, $"effects {string.Join(", ", _unknown)} are passed over"));
        Gd3Tag tag = new()
        {
            Track = _song.Name.Length > 0 ? _song.Name : _module.Title,
            Author = _module.Author,
            System = "Nintendo Entertainment System",
        };
        RegisterLog log = new(Clock, _writer.Take(), TimeOf(_tick), _loop, _samples.Blocks, tag, _warnings);
        NesScore? bars = _rows.InBars(_tick);
        return new ModulePerformance(log, bars, _rows.SecondOf) { Band = _rows.Band() };
    }

    // a note that is cut slides until then, others to the next one, and no longer than they last
    private double SlideTicks(int channel, TrackerCell cell) =>
        ValueOf(cell, 'S')
        ?? TicksTo(
            channel,
            cell.Duration,
            later =>
                later.Strikes || ValueOf(later, 'S') is not null
                    ? Math.Min(ValueOf(later, 'G') ?? int.MaxValue, ValueOf(later, 'S') ?? ValueOf(later, 'G') ?? 0)
                    : null
        );

    private double VolumeTicks(int channel) =>
        TicksTo(channel, MostRowsAhead, later => later.Volume >= 0 ? ValueOf(later, 'G') ?? 0 : null);

    // from this row's note to a later row of the channel, and so many ticks after it begins
    private double TicksTo(int channel, int mostRows, Func<TrackerCell, int?> after)
    {
        double ticks = -(ValueOf(_song.CellOf(_frame, _row, channel), 'G') ?? 0);
        (int frame, int row) = (_frame, _row);
        for (int rows = 0; rows < Math.Min(mostRows, MostRowsAhead) && frame < _song.Order.Count; rows++)
        {
            ticks += _song.TicksOf is { } ticksOf ? ticksOf(frame, row) : (double)TempoUnit / Step();
            if (++row >= _song.RowsOf(frame))
                (frame, row) = (frame + 1, 0);
            if (frame < _song.Order.Count && after(_song.CellOf(frame, row, channel)) is { } more)
                return ticks + more;
        }
        return ticks;
    }

    private static int? ValueOf(TrackerCell cell, char effect)
    {
        foreach (TrackerEffect one in cell.Effects)
        {
            if (one.Code == effect)
                return one.Value;
        }
        return null;
    }

    private int Step() => Math.Max(_tempo * 24 / _speed, 1);

    private long TimeOf(long tick) => (long)Math.Round(tick * _samplesPerTick);

    // false where the song has been here before
    private bool TakeRow()
    {
        if (_played.TryGetValue((_frame, _row), out (long Tick, int Write) before))
        {
            _loop = new RegisterLoop(TimeOf(before.Tick), before.Write);
            _loopRow = (_frame, _row);
            return false;
        }
        if (_toldAnew == (_frame, _row))
            _writer.Forget();
        _played[(_frame, _row)] = (_tick, _writer.Count);
        _rows.Begin(_tick, _row == 0, _song.Units.TryGetValue(_frame, out int unit) ? unit : _song.Unit);
        for (int channel = 0; channel < TrackerChannel.Count; channel++)
        {
            TrackerCell cell = _song.CellOf(_frame, _row, channel);
            if (_channels[channel].BeginRow(cell))
                EndNote(channel);
            if (_delayed[channel] is { } late)
                Apply(channel, late.Cell);
            _delayed[channel] = null;
            int delay = TakeMoves(cell);
            if (delay > 0)
                _delayed[channel] = (cell, delay);
            else if (!cell.IsEmpty)
                Apply(channel, cell);
        }
        return true;
    }

    // the song's own effects at once; what is left is the note's delay
    private int TakeMoves(TrackerCell cell)
    {
        int delay = 0;
        foreach (TrackerEffect effect in cell.Effects)
        {
            switch (effect.Code)
            {
                case 'B':
                    (_jumpFrame, _jumpRow) = (Math.Min(effect.Value, _song.Order.Count - 1), Math.Max(_jumpRow, 0));
                    break;
                case 'C':
                    _stops = true;
                    break;
                case 'D':
                    _jumpRow = Math.Min(effect.Value, _song.Rows - 1);
                    break;
                case 'F' when effect.Value >= TrackerTempo.Split:
                    _tempo = effect.Value;
                    break;
                case 'F' when effect.Value > 0:
                    _speed = effect.Value;
                    break;
                case 'G':
                    delay = effect.Value;
                    break;
                default:
                    if (!Known.Contains(effect.Code, StringComparison.Ordinal))
                        _unknown.Add(effect.Code);
                    break;
            }
        }
        return delay;
    }

    private void Apply(int channel, TrackerCell cell)
    {
        TrackerInstrument? instrument = cell.Instrument >= 0 ? _module.Instruments.GetValueOrDefault(cell.Instrument) : null;
        PlayerChannel played = _channels[channel];
        double slide = cell.SlideTo is null ? 0 : SlideTicks(channel, cell),
            volume = cell.VolumeTo >= 0 ? VolumeTicks(channel) : 0;
        played.Take(cell, instrument, slide, volume);
        if (channel == TrackerChannel.Samples)
        {
            PlaySample(played, cell);
            return;
        }
        NesVoice voice = (NesVoice)channel;
        if (cell.Volume > 0 && voice.HasVelocity() && cell.Volume != _told[channel])
            Tell(NesEvent.Velocity(0, voice, _told[channel] = cell.Volume));
        if (cell.Note >= 0)
        {
            int key = TrackerChannel.KeyOf(voice, voice == NesVoice.Noise ? cell.Note & 15 : cell.Note);
            _sounding[channel] = voice.Plays(key);
            _heard[channel] = false;
            if (_sounding[channel])
                _rows.Add(_tick, NesEvent.NoteOn(0, voice, key), played.Instrument);
        }
        else if (cell.Note is TrackerCell.Halt or TrackerCell.Release)
        {
            End(voice);
        }
    }

    private void EndNote(int channel)
    {
        if (channel == TrackerChannel.Samples)
            _writer.Stop(TimeOf(_tick));
        else
            End((NesVoice)channel);
    }

    private void Tell(NesEvent e) => _rows.Add(_tick, e, null);

    private void End(NesVoice voice)
    {
        if (_sounding[(int)voice])
            Tell(NesEvent.NoteOff(0, voice));
        _sounding[(int)voice] = false;
    }

    private void PlaySample(PlayerChannel channel, TrackerCell cell)
    {
        long time = TimeOf(_tick);
        if (cell.Note is TrackerCell.Halt or TrackerCell.Release)
            _writer.Stop(time);
        if (
            cell.Note < 0
            || channel.Instrument is not { } instrument
            || !instrument.Keys.TryGetValue(cell.Note, out SampleKey key)
            || !_samples.TryFind(key.Sample, out int address, out int length)
        )
            return;
        foreach (TrackerEffect effect in cell.Effects)
        {
            if (effect.Code == 'W')
                key = key with { Rate = effect.Value & 15 };
            else if (effect.Code == 'Z')
                key = key with { Level = effect.Value & 127 };
        }
        _writer.Play(time, key, address, length);
    }

    private void PlayTick()
    {
        for (int channel = 0; channel < TrackerChannel.Count; channel++)
        {
            if (_delayed[channel] is not { } late)
                continue;
            if (late.Ticks > 0)
            {
                _delayed[channel] = (late.Cell, late.Ticks - 1);
                continue;
            }
            _delayed[channel] = null;
            Apply(channel, late.Cell);
        }
        foreach (PlayerChannel channel in _channels)
            channel.Tick();
        _writer.Write(TimeOf(_tick), _channels);
        // a note that its instrument or an effect has ended is no longer heard
        for (int voice = 0; voice < NesVoices.Count; voice++)
        {
            if (_channels[voice].Level > 0)
                _heard[voice] = true;
            else if (_heard[voice])
                End((NesVoice)voice);
        }
        _tick++;
    }

    // false where the song ends
    private bool Advance()
    {
        if (_stops)
            return false;
        if (_jumpFrame >= 0 || _jumpRow >= 0)
        {
            _frame = _jumpFrame >= 0 ? _jumpFrame : _frame + 1;
            _row = Math.Max(_jumpRow, 0);
            _jumpFrame = _jumpRow = -1;
        }
        else if (++_row >= _song.RowsOf(_frame))
        {
            (_row, _frame) = (0, _frame + 1);
        }
        if (_frame < _song.Order.Count)
            return true;
        _frame = _song.LoopFrame;
        return _frame >= 0;
    }
}
