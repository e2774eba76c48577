using LakhNes.Generator.Composition;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Generation;

/// <summary>How a piece is written, what it is to be, and what it begins with.</summary>
/// <param name="Text">What tokens mean.</param>
/// <param name="Plan">What it is to be; its constraints are no other piece's.</param>
/// <param name="Prompt">The first tokens.</param>
/// <param name="Sketch">What it is like where the user says nothing.</param>
internal sealed record PlannedPiece(IMusicText Text, CompositionPlan Plan, int[] Prompt, PieceSketch Sketch);
