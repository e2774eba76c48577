namespace LakhNes.Study.Plans;

/// <summary>Two clips to compare.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="A">Name of the first clip.</param>
/// <param name="B">Name of the second clip.</param>
public sealed record StudyPair(PairKind Kind, string A, string B);
