using System.Collections.Immutable;

namespace LakhNes.Score.Judging;

/// <summary>An answer to a prompt by every <see cref="AnswerMeasure"/>.</summary>
public sealed class AnswerMeasurement
{
    private AnswerMeasurement(double[] values, ImmutableArray<double[]> windows)
    {
        Values = values;
        Windows = windows;
    }

    /// <summary>A value for each of <see cref="AnswerMeasure.All"/>; NaN where there is none.</summary>
    public double[] Values { get; }

    /// <summary>The same for each two bars of the answer.</summary>
    public ImmutableArray<double[]> Windows { get; }

    /// <summary>Measures an answer.</summary>
    /// <param name="prompt">What it answers.</param>
    /// <param name="answer">The answer, from a bar line of its own on.</param>
    public static AnswerMeasurement Of(Phrase prompt, Phrase answer)
    {
        var meter = new AnswerMeter(Math.Max(2, Math.Max(prompt.Notes.Length, answer.Notes.Length)));
        meter.Hear(prompt.Notes.AsSpan(), prompt.Length, prompt.QuartersPerBar);
        return new AnswerMeasurement(
            Measure(meter, answer),
            [
                .. Enumerable
                    .Range(0, answer.Bars / AnswerScore.PartBars)
                    .Select(window => Measure(meter, answer.Cut(AnswerScore.PartBars * window, AnswerScore.PartBars))),
            ]
        );
    }

    private static double[] Measure(AnswerMeter meter, Phrase answer)
    {
        var values = new double[AnswerMeasure.All.Length];
        meter.Measure(answer.Notes.AsSpan(), answer.Bars, answer.QuartersPerBar, values);
        return values;
    }
}
