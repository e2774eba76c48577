using System.Collections.Immutable;

namespace LakhNes.Study.Plans;

/// <summary>
/// What listeners compare: a sheet each, from the first again when all are taken. It tells nothing of what clips are.
/// </summary>
/// <param name="Sheets">The sheets.</param>
public sealed record StudyPlan(ImmutableArray<StudySheet> Sheets);
