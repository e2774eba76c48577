namespace LakhNes.Score.Statistics.Judging;

/// <summary>
/// Tells of several answers to a prompt the one that is most like what songs do: stuck, silent and off-key ones lose. Looks at nothing but the answer and
/// its prompt.
/// </summary>
public static class AnswerScore
{
    // spreads beyond which an answer is no worse
    private const double Most = 4;

    // what 60 training songs' own next bars are like, in the order of AnswerMeasure.All, by 'lakhnes judge': mean and standard deviation
    private static readonly (double Mean, double Spread)[] Songs =
    [
        (0.844, 0.136), (0.044, 0.040), (3.35, 0.77), (0.047, 0.102), (4.97, 6.96), (0.114, 0.159), (0.496, 0.269), (0.90, 0.30), (0.663, 0.252),
        (0.226, 0.247), (0.075, 0.067),
    ];

    /// <summary>How far an answer is from what songs do: the mean distance over the measures, in the songs' spreads; the less the better.</summary>
    /// <param name="prompt">What it answers.</param>
    /// <param name="answer">The answer.</param>
    public static double Of(Phrase prompt, Phrase answer)
    {
        double[] values = AnswerMeasurement.Of(prompt, answer).Values;
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            // an answer without notes has nothing that could be like a song's
            double distance = double.IsNaN(values[i]) ? Most : Math.Abs(values[i] - Songs[i].Mean) / Songs[i].Spread;
            sum += Math.Min(distance, Most);
        }
        return sum / values.Length;
    }

    /// <summary>The best of some answers, the first of equal ones.</summary>
    /// <param name="prompt">What they answer.</param>
    /// <param name="answers">The answers; at least one.</param>
    /// <returns>Its index.</returns>
    public static int Best(Phrase prompt, IReadOnlyList<Phrase> answers)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i < answers.Count; i++)
        {
            double distance = Of(prompt, answers[i]);
            if (distance < least)
                (best, least) = (i, distance);
        }
        return best;
    }
}
