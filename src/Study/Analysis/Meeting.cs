namespace LakhNes.Study.Analysis;

/// <summary>Two sources in preference pairs.</summary>
/// <param name="One">A source.</param>
/// <param name="Other">Another source.</param>
/// <param name="Preferred">How often the first was preferred.</param>
/// <param name="Compared">Of how many pairs.</param>
public sealed record Meeting(string One, string Other, int Preferred, int Compared);
