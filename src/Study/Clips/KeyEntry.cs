namespace LakhNes.Study.Clips;

/// <summary>What stands behind a clip's anonymous name.</summary>
/// <param name="Clip">The name.</param>
/// <param name="Role">What it is in the study.</param>
/// <param name="Source">The folder that it comes from, or <c>control</c>.</param>
/// <param name="Piece">The piece's file.</param>
/// <param name="Start">Where in the piece it begins, in seconds.</param>
public sealed record KeyEntry(string Clip, ClipRole Role, string Source, string Piece, double Start);
