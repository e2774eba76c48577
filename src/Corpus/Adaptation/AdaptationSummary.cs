using LakhNes.Score;

namespace LakhNes.Corpus.Adaptation;

/// <summary>What became of a folder of MIDI files.</summary>
/// <param name="Files">MIDI files found.</param>
/// <param name="Adapted">Files that gave at least one piece.</param>
/// <param name="Pieces">Pieces written.</param>
/// <param name="Seconds">Their music, in seconds.</param>
/// <param name="Skipped">How many files each reason skipped; reasons that skipped none are not in it.</param>
/// <param name="Parts">What became of the parts of the other files; outcomes of none are not in it.</param>
/// <param name="Errors">What was wrong with the unreadable files, in the order of their names.</param>
public sealed record AdaptationSummary(
    int Files,
    int Adapted,
    long Pieces,
    double Seconds,
    IReadOnlyDictionary<SkipReason, int> Skipped,
    IReadOnlyDictionary<PartOutcome, int> Parts,
    IReadOnlyList<ReadError> Errors
);
