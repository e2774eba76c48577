using System.Collections.Immutable;
using LakhNes.Study.Plans;

namespace LakhNes.Study.Answers;

/// <summary>What one listener has answered so far.</summary>
/// <param name="Listener">The name that the listener chose.</param>
/// <param name="Sheet">The number of the sheet, from 0.</param>
/// <param name="Choices">For each pair of the sheet, in its order, the clip that was chosen; null where none was yet.</param>
/// <param name="Training">
/// Formal musical training: 1 none, 2 less than five years, 3 five years or more; null where it was not said yet.
/// </param>
/// <param name="Chiptunes">
/// Chiptunes: 1 never heard before, 2 heard in games, 3 heard for pleasure outside of games; null where it was not said yet.
/// </param>
public sealed record ListenerAnswers(
    string Listener,
    int Sheet,
    ImmutableArray<PairChoice?> Choices,
    int? Training,
    int? Chiptunes
)
{
    /// <summary>The most of the two questions about the listener.</summary>
    public const int MostExperience = 3;

    /// <summary>Why these are no answers to a plan, as a clause; null where they are.</summary>
    internal string? Fault(StudyPlan plan)
    {
        if (Sheet < 0 || Sheet >= plan.Sheets.Length)
            return "answers a sheet that the study does not have";
        if (Choices.IsDefault || Choices.Length != plan.Sheets[Sheet].Pairs.Length)
            return "answers another number of pairs than its sheet has";
        if (Choices.Any(choice => choice is { } one && !Enum.IsDefined(one)))
            return "has a choice that is neither a nor b";
        return IsExperience(Training) && IsExperience(Chiptunes) ? null : "has an experience that is not 1, 2 or 3";
    }

    internal static bool IsExperience(int? value) => value is null or (>= 1 and <= MostExperience);
}
