namespace LakhNes.Score.Judging;

/// <summary>
/// Tells of several answers to a prompt the one that has the fewest faults beside what songs do: stuck, silent and off-key ones
/// lose, and those that only say the prompt again, or in which a voice is much busier, calmer, higher or lower than it was, or
/// comes to a stand. Looks at nothing but the answer and its prompt.
/// </summary>
public static class AnswerScore
{
    // spreads beyond which an answer is no worse
    private const double Most = 4;

    /// <summary>Bars of an answer's parts that are also looked at by themselves.</summary>
    public const int PartBars = 2;

    // what each two of 60 training songs' own next bars are like by 'lakhnes judge': mean and standard deviation in the order of
    // AnswerMeasure.All; a spread of 0: it does not tell, as how many voices play. Songs drift away from their first bars,
    // answers shall not further
    private static readonly (double Mean, double Spread)[][] Parts =
    [
        [
            (0.893, 0.155),
            (0.112, 0.145),
            (0, 0),
            (0.055, 0.123),
            (4.332, 6.985),
            (0.141, 0.222),
            (0.684, 0.343),
            (0.800, 0.400),
            (0.456, 0.332),
            (0, 0),
            (0.064, 0.084),
            (0.301, 0.270),
            (0.576, 0.345),
            (0.100, 0.205),
            (2.385, 1.717),
            (0.785, 0.717),
            (0.021, 0.072),
        ],
        [
            (0.826, 0.167),
            (0.140, 0.142),
            (0, 0),
            (0.044, 0.103),
            (4.304, 6.930),
            (0.137, 0.210),
            (0.651, 0.367),
            (0.750, 0.433),
            (0.403, 0.344),
            (0, 0),
            (0.101, 0.129),
            (0.308, 0.252),
            (0.516, 0.366),
            (0.121, 0.241),
            (2.632, 2.208),
            (0.886, 0.927),
            (0.024, 0.076),
        ],
        [
            (0.851, 0.179),
            (0.220, 0.216),
            (0, 0),
            (0.047, 0.110),
            (3.830, 6.932),
            (0.069, 0.160),
            (0.448, 0.377),
            (0.567, 0.496),
            (0.476, 0.338),
            (0, 0),
            (0.070, 0.118),
            (0.489, 0.438),
            (0.341, 0.311),
            (0.078, 0.211),
            (3.761, 3.104),
            (1.293, 1.399),
            (0.074, 0.190),
        ],
        [
            (0.825, 0.200),
            (0.257, 0.247),
            (0, 0),
            (0.043, 0.108),
            (3.386, 6.240),
            (0.095, 0.190),
            (0.495, 0.383),
            (0.550, 0.497),
            (0.494, 0.317),
            (0, 0),
            (0.066, 0.076),
            (0.537, 0.397),
            (0.385, 0.365),
            (0.113, 0.245),
            (3.844, 3.328),
            (1.432, 1.736),
            (0.070, 0.173),
        ],
    ];

    // the same of so many of those next bars
    private static readonly (int Bars, (double Mean, double Spread)[] Measures)[] Songs =
    [
        (PartBars, Parts[0]),
        (
            4,
            [
                (0.858, 0.144),
                (0.108, 0.130),
                (0, 0),
                (0.050, 0.108),
                (4.637, 6.951),
                (0.142, 0.197),
                (0.632, 0.307),
                (0.850, 0.357),
                (0.555, 0.287),
                (0, 0),
                (0.084, 0.094),
                (0.297, 0.232),
                (0.546, 0.309),
                (0.093, 0.193),
                (2.545, 1.764),
                (0.730, 0.811),
                (0.021, 0.070),
            ]
        ),
        (
            6,
            [
                (0.852, 0.130),
                (0.121, 0.102),
                (0, 0),
                (0.048, 0.103),
                (4.848, 6.950),
                (0.119, 0.165),
                (0.517, 0.281),
                (0.883, 0.321),
                (0.612, 0.267),
                (0.263, 0.288),
                (0.077, 0.086),
                (0.357, 0.222),
                (0.478, 0.226),
                (0.082, 0.174),
                (3.009, 1.660),
                (0.937, 1.030),
                (0.041, 0.112),
            ]
        ),
        (
            8,
            [
                (0.844, 0.136),
                (0.132, 0.113),
                (0, 0),
                (0.047, 0.102),
                (4.973, 6.957),
                (0.114, 0.159),
                (0.496, 0.269),
                (0.900, 0.300),
                (0.663, 0.252),
                (0.226, 0.247),
                (0.075, 0.067),
                (0.399, 0.246),
                (0.455, 0.218),
                (0.086, 0.165),
                (3.198, 1.820),
                (0.966, 1.189),
                (0.049, 0.128),
            ]
        ),
    ];

