using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// Events that must occur, and the time where composing ends: what is drawn fits itself in before them, and no voice is composed
/// while a given note sounds on it. Allocates nothing after construction.
/// </summary>
/// <param name="text">The tokens' text.</param>
internal sealed class Given(IMusicText text)
{
    private const long Nowhen = long.MinValue;

    private IGivenEvents? _events;
    private VoiceSet _held;
    private NesEvent _event;
    private float _expected;
    private long _shift;
    private long _waitsUntil = Nowhen;

    /// <summary>The next event's token; -1 where no other must occur.</summary>
    public int Token { get; private set; } = -1;

    /// <summary>When it must occur, on the clock of <see cref="PieceState.Time"/>.</summary>
    public long Time { get; private set; } = long.MaxValue;

    /// <summary>No wait goes beyond this time.</summary>
    public long End { get; set; } = long.MaxValue;

    /// <summary>Nor beyond this one, where something else begins.</summary>
    public long Line { get; set; } = long.MaxValue;

    /// <summary>A wait was cut, and its rest comes before anything else.</summary>
    public bool IsWaiting => _waitsUntil != Nowhen;

    /// <summary>It must occur at this instant.</summary>
    public bool IsDue(PieceState state) => Token >= 0 && Time <= state.Time;

    /// <summary>Composing begins after a prompt.</summary>
    /// <param name="events">What must occur; null: nothing.</param>
    /// <param name="state">Where the prompt has led to.</param>
    public void Begin(IGivenEvents? events, PieceState state)
    {
        _events = events;
        _held = events?.Begin(state) ?? default;
        _shift = 0;
        _waitsUntil = Nowhen;
        Advance();
    }

    /// <summary>The clock is set forward by so many units, or back.</summary>
    public void Shift(long units)
    {
        _shift += units;
        if (Token >= 0)
            Time += units;
        if (IsWaiting)
            _waitsUntil += units;
    }

    /// <summary>The event has occurred: the next one counts.</summary>
    public void Take()
    {
        if (_event.Kind == NesEventKind.NoteOn)
            _held = _held.With(_event.Voice);
        if (_event.Kind == NesEventKind.NoteOff)
            _held = _held.Without(_event.Voice);
        Advance();
    }

    /// <summary>The next token of a wait that was cut, while <see cref="IsWaiting"/>.</summary>
    public int Wait(PieceState state)
    {
        int token = text.LongestWait(state.Time, _waitsUntil);
        if (text.TimeAfter(token, state.Time) >= _waitsUntil)
            _waitsUntil = Nowhen;
        return token;
    }

    /// <summary>Sees what is expected of the event before constraints change it.</summary>
    public void Prepare(PieceState state, ReadOnlySpan<float> logits)
    {
        if (IsDue(state))
            _expected = logits[Token];
    }

    /// <summary>
    /// At its time only the event, and events that stand before it at one instant, can be drawn. To be applied after all
    /// constraints.
    /// </summary>
    public void Apply(PieceState state, Span<float> logits)
    {
        bool due = IsDue(state);
        if (!due && _held.Bits == 0)
            return;
        if (due && !text.MayFollow(Token, state.LastToken, state.Time))
        {
            LeaveHere(state, logits);
            return;
        }

        int order = due ? PieceState.Order(_event) : int.MaxValue;
        for (int token = 1; token < logits.Length; token++)
        {
            bool allowed = !text.IsWait(token) ? IsFree(text.EventOf(token), order) : !due;
            if (!allowed)
                logits[token] = float.NegativeInfinity;
        }

        if (!due)
            return;

        // the note that opens the piece comes before a given one at the same moment, where it can
        logits[Token] = float.NegativeInfinity;
        if (!state.IsOpening || !logits.ContainsAnyInRange(float.MinValue, float.MaxValue))
            logits[Token] = float.IsFinite(_expected) ? _expected : 0;
    }

    /// <summary>Cuts a wait that goes past the event or the end: nothing is composed until then.</summary>
    /// <param name="token">What was drawn.</param>
    /// <param name="state">Where the piece stands.</param>
    /// <returns>The token, or a wait to begin with; its rest is due while <see cref="IsWaiting"/>.</returns>
    public int Limit(int token, PieceState state)
    {
        long room = Math.Min(Time, Math.Min(End, Line));
        if (!text.IsWait(token) || text.TimeAfter(token, state.Time) <= room)
            return token;
        _waitsUntil = room;
        return Wait(state);
    }

    // the text has something to say before an event, such as where in the bar it stands
    private void LeaveHere(PieceState state, Span<float> logits)
    {
        for (int token = 1; token < logits.Length; token++)
        {
            bool stays =
                text.IsWait(token)
                && text.TimeAfter(token, state.Time) == state.Time
                && text.MayFollow(token, state.LastToken, state.Time);
            if (!stays)
                logits[token] = float.NegativeInfinity;
            else if (float.IsNegativeInfinity(logits[token]))
                logits[token] = 0;
        }
    }

    private bool IsFree(NesEvent e, int order) => PieceState.Order(e) < order && !_held.Contains(e.Voice);

    private void Advance()
    {
        if (_events is not null && _events.TryNext(out _event))
            (Token, Time) = (text.IdOf(_event), _event.Time + _shift);
        else
            (Token, Time) = (-1, long.MaxValue);
    }
}
