using System.Collections.Immutable;
using LakhNes.Score.Beats;
using LakhNes.Score.Text;

namespace LakhNes.Score.Trackers;

/// <summary>The rows that were played and what they said, and the bars that they make.</summary>
internal sealed class RowLog(TrackerSong song, double ticksPerSecond)
{
    // bars whose tempo differs by less than this share have one tempo
    private const double SameTempo = 0.025;

    private readonly List<long> _ticks = []; // at which rows begin
    private readonly List<int> _frames = []; // the rows that begin a frame
    private readonly List<PlayedNote> _notes = [];
    private readonly Dictionary<(NesVoice Voice, long Step), TrackerInstrument?> _instruments = [];
    private int _steps = 1; // of a row
    private int _unit; // played rows since the last one of the grid

    /// <summary>A row begins.</summary>
    /// <param name="tick">When.</param>
    /// <param name="beginsFrame">It is the first of its frame.</param>
    /// <param name="unit">Rows that make one of the grid.</param>
    public void Begin(long tick, bool beginsFrame, int unit)
    {
        if (beginsFrame)
            _unit = 0;
        if (beginsFrame && (_frames.Count == 0 || _frames[^1] != _ticks.Count))
            _frames.Add(_ticks.Count);
        if (_unit++ % unit == 0)
            _ticks.Add(tick);
    }

    /// <summary>A row says something.</summary>
    public void Add(long tick, NesEvent e, TrackerInstrument? instrument) =>
        _notes.Add(new PlayedNote(_ticks.Count - 1, tick, e, instrument));

    /// <summary>The instruments of the notes in bars; null where there are none.</summary>
    public TrackerBand? Band()
    {
        if (_instruments.Count == 0)
            return null;
        TrackerInstrument silent = new("Plain");
        List<TrackerInstrument> instruments = [.. _instruments.Values.Select(i => i ?? silent).Distinct()];
        return new TrackerBand(
            instruments,
            (voice, step, _) => Math.Max(instruments.IndexOf(_instruments.GetValueOrDefault((voice, step)) ?? silent), 0)
        );
    }

    /// <summary>The notes in bars; null where there are none.</summary>
    /// <param name="end">The tick at which the song ends.</param>
    public NesScore? InBars(long end)
    {
        if (_ticks.Count < 2 || !_notes.Any(note => note.Event.Kind == NesEventKind.NoteOn))
            return null;
        _ticks.Add(end);
        (Metre metre, int rowsPerBar) = MetreOf();
        int steps = _steps = metre.StepsPerBar / rowsPerBar;
        ImmutableArray<ScoreBar> bars = BarsOf(metre, rowsPerBar, steps);
        long length = Math.Min((long)(_ticks.Count - 1) * steps, bars[^1].End);
        List<NesEvent> events = [];
        foreach (IGrouping<NesVoice, PlayedNote> voice in _notes.GroupBy(note => note.Event.Voice))
            events.AddRange(Placed(voice, steps, length));
        return new NesScore(TimeUnit.Step, [.. events.OrderBy(e => e.Time).ThenBy(e => e.Voice)], length, bars);
    }

    /// <summary>The second at which a step is played; the song has been put into bars.</summary>
    public double SecondOf(long step)
    {
        int row = (int)Math.Min(step / _steps, _ticks.Count - 2);
        double part = (double)(step - ((long)row * _steps)) / _steps;
        return (_ticks[row] + (part * (_ticks[row + 1] - _ticks[row]))) / ticksPerSecond;
    }

    // an end between rows goes to the next one: what is heard is articulation
    private IEnumerable<NesEvent> Placed(IEnumerable<PlayedNote> notes, int steps, long length)
    {
        long last = 0;
        bool sounds = false;
        List<NesEvent> placed = [];
        foreach (PlayedNote note in notes)
        {
            int row = note.Row;
            double part = (double)(note.Tick - _ticks[row]) / Math.Max(_ticks[row + 1] - _ticks[row], 1);
            bool ends = note.Event.Kind == NesEventKind.NoteOff;
            long time = Math.Min((row * (long)steps) + (ends ? (part > 0 ? steps : 0) : (long)Math.Round(part * steps)), length);
            if (ends && (!sounds || time <= last))
                time = last + steps;
            if (time >= length && !ends)
                continue;
            // a note that begins before the other was to end ends it
            while (placed.Count > 0 && placed[^1].Time > time)
                placed.RemoveAt(placed.Count - 1);
            if (note.Event.Kind == NesEventKind.NoteOn)
                placed.RemoveAll(e => e.Time == time && e.IsNote);
            if (ends)
            {
                if (sounds && time < length)
                    placed.Add(note.Event with { Time = time });
                sounds = false;
                continue;
            }
            placed.Add(note.Event with { Time = time });
            if (note.Event.Kind == NesEventKind.NoteOn)
                _instruments[(note.Event.Voice, time)] = note.Instrument;
            if (note.Event.Kind == NesEventKind.NoteOn)
                (last, sounds) = (time, true);
        }
        return placed;
    }

