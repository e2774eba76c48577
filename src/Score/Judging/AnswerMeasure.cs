using System.Collections.Immutable;

namespace LakhNes.Score.Judging;

/// <summary>Something that is measured of an answer.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Description">What it is, in a few words.</param>
/// <param name="ComparesWithPrompt">
/// It says how much of the prompt is in the answer; the others are of the answer alone, as all songs are.
/// </param>
/// <param name="Fault">Of how much songs have of it, which distance is a fault.</param>
/// <param name="Weight">For how many other measures its fault counts.</param>
public sealed record AnswerMeasure(string Name, string Description, bool ComparesWithPrompt, AnswerFault Fault, double Weight = 1)
{
    /// <summary>All of them, in the order of <see cref="AnswerMeasurement.Values"/>.</summary>
    public static ImmutableArray<AnswerMeasure> All { get; } =
    [
        new("key", "notes in the prompt's key", true, AnswerFault.Less),
        new("rhythm", "divergence of a voice's inter-onset times from the prompt's, bits", true, AnswerFault.More),
        new("voices", "voices used", false, AnswerFault.Either),
        new("silence", "no pitched voice sounds", false, AnswerFault.More),
        new("longestNote", "longest note, beats", false, AnswerFault.More),
        new("stuck", "time in which a voice holds or repeats one key for 4 beats or more", false, AnswerFault.More),
        new("patterns", "4-note interval patterns that the prompt has too", true, AnswerFault.Either),
        new("motifs", "answers with a motif of the prompt, intervals and rhythm exact", true, AnswerFault.Less),
        new("ownPatterns", "own 4-note patterns that come back", false, AnswerFault.Either),
        new("bars", "notes that a bar shares with the one 4 bars before", false, AnswerFault.Either),
        new("harsh", "harsh outer intervals (semitone, tritone, major seventh)", false, AnswerFault.More),
        new("density", "how far a voice's notes a bar are from the prompt's, powers of two", true, AnswerFault.More),
        new(
            "copied",
            "notes that a bar shares with the bar of the prompt that it is most like",
            true,
            AnswerFault.More,
            Weight: 2
        ),
        new("standing", "time that a voice is stuck beyond the prompt's, of the one with most", true, AnswerFault.More),
        new("register", "how far a voice's mean key is from the prompt's, semitones", true, AnswerFault.More),
        new("leaps", "how far a voice's mean interval is from the prompt's, semitones", true, AnswerFault.More),
        new("crossing", "time beyond the prompt's in which a voice is above a higher one", true, AnswerFault.More),
    ];
}
