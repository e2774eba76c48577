namespace LakhNes.Generator.Recall;

/// <summary>An earlier place of a sequence that ends like the sequence itself.</summary>
/// <param name="Position">Index of the last symbol that is the same.</param>
/// <param name="Length">How many symbols are the same, at most <see cref="RecallIndex.LongestMatch"/>.</param>
public readonly record struct RecallMatch(int Position, int Length);
