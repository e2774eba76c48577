using LakhNes.Score;

namespace LakhNes.Generator.Expression;

/// <summary>A piece whose notes have dynamics and timbres.</summary>
/// <param name="Score">Each note as loud as its loudest moment: for formats that hold notes.</param>
/// <param name="Played">With the course of each note's volume: for what holds the sound.</param>
public readonly record struct ExpressedPiece(NesScore Score, NesScore Played)
{
    /// <summary>The same, leading back into its beginning.</summary>
    public ExpressedPiece Looped() => new(Score.Looped(), Played.Looped());
}
