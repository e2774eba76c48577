namespace LakhNes.Score.Trackers;

/// <summary>
/// Writes a piece in bars as a module: rows on its beats, patterns of whole bars, those that come again shared; effects only for
/// notes between rows, changes of tempo, and bars that are shorter than others.
/// </summary>
public sealed class ModuleBuilder
{
    /// <summary>Bars of a pattern where nobody asks for another number.</summary>
    public const int UsualBars = 4;

    private const char Delay = 'G',
        Skip = 'D',
        SpeedOrTempo = 'F';

    private readonly NesScore _score;
    private readonly TrackerBand _band;
    private readonly TrackerSong _song;
    private readonly int _steps; // of a row
    private readonly int[] _frameStarts; // the first bar of each frame
    private readonly TrackerTempo[] _tempos; // of each bar
    private readonly SortedDictionary<int, TrackerCell>[,] _cells; // by frame and channel

    private ModuleBuilder(NesScore score, TrackerBand band, string title, int barsPerPattern)
    {
        (_score, _band) = (score, band);
        _steps = RowSize.Of(score);
        _tempos = [.. score.Bars.Select(bar => TrackerTempo.Of(bar.Tempo, _steps))];
        _frameStarts = Frames(barsPerPattern);
        int rows = Enumerable.Range(0, _frameStarts.Length).Max(RowsOf);
        _song = new TrackerSong(title, rows, _tempos[0].Speed, _tempos[0].Tempo)
        {
            RowsPerBeat = Math.Max(score.Bars[0].Metre.StepsPerBeat / _steps, 1),
        };
        _cells = new SortedDictionary<int, TrackerCell>[_frameStarts.Length, TrackerChannel.Count];
        for (int frame = 0; frame < _frameStarts.Length; frame++)
        {
            for (int channel = 0; channel < TrackerChannel.Count; channel++)
                _cells[frame, channel] = [];
        }
    }

    /// <summary>The module of a piece.</summary>
    /// <param name="score">In steps, with a bar at least.</param>
    /// <param name="band">Its instruments.</param>
    /// <param name="title">Its title.</param>
    /// <param name="barsPerPattern">
    /// Bars of a pattern, from 1; fewer where they would have more than 256 rows, more where there would be more than 128
    /// patterns.
    /// </param>
    /// <exception cref="ArgumentException">The piece does not fit into a module: <see cref="Fits"/>.</exception>
    public static TrackerModule Build(NesScore score, TrackerBand band, string title, int barsPerPattern = UsualBars)
    {
        if (!Fits(score))
            throw new ArgumentException("the piece has too many bars for a module, or none", nameof(score));
        ModuleBuilder builder = new(score, band, title, barsPerPattern);
        builder.AddNotes();
        builder.AddTempos();
        builder.AddSkips();
        builder.MakePatterns();
        TrackerModule module = new() { Title = title };
        for (int i = 0; i < band.Instruments.Count; i++)
            module.Instruments[i] = band.Instruments[i];
        module.Songs.Add(builder._song);
        return module;
    }

    /// <summary>Whether a piece can be a module: it has bars, and not more than 128 patterns of at most 256 rows take.</summary>
    public static bool Fits(NesScore score)
    {
        if (score.Bars.IsEmpty)
            return false;
        int rows = score.Bars.Max(bar => bar.Metre.StepsPerBar) / RowSize.Of(score);
        return rows <= TrackerSong.MaxRows && score.Bars.Length <= TrackerSong.MaxRows / rows * TrackerSong.MaxFrames;
    }

    private int[] Frames(int wanted)
    {
        int bars = _score.Bars.Length,
            most = TrackerSong.MaxRows / (_score.Bars.Max(bar => bar.Metre.StepsPerBar) / _steps),
            least = (bars + TrackerSong.MaxFrames - 1) / TrackerSong.MaxFrames;
        int each = Math.Min(Math.Max(Math.Min(wanted, most), least), bars);
        return [.. Enumerable.Range(0, (bars + each - 1) / each).Select(frame => frame * each)];
    }

    private int EndBarOf(int frame) => frame + 1 < _frameStarts.Length ? _frameStarts[frame + 1] : _score.Bars.Length;

    private long StartOf(int frame) => _score.Bars[_frameStarts[frame]].Start;

    private int RowsOf(int frame) => (int)((_score.Bars[EndBarOf(frame) - 1].End - StartOf(frame)) / _steps);

    private void AddNotes()
    {
        for (int voice = 0; voice < NesVoices.Count; voice++)
            AddVoice((NesVoice)voice, [.. _score.Events.Where(e => (int)e.Voice == voice)]);
    }

