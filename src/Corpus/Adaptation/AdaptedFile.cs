using System.Collections.Immutable;
using LakhNes.Score;

namespace LakhNes.Corpus.Adaptation;

/// <summary>What a MIDI file became.</summary>
/// <param name="Pieces">The pieces; none where the file was skipped.</param>
/// <param name="Skipped">Why there is no piece, or null where there are some.</param>
/// <param name="Parts">What became of its parts.</param>
/// <param name="Error">What was wrong with an unreadable file.</param>
public sealed record AdaptedFile(
    ImmutableArray<NesScore> Pieces,
    SkipReason? Skipped,
    ImmutableArray<PartOutcome> Parts,
    ReadError? Error = null
)
{
    internal static AdaptedFile Skip(SkipReason reason, ReadError? error = null) => new([], reason, [], error);

    internal static AdaptedFile Of(ImmutableArray<NesScore> pieces, IEnumerable<PartOutcome> parts) =>
        new(pieces, pieces.IsEmpty ? SkipReason.NoUsablePart : null, [.. parts]);
}
