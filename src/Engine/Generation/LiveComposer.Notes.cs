using LakhNes.Engine.Generation.Requests;
using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Judging;

namespace LakhNes.Engine.Generation;

// What is known (the captured and the composed notes) and what is handed out.
internal sealed partial class LiveComposer
{
    private const int NoteCapacity = TokenCapacity;
    private const int PendingCapacity = 64;

    // bars: what ends with a bar may end a little late
    private const double OnTheBarLine = 1.0 / 64;

    // console frames: what was played is as near to a line of the grid as the model's time and a hand are exact
    private const double OnTheLine = 2;

    // quarter notes
    private const double ShortestNote = 1.0 / 32;

    // of the time, a pitch class that is heard for less is a passing note; of fewer than so many no key is told
    private const double HeardShare = 0.02;
    private const int FewestClasses = 3;
    private const int Octave = 12;

    private readonly TimedNote[] _notes = new TimedNote[NoteCapacity];
    private readonly HeardNote[] _pending = new HeardNote[PendingCapacity];
    private readonly double[] _onset = new double[NesVoices.Count];
    private readonly double[] _shift = new double[NesVoices.Count];

    // song position before which a voice is not the composer's
    private readonly double[] _free = new double[NesVoices.Count];
    private OnsetGrid _grid;

    // how what the session began with divides its beats
    private Feel _feel = Feel.Straight;

    // a text with bars is straight, and swings as it sounds
    private OnsetGrid _straight;
    private int _noteCount;
    private int _pendingCount;
    private long _sessionCount;
    private long _endTime;

    // the longest note that the session began with, in the model's units: what is composed may hold as long
    private long _longestHeard;

    // the pitch classes of what the session began with, and of its key
    private Scale _heardScale = Scale.Chromatic;
    private MusicalKey? _heardKey;
    private bool _heardNothing;
    private double _sessionTime;
    private long _sessionEnd;

    /// <summary>Every note before this song position has been handed out.</summary>
    public double ComposedTo { get; private set; } = double.PositiveInfinity;

    // quarter notes; a request that knows no bars counts in four quarters, a text that has bars in its own
    private double Bar =>
        _bars is not null ? (double)_bars.Metre.StepsPerBar / Metre.StepsPerQuarter
        : _request.BarLength > 0 ? _request.BarLength
        : 4;

    // where a text with bars begins, in its units
    private long Opening => _bars?.Metre.StepsPerBar ?? 0;

    private ReadOnlySpan<TimedNote> Notes => _notes.AsSpan(0, _noteCount);

    /// <summary>
    /// The notes that a request may take for its prompt; those before <see cref="CompositionRequest.PromptFrom"/> still among
    /// them.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="history">What was heard.</param>
    /// <param name="most">So many at most.</param>
    public static ReadOnlySpan<HeardNote> PromptOf(
        in CompositionRequest request,
        CaptureHistory history,
        int most = CompositionRequest.PromptNotes
    ) => history.Between(Math.Max(request.CapturedFrom, request.CapturedCount - most), request.CapturedCount);

    /// <summary>Hands out the next note, by song position.</summary>
    /// <returns>False where none is certain yet.</returns>
    public bool TryTake(out HeardNote note)
    {
        note = _pending[0];
        if (_pendingCount == 0 || note.Position >= ComposedTo)
            return false;
        _pendingCount--;
        Array.Copy(_pending, 1, _pending, 0, _pendingCount);
        return true;
    }

    // the prompt's notes in the model's time, long rests shortened; gives the time where it ends
    private long Begin()
    {
        _sessionCount = _request.CapturedCount;
        _sessionTime = _request.StartTime;
        _noteCount = 0;
        double time = Opening / _unitsPerQuarter,
            before = double.NaN;
        VoiceSet sounding = default;
        foreach (ref readonly HeardNote heard in PromptOf(in _request, _history))
        {
            if (heard.Position < _request.PromptFrom)
                continue;
            double at = Drawn(heard.Position);
            if (_noteCount > 0)
                time += sounding == default ? WithoutWhole(at - before, Bar) : at - before;
            else if (_bars is not null)
                time += InBar(at);
            before = at;
            sounding = heard.Note > 0 ? sounding.With(heard.Voice) : sounding.Without(heard.Voice);
            _notes[_noteCount++] = new TimedNote(
                (long)Math.Round(time * _unitsPerQuarter),
                heard.Voice,
                heard.Note,
                Expression: heard.Expression
            );
        }

        (_longestHeard, _heardScale, _heardKey) = (0, Scale.Chromatic, null);
        _heardNothing = _noteCount == 0;
        if (_heardNothing)
            return _sessionEnd = Opening + (_bars is null ? 0 : (long)Math.Round(InBar(_request.StartTime) * _unitsPerQuarter));
        time += RestBefore(before);
        long end = Math.Max(1, (long)Math.Round(time * _unitsPerQuarter));

        // what ends with the phrase's last beat ends before the answer
        for (int i = _noteCount - 1; i >= 0 && _notes[i].Time >= end; i--)
            _notes[i] = _notes[i] with { Time = end - 1 };
        Sort();
        Measure(end);
        return _sessionEnd = end;
    }

