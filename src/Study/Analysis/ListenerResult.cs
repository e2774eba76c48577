namespace LakhNes.Study.Analysis;

/// <summary>How attentive a listener was.</summary>
/// <param name="Listener">The name.</param>
/// <param name="Answered">Pairs that were answered.</param>
/// <param name="Asked">Pairs of the sheet.</param>
/// <param name="Controls">Controls that were answered.</param>
/// <param name="Failed">Those in which notes at random were chosen.</param>
/// <param name="IsCounted">The answers count.</param>
public sealed record ListenerResult(string Listener, int Answered, int Asked, int Controls, int Failed, bool IsCounted);
