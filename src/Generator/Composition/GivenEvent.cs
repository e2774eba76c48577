using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// The next event that must occur, and where composing ends: what is drawn fits itself in before them. Allocates nothing after
/// construction.
/// </summary>
/// <param name="vocabulary">The tokens' vocabulary.</param>
public sealed class GivenEvent(TokenVocabulary vocabulary)
{
    private long _remainingWait;

    /// <summary>The event's token; -1 where no other must occur.</summary>
    public int Token { get; private set; } = -1;

    /// <summary>When it must occur, in units on the clock of <see cref="PieceState.Time"/>.</summary>
    public long Time { get; private set; } = long.MaxValue;

    /// <summary>No wait goes beyond this time.</summary>
    public long End { get; init; } = long.MaxValue;

    /// <summary>A wait was cut, and its rest comes before anything else.</summary>
    public bool IsWaiting => _remainingWait > 0;

    /// <summary>The event that must occur next.</summary>
    /// <param name="token">Its token.</param>
    /// <param name="time">When, in units.</param>
    public void Set(int token, long time) => (Token, Time) = (token, time);

    /// <summary>No other event must occur.</summary>
    public void Clear() => Set(-1, long.MaxValue);

    /// <summary>Composing begins anew: nothing is left of a wait.</summary>
    public void Forget()
    {
        _remainingWait = 0;
        Clear();
    }

    /// <summary>It must occur at this instant.</summary>
    public bool IsDue(PieceState state) => Token >= 0 && Time <= state.Time;

    /// <summary>The next token of a wait that was cut, while <see cref="IsWaiting"/>.</summary>
    public int Wait()
    {
        int token = LongestWaitWithin(_remainingWait);
        _remainingWait = Math.Max(0, _remainingWait - vocabulary.WaitOf(token));
        return token;
    }

    /// <summary>At its time only it, and events that stand before it at one instant, can be drawn.</summary>
    /// <param name="logit">What the model expected of it before any constraint.</param>
    /// <param name="logits">What the model expects after them.</param>
    public void MakeRoom(float logit, Span<float> logits)
    {
        int order = PieceState.Order(vocabulary.EventOf(Token));
        for (int token = 1; token < logits.Length; token++)
        {
            if (vocabulary.IsWait(token) || PieceState.Order(vocabulary.EventOf(token)) >= order) logits[token] = float.NegativeInfinity;
        }

        logits[Token] = float.IsFinite(logit) ? logit : 0;
    }

    /// <summary>Cuts a wait that goes past the event or the end: nothing is composed until then.</summary>
    /// <param name="token">What was drawn.</param>
    /// <param name="state">Where the piece stands.</param>
    /// <returns>The token, or a wait to begin with; its rest is due while <see cref="IsWaiting"/>.</returns>
    public int Limit(int token, PieceState state)
    {
        if (!vocabulary.IsWait(token)) return token;
        long room = Math.Min(Time, End) - state.Time;
        if (vocabulary.WaitOf(token) <= room) return token;
        _remainingWait = room;
        return Wait();
    }

    private int LongestWaitWithin(long units)
    {
        int token = vocabulary.IdOfWait(units);

        // the nearest may be longer; the next shorter one is not
        for (long shorter = units; shorter > 1 && vocabulary.WaitOf(token) > units; token = vocabulary.IdOfWait(--shorter)) { }
        return token;
    }
}