    // what was composed up to the request's start, and what the player has played meanwhile
    private long Revise(double oldStart)
    {
        long end = _endTime + (long)Math.Round((_request.Start - oldStart) * _unitsPerQuarter);
        int kept = 0;
        for (int i = 0; i < _noteCount; i++)
        {
            if (_notes[i].Position < _request.Start)
                _notes[kept++] = _notes[i] with { Time = Math.Min(_notes[i].Time, end - 1) };
        }

        foreach (ref readonly HeardNote heard in _history.Between(_sessionCount, _request.CapturedCount))
        {
            if (heard.Origin == NoteOrigin.Composed || kept == NoteCapacity)
                continue;
            _notes[kept++] = new TimedNote(
                Math.Clamp(TimeOf(in heard), 0, end - 1),
                heard.Voice,
                heard.Note,
                Expression: heard.Expression
            );
        }

        _sessionCount = _request.CapturedCount;
        _noteCount = kept;
        Sort();
        if (_request.Players != default)
            Measure(end);
        _pendingCount = 0;
        return end;
    }

    // an answer begins with a bar to a model that is not told of bars, wherever the player's silence lets it begin; to one that
    // is it stands where it is, without the bars in which the player waited for it: it would compose such bars too
    private double RestBefore(double last)
    {
        if (!Answers)
            return WithoutWhole(_request.StartTime - last, Bar);
        if (_bars is not null)
            return InBar(_request.StartTime - last, Bar);
        double position = last + _request.Start - _request.StartTime,
            bars = (position - _request.BarLine) / Bar;
        return (Math.Ceiling(bars - OnTheBarLine) - bars) * Bar;
    }

    // how long pitched notes are, and of which key
    private void Measure(long end)
    {
        Span<double> lengths = stackalloc double[Octave];
        _longestHeard = Sounded(lengths, 0, end);
        (_heardScale, _heardKey) = (Scale.Chromatic, null);
        int classes = 0,
            heard = 0;
        double sum = 0;
        foreach (double length in lengths)
            sum += length;
        for (int i = 0; i < Octave; i++)
        {
            if (!(lengths[i] > HeardShare * sum))
                continue;
            classes++;
            heard |= 1 << i;
        }

        if (classes < FewestClasses || MusicalKey.Of(lengths) is not { } key)
            return;
        for (int i = 0; i < Octave; i++)
            heard |= key.Contains(i) ? 1 << i : 0;
        (_heardScale, _heardKey) = (new Scale(heard), key);
    }

    // how long each pitch class sounds between two times, and the longest note that ends there; beside a player what is played
    private long Sounded(Span<double> lengths, double from, long end)
    {
        Span<TimedNote> sounding = stackalloc TimedNote[NesVoices.Count];
        lengths.Clear();
        sounding.Clear();
        long longest = 0;
        foreach (ref readonly TimedNote note in Notes)
        {
            if (note.Voice == NesVoice.Noise || (_request.Players != default && !_request.Players.Contains(note.Voice)))
                continue;
            ref TimedNote begun = ref sounding[(int)note.Voice];
            if (begun.Note > 0)
            {
                longest = Math.Max(longest, note.Time - begun.Time);
                lengths[begun.Note % Octave] += Math.Max(0, note.Time - Math.Max(begun.Time, from));
            }

            begun = note;
        }

        foreach (ref readonly TimedNote note in sounding)
        {
            if (note.Note > 0)
                lengths[note.Note % Octave] += Math.Max(0, end - Math.Max(note.Time, from));
        }

        return longest;
    }

    // how far into its bar a time is
    private double InBar(double time) => InBar(time + _request.Start - _request.StartTime - _request.BarLine, Bar);

    // what is left of a time without its whole bars; a hair before a bar line is on it
    private static double InBar(double time, double bar) => Math.Max(0, time - (Math.Floor((time / bar) + OnTheBarLine) * bar));

    // where the grid draws what is composed, what is heard that near to a line stands on it too: else nothing would be heard
    // again as it was
    private double Drawn(double time)
    {
        double offset = _request.Start - _request.StartTime;
        double line = _grid.Nearest(time + offset, double.NegativeInfinity);
        if (Math.Abs(line - offset - time) > OnTheLine * _text.Unit.PerSecond / TimeUnit.Frame.PerSecond / _unitsPerQuarter)
            return time;
        return (
                _bars is null
                    ? _grid.Apply(time + offset, double.NegativeInfinity)
                    : _straight.Nearest(line, double.NegativeInfinity)
            ) - offset;
    }

