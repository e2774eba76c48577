using System.Collections.Immutable;
using LakhNes.Study.Plans;

namespace LakhNes.Study.Answers;

/// <summary>What the page is told: the pairs of a listener's sheet, and the answers so far.</summary>
/// <param name="Answers">The answers.</param>
/// <param name="Pairs">The pairs.</param>
internal sealed record ListenerView(ListenerAnswers Answers, ImmutableArray<StudyPair> Pairs);
