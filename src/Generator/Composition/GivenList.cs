using System.Collections.Immutable;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>Given events that are known beforehand. Those before the prompt's end are passed over.</summary>
internal sealed class GivenList : IGivenEvents
{
    private readonly ImmutableArray<NesEvent> _events;
    private int _next;

    /// <summary>Takes the events.</summary>
    /// <param name="events">By time, and at one time by <see cref="PieceState.Order"/>.</param>
    /// <param name="text">The tokens' text.</param>
    /// <exception cref="ArgumentException">It has no token for one of them.</exception>
    public GivenList(ImmutableArray<NesEvent> events, IMusicText text)
    {
        foreach (NesEvent e in events)
        {
            if (text.IdOf(e) < 0)
                throw new ArgumentException($"the vocabulary has no token for {e}", nameof(events));
        }

        _events = events;
    }

    /// <inheritdoc/>
    public VoiceSet Begin(PieceState state)
    {
        for (_next = 0; _next < _events.Length && _events[_next].Time < state.Time; _next++) { }
        return default;
    }

    /// <inheritdoc/>
    public bool TryNext(out NesEvent e)
    {
        e = _next < _events.Length ? _events[_next] : default;
        return _next++ < _events.Length;
    }
}