    // in the model's units since the prompt's beginning
    private long TimeOf(in HeardNote heard) => _sessionEnd + (long)Math.Round((heard.Position - _sessionTime) * _unitsPerQuarter);

    // goes on from the last notes alone
    private void Forget()
    {
        double position = Position;
        long end = _endTime + State.Time - State.PromptEnd;
        Sort();
        int first = Math.Max(0, _noteCount - Math.Min(CompositionRequest.PromptNotes, _capacity / 4));
        long from = _noteCount > 0 ? Math.Min(_notes[first].Time, end - 1) : end;
        if (Opening > 0)
            from = ((from / Opening) - 1) * Opening;
        _noteCount -= first;
        for (int i = 0; i < _noteCount; i++)
            _notes[i] = _notes[first + i] with { Time = Math.Min(_notes[first + i].Time, end - 1) - from };
        _sessionEnd -= from;
        _request.Start = position;
        WritePrompt(end - from);
        _piece.GoOnAfter(_prompt.Tokens, ToldFrom);
        TellDresser();
        PlaceChord();
        _onsets.Start = position;
    }

    // the same order wherever it came from; few notes are ever out of place
    private void Sort()
    {
        for (int i = 1; i < _noteCount; i++)
        {
            TimedNote note = _notes[i];
            int at = i;
            for (; at > 0 && _notes[at - 1].CompareTo(note) > 0; at--)
                _notes[at] = _notes[at - 1];
            _notes[at] = note;
        }
    }

    private static double WithoutWhole(double rest, double length) =>
        rest > length ? rest - (Math.Floor(rest / length) * length) : rest;

    private void Open()
    {
        _pendingCount = 0;
        Array.Clear(_shift);
        Array.Clear(_onset);
        Array.Fill(_free, double.NegativeInfinity);
        (_onsets.Grid, _onsets.Start, _onsets.Units) = (_bars is null ? _grid : _straight, _request.Start, _unitsPerQuarter);
        ComposedTo = _request.Start;
    }

    private void Hear(NesEvent e)
    {
        if (_piece.LastWasGiven)
            HearGiven(e);
        else if (e.IsNote && !_request.Players.Contains(e.Voice))
            Emit(e.Voice, e.Value);
    }

    // what was composed on the voice ends as a given note begins
    private void HearGiven(NesEvent e)
    {
        NesVoice voice = e.Voice;
        double at = _given.LastAt + _songOffset;
        NoteExpression expression = _given.LastExpression;
        _dresser.Hear(Expressed(voice, e.Value, expression));
        Remember(voice, e.Value, at, expression);
        if (e.Kind == NesEventKind.NoteOn)
        {
            RemoveFrom(voice, at);
            if (_request.Settings.Voices.Contains(voice) && !_held.Contains(voice))
                HandOut(voice, 0, at);
            _held = _held.With(voice);
        }
        else
        {
            _held = _held.Without(voice);
            _free[(int)voice] = at;
        }
    }

    private void Emit(NesVoice voice, byte note)
    {
        double position = Position,
            at;
        if (note > 0)
        {
            double from = Math.Max(_request.Start, _free[(int)voice]);
            at = Math.Max(from, _grid.Apply(position, from));
            _shift[(int)voice] = at - position;
            _onset[(int)voice] = at;
            // ends that would fall into the new note are past
            RemoveFrom(voice, at);
        }
        else
        {
            at = Math.Max(position + _shift[(int)voice], _onset[(int)voice] + ShortestNote);
            at = Math.Max(at, ComposedTo);
        }

        NoteExpression expression = Dress(voice, note);
        Remember(voice, note, at, expression);
        HandOut(voice, note, at, expression);
    }

    private void Remember(NesVoice voice, byte note, double position, NoteExpression expression)
    {
        if (_noteCount < NoteCapacity)
            _notes[_noteCount++] = new TimedNote(Now, voice, note, position, expression);
    }

    private void HandOut(NesVoice voice, byte note, double position, NoteExpression expression = default)
    {
        if (_pendingCount == PendingCapacity)
            return;
        int place = _pendingCount++;
        for (; place > 0 && _pending[place - 1].Position > position; place--)
            _pending[place] = _pending[place - 1];
        _pending[place] = new HeardNote(position, voice, note, NoteOrigin.Composed, _request.Epoch, expression);
    }

    private void RemoveFrom(NesVoice voice, double position)
    {
        for (int i = _pendingCount - 1; i >= 0; i--)
        {
            if (_pending[i].Voice == voice && _pending[i].Position >= position)
                Remove(i);
        }
    }

    private void Remove(int index)
    {
        _pendingCount--;
        Array.Copy(_pending, index + 1, _pending, index, _pendingCount - index);
    }

    // no later onset can come before where the grid puts one that falls here
    private void Release() => ComposedTo = Math.Max(ComposedTo, _grid.Apply(Position, _request.Start));

    private void Flush() => ComposedTo = double.PositiveInfinity;
}
