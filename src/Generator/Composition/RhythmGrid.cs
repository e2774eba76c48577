using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// Draws what happens to the lines of a grid of time: a wait becomes the wait up to the line that is nearest to its end, and its probability is added
/// to that one's. Only what is nearest to the line that time stands on, such as the end of a short note, stays where it is. The model goes on from
/// the even rhythm, so it keeps to it itself, which rounding a finished piece would not bring about. Not part of the original.
/// </summary>
/// <param name="vocabulary">The tokens' vocabulary.</param>
/// <param name="step">From line to line, in the vocabulary's units; above 0.</param>
/// <param name="phase">Time of a line, in units.</param>
public sealed class RhythmGrid(TokenVocabulary vocabulary, double step, double phase = 0) : ILogitConstraint
{
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

    /// <summary>The time of the nearest line, if it is after now; else the time itself.</summary>
    private long Drawn(long time, long now)
    {
        long line = (long)Math.Round(phase + (Math.Round((time - phase) / step) * step));
        return line > now ? line : time;
    }
}
