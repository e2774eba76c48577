using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// Draws what happens to the lines of a grid of time: a wait that ends near a line becomes the wait up to it, and its probability is added to
/// that one's. What lies between lines, such as the ends of short notes, stays where it is. The model goes on from the even rhythm, so it keeps to
/// it itself: rounding a finished piece does less. Not part of the original.
/// </summary>
/// <param name="vocabulary">The tokens' vocabulary.</param>
/// <param name="step">From line to line, in the vocabulary's units; above 0.</param>
/// <param name="phase">Time of a line, in units.</param>
public sealed class RhythmGrid(TokenVocabulary vocabulary, double step, double phase = 0) : ILogitConstraint
{
    /// <summary>How far from a line it draws, as a share of the step.</summary>
    public const double Reach = 0.4;

    private readonly double[] _sums = new double[vocabulary.Count];

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        double peak = double.NegativeInfinity;
        for (int token = 0; token < logits.Length; token++)
        {
            if (vocabulary.IsWait(token)) peak = Math.Max(peak, logits[token]);
        }

        if (!double.IsFinite(peak)) return;
        Array.Clear(_sums);
        for (int token = 0; token < logits.Length; token++)
        {
            if (!vocabulary.IsWait(token)) continue;
            int drawn = vocabulary.IdOfWait(Drawn(state.Time + vocabulary.WaitOf(token), state.Time) - state.Time);
            _sums[drawn] += Math.Exp(logits[token] - peak);
        }

        for (int token = 0; token < logits.Length; token++)
        {
            if (vocabulary.IsWait(token)) logits[token] = (float)(peak + Math.Log(_sums[token]));
        }
    }

    /// <summary>The time of the nearest line, if it is within reach and after now; else the time itself.</summary>
    private long Drawn(long time, long now)
    {
        double line = phase + (Math.Round((time - phase) / step) * step);
        long drawn = (long)Math.Round(line);
        return drawn > now && Math.Abs(line - time) <= Reach * step ? drawn : time;
    }
}
