using LakhNes.Score;

namespace LakhNes.Generator.Composition;

/// <summary>Events that must occur, one after another. Asking allocates nothing.</summary>
public interface IGivenEvents
{
    /// <summary>Begins with the first event again.</summary>
    /// <param name="state">Where the prompt has led to.</param>
    /// <returns>Voices that sound already, so that nothing is composed on them until a given event ends their notes.</returns>
    VoiceSet Begin(PieceState state);

    /// <summary>
    /// The next event, by time and at one time by <see cref="PieceState.Order"/>; one that the text has a token for.
    /// </summary>
    /// <param name="e">The event; its time is on the clock of <see cref="PieceState.Time"/> as it was at the beginning.</param>
    /// <returns>False where no other is left.</returns>
    bool TryNext(out NesEvent e);
}
