using System.Collections.Immutable;

namespace LakhNes.Study.Plans;

/// <summary>What one listener compares.</summary>
/// <param name="Pairs">In the order in which they are asked: first preferences, so that nobody thinks of machines yet.</param>
public sealed record StudySheet(ImmutableArray<StudyPair> Pairs);
