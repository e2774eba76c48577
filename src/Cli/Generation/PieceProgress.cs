using LakhNes.Generator.Composition;

namespace LakhNes.Cli.Generation;

/// <summary>Tells a meter how far pieces are.</summary>
/// <param name="meter">The meter.</param>
/// <param name="pieces">All pieces of the run.</param>
/// <param name="plans">Says of each when it is complete.</param>
/// <param name="promptTime">When what is composed begins, in units.</param>
internal sealed class PieceProgress(
    CompositionMeter meter,
    Piece[] pieces,
    IReadOnlyList<CompositionPlan> plans,
    long promptTime = 0
) : IProgress<int>
{
    /// <summary>Called after each step.</summary>
    /// <param name="value">Tokens of the current batch: not used, pieces know their own.</param>
    public void Report(int value)
    {
        double share = 0,
            music = 0;
        int tokens = 0;
        for (int i = 0; i < pieces.Length; i++)
        {
            (Piece piece, CompositionPlan plan) = (pieces[i], plans[i]);
            long time = piece.State.Time - promptTime;
            share +=
                Math.Max(
                    piece.Tokens.Length / (double)(plan.TokenCount ?? int.MaxValue),
                    time / (double)Math.Max(1, (plan.EndTime ?? long.MaxValue) - promptTime)
                ) / pieces.Length;
            music += time / piece.State.Text.Unit.PerSecond;
            tokens += piece.Tokens.Length;
        }

        meter.Update(share, tokens, music);
    }
}