    private (Metre Metre, int RowsPerBar) MetreOf()
    {
        int beat = Math.Max(song.RowsPerBeat / song.Unit, 1);
        (Metre, int) usual =
            Metre.StepsPerQuarter % beat == 0 ? (Metre.Common, 4 * beat)
            : beat % 3 == 0 && Metre.StepsPerQuarter * 3 / 2 % beat == 0 ? (new Metre(6, 8), 2 * beat)
            : (Metre.Common, 16);
        List<VoiceNote>[] notes = Notes();
        double[] frames = [.. _ticks.Select(tick => tick * TimeUnit.Frame.PerSecond / ticksPerSecond)];
        if (RowGrid.Known(frames, notes) is not { } grid)
            return usual;
        MetreGuess guess = MetreGuess.Of(new RowPattern(notes, grid), grid.Period);
        int rows = song.Rows / song.Unit;
        return rows % guess.RowsPerBar == 0 || rows % usual.Item2 != 0 ? (guess.Metre, guess.RowsPerBar) : usual;
    }

    // in console frames, as far as the guess wants them
    private List<VoiceNote>[] Notes()
    {
        List<VoiceNote>[] notes =
        [
            [],
            [],
            [],
            [],
        ];
        foreach (PlayedNote note in _notes)
        {
            List<VoiceNote> voice = notes[(int)note.Event.Voice];
            long frame = (long)Math.Round(note.Tick * TimeUnit.Frame.PerSecond / ticksPerSecond);
            if (note.Event.Kind == NesEventKind.Velocity)
                continue;
            if (voice.Count > 0 && voice[^1].End > frame)
                voice[^1] = voice[^1] with { End = Math.Max(frame, voice[^1].Start + 1) };
            if (note.Event.Kind == NesEventKind.NoteOn)
                voice.Add(new VoiceNote(note.Event.Voice, note.Event.Value, frame, long.MaxValue));
        }
        long end = (long)Math.Round(_ticks[^1] * TimeUnit.Frame.PerSecond / ticksPerSecond);
        foreach (List<VoiceNote> voice in notes)
        {
            if (voice.Count > 0 && voice[^1].End == long.MaxValue)
                voice[^1] = voice[^1] with { End = Math.Max(end, voice[^1].Start + 1) };
        }
        return notes;
    }

    // a frame begins a bar where what is left before it is a bar of its own
    private ImmutableArray<ScoreBar> BarsOf(Metre metre, int rowsPerBar, int steps)
    {
        int rows = _ticks.Count - 1;
        int[] begins = [.. _frames.Where(row => row < rows), rows];
        List<(int Row, Metre Metre)> lines = [];
        for (int i = 0; i + 1 < begins.Length; i++)
        {
            int row = begins[i],
                rest = (begins[i + 1] - row) % rowsPerBar;
            Metre last = BarSymbol.Metres.FirstOrDefault(other => other.StepsPerBar == rest * steps, default);
            if (rest > 0 && last.Denominator == 0 && i + 2 < begins.Length)
            {
                lines.Clear();
                break;
            }
            for (; row + rowsPerBar <= begins[i + 1]; row += rowsPerBar)
                lines.Add((row, metre));
            if (rest > 0)
                lines.Add((row, last.Denominator == 0 ? metre : last));
        }
        if (lines.Count == 0)
            lines.AddRange(Enumerable.Range(0, (rows + rowsPerBar - 1) / rowsPerBar).Select(bar => (bar * rowsPerBar, metre)));
        ImmutableArray<ScoreBar>.Builder bars = ImmutableArray.CreateBuilder<ScoreBar>();
        double before = 0;
        int tempo = 0;
        foreach ((int row, Metre bar) in lines)
        {
            int to = Math.Min(row + (bar.StepsPerBar / steps), rows);
            double exact =
                60 * (to - row) * steps * ticksPerSecond / Metre.StepsPerQuarter / Math.Max(_ticks[to] - _ticks[row], 1);
            if (bars.Count == 0 || Math.Abs((exact / before) - 1) >= SameTempo)
                (before, tempo) = (exact, BarSymbol.NearestTempo(exact));
            bars.Add(new ScoreBar(bars.Count == 0 ? 0 : bars[^1].End, bar, tempo));
        }
        return bars.DrainToImmutable();
    }
}
