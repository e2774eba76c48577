using LakhNes.Engine.Generation.Requests;

namespace LakhNes.Engine.Generation;

/// <summary>
/// What was heard and asked for up to a place of the song: enough to go on from there as if nothing had come between.
/// </summary>
/// <param name="state">Where the improviser stood.</param>
/// <param name="notes">The captured notes that count.</param>
/// <param name="requests">
/// The requests of the present answer; <see cref="CompositionRequest.CapturedCount"/> counts the <paramref name="notes"/>.
/// </param>
internal sealed class Listening(ImproviserState state, HeardNote[] notes, CompositionRequest[] requests)
{
    /// <summary>Where the improviser stood.</summary>
    public readonly ImproviserState State = state;

    /// <summary>The captured notes that count.</summary>
    public readonly HeardNote[] Notes = notes;

    /// <summary>The requests of the present answer.</summary>
    public readonly CompositionRequest[] Requests = requests;
}