    /// <summary>
    /// How far an answer falls short of what songs do, as a whole and, in the mean, in its parts: of each the weighted mean over
    /// the measures of the distance that is a fault (<see cref="AnswerMeasure.Fault"/>), in the songs' spreads; the less the
    /// better.
    /// </summary>
    /// <param name="prompt">What it answers.</param>
    /// <param name="answer">The answer.</param>
    public static double Of(Phrase prompt, Phrase answer)
    {
        AnswerMeasurement measured = AnswerMeasurement.Of(prompt, answer);
        double parts = 0;
        for (int i = 0; i < measured.Windows.Length; i++)
            parts += OfPart(measured.Windows[i], i * PartBars) / measured.Windows.Length;
        return Of(measured.Values, answer.Bars) + parts;
    }

    /// <summary>The same of a whole answer's measures. Allocates nothing.</summary>
    /// <param name="values">A value for each of <see cref="AnswerMeasure.All"/>.</param>
    /// <param name="bars">How many bars the answer is long.</param>
    public static double Of(ReadOnlySpan<double> values, int bars)
    {
        (double Mean, double Spread)[] measures = Songs[0].Measures;
        foreach ((int length, (double Mean, double Spread)[] of) in Songs)
        {
            if (length <= bars)
                measures = of;
        }

        return Sum(values, measures);
    }

    /// <summary>The same of the measures of <see cref="PartBars"/> bars by themselves. Allocates nothing.</summary>
    /// <param name="values">A value for each of <see cref="AnswerMeasure.All"/>.</param>
    /// <param name="bar">How many bars of the answer lie before them.</param>
    public static double OfPart(ReadOnlySpan<double> values, int bar) =>
        Sum(values, Parts[Math.Min(bar / PartBars, Parts.Length - 1)]);

    /// <summary>
    /// What music adds to its distance that is to be in major or minor: as much as a fault can count, where it is not.
    /// </summary>
    /// <param name="key">Its key; null: it has none.</param>
    /// <param name="minor">It is to be in minor.</param>
    public static double OfMode(MusicalKey? key, bool minor) => key is { } found && found.IsMinor == minor ? 0 : Most;

    private static double Sum(ReadOnlySpan<double> values, (double Mean, double Spread)[] measures)
    {
        double sum = 0,
            weights = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (measures[i].Spread == 0)
                continue;

            // an answer without notes has nothing that could be like a song's
            double distance = (values[i] - measures[i].Mean) / measures[i].Spread;
            AnswerMeasure measure = AnswerMeasure.All[i];
            sum += measure.Weight * (double.IsNaN(distance) ? Most : Math.Min(Fault(distance, measure.Fault), Most));
            weights += measure.Weight;
        }

        return sum / weights;
    }

    private static double Fault(double distance, AnswerFault fault) =>
        fault switch
        {
            AnswerFault.Less => Math.Max(-distance, 0),
            AnswerFault.More => Math.Max(distance, 0),
            _ => Math.Abs(distance),
        };

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
