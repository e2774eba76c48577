namespace LakhNes.Study.Answers;

/// <summary>What the page sends: who listens, and what was answered.</summary>
/// <param name="Listener">The name that the listener chose.</param>
/// <param name="Pair">The pair's number in the sheet, from 0, with <paramref name="Chosen"/>.</param>
/// <param name="Chosen">The clip that was chosen.</param>
/// <param name="Training">As in <see cref="ListenerAnswers"/>, with <paramref name="Chiptunes"/>.</param>
/// <param name="Chiptunes">As in <see cref="ListenerAnswers"/>.</param>
internal sealed record ListenerRequest(
    string Listener,
    int? Pair = null,
    PairChoice? Chosen = null,
    int? Training = null,
    int? Chiptunes = null
);