    private void AddVoice(NesVoice voice, NesEvent[] events)
    {
        int frame = 0,
            velocity = -1,
            written = -1,
            timbre = -1,
            instrument = -1;
        for (int i = 0; i < events.Length; )
        {
            // what is told at one time belongs together
            long time = events[i].Time;
            int note = TrackerCell.Nothing;
            for (; i < events.Length && events[i].Time == time; i++)
            {
                NesEvent e = events[i];
                switch (e.Kind)
                {
                    case NesEventKind.NoteOn:
                        note = TrackerChannel.NoteOf(voice, e.Value);
                        break;
                    case NesEventKind.NoteOff when note == TrackerCell.Nothing:
                        note =
                            instrument >= 0 && _band.Instruments[instrument].HasRelease ? TrackerCell.Release : TrackerCell.Halt;
                        break;
                    case NesEventKind.Velocity:
                        velocity = e.Value;
                        break;
                    case NesEventKind.Timbre:
                        timbre = e.Value;
                        break;
                }
            }
            while (frame + 1 < _frameStarts.Length && time >= StartOf(frame + 1))
                frame++;
            bool begins = note >= 0;
            if (begins)
                instrument = _band.InstrumentOf(voice, time, timbre);
            else if (note == TrackerCell.Nothing && (velocity == written || time % _steps != 0))
                continue;
            bool louder =
                voice.HasVelocity()
                && velocity >= 0
                && velocity != written
                && note is not (TrackerCell.Halt or TrackerCell.Release);
            Put(
                frame,
                (int)voice,
                time - StartOf(frame),
                new TrackerCell(note, begins ? instrument : -1, louder ? velocity : -1)
            );
            if (louder)
                written = velocity;
        }
    }

    private void Put(int frame, int channel, long step, TrackerCell cell)
    {
        long row = step / _steps,
            rest = step % _steps;
        SortedDictionary<int, TrackerCell> cells = _cells[frame, channel];
        if (cell.Note < 0)
        {
            // an end goes to the nearest row that says nothing yet
            row = (step + (_steps / 2)) / _steps;
            if (row < RowsOf(frame) && !cells.ContainsKey((int)row))
                cells[(int)row] = cell;
            else if (row >= RowsOf(frame) && frame + 1 < _frameStarts.Length)
                _cells[frame + 1, channel].TryAdd(0, cell);
            return;
        }
        double ticks = rest * _tempos[BarOf(frame, step)].FramesPerRow / _steps;
        int delay = (int)Math.Round(ticks);
        cells[(int)row] = delay > 0 ? cell.With(Delay, delay) : cell;
    }

    private int BarOf(int frame, long step)
    {
        int bar = _frameStarts[frame];
        while (bar + 1 < EndBarOf(frame) && StartOf(frame) + step >= _score.Bars[bar + 1].Start)
            bar++;
        return bar;
    }

    private void AddTempos()
    {
        for (int frame = 0; frame < _frameStarts.Length; frame++)
        {
            for (int bar = Math.Max(_frameStarts[frame], 1); bar < EndBarOf(frame); bar++)
            {
                int row = (int)((_score.Bars[bar].Start - StartOf(frame)) / _steps);
                (TrackerTempo before, TrackerTempo now) = (_tempos[bar - 1], _tempos[bar]);
                if (now.Speed != before.Speed)
                    Add(frame, row, SpeedOrTempo, now.Speed);
                if (now.Tempo != before.Tempo)
                    Add(frame, row, SpeedOrTempo, now.Tempo);
            }
        }
        // a song that begins again needs what it began with
        if (_tempos[^1] == _tempos[0])
            return;
        Add(0, 0, SpeedOrTempo, _tempos[0].Speed);
        Add(0, 0, SpeedOrTempo, _tempos[0].Tempo);
    }

    private void AddSkips()
    {
        for (int frame = 0; frame < _frameStarts.Length; frame++)
        {
            if (RowsOf(frame) < _song.Rows)
                Add(frame, RowsOf(frame) - 1, Skip, 0);
        }
    }

    private void Add(int frame, int row, char code, int value)
    {
        SortedDictionary<int, TrackerCell> cells = _cells[frame, 0];
        cells[row] = cells.GetValueOrDefault(row, TrackerCell.Empty).With(code, value);
    }

    // patterns that say the same are one
    private void MakePatterns()
    {
        for (int frame = 0; frame < _frameStarts.Length; frame++)
            _song.Order.Add(new int[TrackerChannel.Count]);
        for (int channel = 0; channel < TrackerChannel.Count; channel++)
        {
            int known = 0;
            for (int frame = 0; frame < _frameStarts.Length; frame++)
            {
                TrackerPattern pattern = _song.PatternOf(channel, known);
                foreach ((int row, TrackerCell cell) in _cells[frame, channel])
                    pattern[row] = cell;
                int same = Enumerable.Range(0, known).FirstOrDefault(n => _song.PatternOf(channel, n).SameAs(pattern), known);
                _song.Order[frame][channel] = same;
                if (same == known)
                    known++;
                else
                    _song.Remove(channel, known);
            }
        }
    }
}
