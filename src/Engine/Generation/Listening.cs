using LakhNes.Engine.Generation.Requests;

namespace LakhNes.Engine.Generation;

/// <summary>What was heard and asked for up to a point of the song: enough to go on from there as if nothing had come between.</summary>
/// <param name="Point">Where it stands.</param>
/// <param name="Notes">The captured notes that count.</param>
/// <param name="Requests">The requests of the present answer; <see cref="CompositionRequest.CapturedCount"/> counts the <paramref name="Notes"/>.</param>
internal sealed record Listening(ListeningPoint Point, CapturedNote[] Notes, CompositionRequest[] Requests);
