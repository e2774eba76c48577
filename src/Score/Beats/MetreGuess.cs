namespace LakhNes.Score.Beats;

/// <summary>How rows make bars.</summary>
/// <param name="Metre">The time signature.</param>
/// <param name="RowsPerBar">Rows of a bar.</param>
/// <param name="FirstBar">The row, at most 0 and above minus <paramref name="RowsPerBar"/>, where the first bar begins.</param>
/// <param name="Clarity">By how much bars are more alike than other spans of the song.</param>
internal readonly record struct MetreGuess(Metre Metre, int RowsPerBar, int FirstBar, double Clarity)
{
    // frames a beat that are likeliest (134 a minute, dotted ones 90), and how widely, in octaves, tempos lie about it
    private const double LikelyBeat = 27,
        LikelyDottedBeat = 40,
        Spread = 0.45;

    // how much likeness counts against the prior, in nats
    private const double BarLikeness = 25,
        BeatLikeness = 8,
        BeatSalience = 2.5;

    // how much a bar line gains from what begins there, and the first onset as such; what an upbeat of more than half a bar loses
    private const double LineSalience = 1.2,
        FirstOnset = 2.5,
        LongUpbeat = 1.5;

    private static readonly (Metre Metre, int RowsPerBeat, double Prior)[] Candidates =
    [
        (Metre.Common, 1, -3),
        (Metre.Common, 2, -0.7),
        (Metre.Common, 4, 0),
        (Metre.Common, 8, -1.2),
        (Metre.Common, 3, -1.2),
        (Metre.Common, 6, -1.6),
        (Metre.Common, 12, -4),
        (new Metre(3, 4), 1, -4.5),
        (new Metre(3, 4), 2, -2.2),
        (new Metre(3, 4), 4, -2.2),
        (new Metre(3, 4), 8, -3.5),
        (new Metre(3, 4), 3, -3.5),
        (new Metre(3, 4), 6, -3.5),
        (new Metre(6, 8), 3, -3),
        (new Metre(6, 8), 6, -4),
        (new Metre(6, 8), 12, -7),
    ];

    /// <summary>The likeliest metre.</summary>
    /// <param name="pattern">The song on its rows.</param>
    /// <param name="framesPerRow">Its tempo, in frames of the NTSC console.</param>
    public static MetreGuess Of(RowPattern pattern, double framesPerRow)
    {
        double[] likeness = new double[Math.Min(pattern.Rows, 400)];
        for (int lag = 1; lag < likeness.Length; lag++)
            likeness[lag] = pattern.Likeness(lag);
        MetreGuess best = default;
        double most = double.NegativeInfinity;
        foreach ((Metre metre, int rowsPerBeat, double prior) in Candidates)
        {
            int rowsPerBar = rowsPerBeat * metre.BeatsPerBar;
            double likely = metre.Denominator == 8 ? LikelyDottedBeat : LikelyBeat;
            double octaves = Math.Log2(rowsPerBeat * framesPerRow / likely);
            double clarity = BarClarity(likeness, rowsPerBar);
            double score =
                prior
                - (0.5 * octaves * octaves / Spread / Spread)
                + (BarLikeness * clarity)
                + (BeatLikeness * BeatClarity(likeness, rowsPerBeat, rowsPerBar))
                + (BeatSalience * Accent(pattern.Salience, rowsPerBeat, rowsPerBar));
            if (score <= most)
                continue;
            most = score;
            best = new MetreGuess(metre, rowsPerBar, 0, clarity);
        }
        return best with { FirstBar = FirstLine(pattern.Salience, best.RowsPerBar) };
    }

    /// <summary>By how much the best two of the lags of one, two and four bars are more alike than lags in general.</summary>
    /// <remarks>The best, since a phrase of two bars that comes again tells of its bars no less than of itself.</remarks>
    private static double BarClarity(double[] likeness, int bar)
    {
        Span<double> bars = stackalloc double[3];
        int count = 0;
        for (int lag = bar; count < bars.Length && lag < likeness.Length * 3 / 4; lag *= 2)
            bars[count++] = likeness[lag];
        bars = bars[..count];
        bars.Sort();
        return count switch
            {
                0 => 0,
                1 => bars[0],
                _ => (bars[^1] + bars[^2]) / 2,
            } - (count == 0 ? 0 : Mean(likeness, 4 * bar));
    }

    /// <summary>
    /// By how much the least like of the lags of whole beats that are no bar is more alike than lags in general.
    /// </summary>
    private static double BeatClarity(double[] likeness, int beat, int bar)
    {
        if (beat < 2 || bar >= likeness.Length)
            return 0;
        double least = 1;
        for (int lag = beat; lag < bar; lag += beat)
            least = Math.Min(least, likeness[lag]);
        return least - Mean(likeness, 4 * bar);
    }

    private static double Mean(double[] likeness, int most)
    {
        most = Math.Min(most, likeness.Length - 1);
        double sum = 0;
        for (int lag = 1; lag <= most; lag++)
            sum += likeness[lag];
        return most < 1 ? 0 : sum / most;
    }

    /// <summary>How much more begins on the weakest of the beats that begin no bar than on other rows, in nats.</summary>
    private static double Accent(double[] salience, int rowsPerBeat, int rowsPerBar)
    {
        if (rowsPerBeat < 2)
            return 0;
        double[] sums = new double[rowsPerBar];
        for (int row = 0; row < salience.Length; row++)
            sums[row % rowsPerBar] += salience[row];
        double weakest = double.PositiveInfinity,
            others = 0,
            usual = sums.Average();
        for (int row = 1; row < rowsPerBar; row++)
        {
            if (row % rowsPerBeat == 0)
                weakest = Math.Min(weakest, sums[row]);
            else
                others += sums[row] / (rowsPerBar - (rowsPerBar / rowsPerBeat));
        }
        return usual == 0 ? 0 : Math.Log((weakest + usual) / (others + usual));
    }

    /// <summary>The bar's phase: the first onset begins a bar unless much more begins elsewhere.</summary>
    private static int FirstLine(double[] salience, int bar)
    {
        double[] sums = new double[bar];
        for (int row = 0; row < salience.Length; row++)
            sums[row % bar] += salience[row] / (((salience.Length - 1 - (row % bar)) / bar) + 1);
        double mean = sums.Average(),
            spread = Math.Sqrt(sums.Average(sum => (sum - mean) * (sum - mean))) + 1e-9;
        int best = 0;
        double most = double.NegativeInfinity;
        for (int phase = 0; phase < bar; phase++)
        {
            double score = LineSalience * (sums[phase] - mean) / spread;
            if (phase == 0)
                score += FirstOnset;
            else if (2 * phase > bar)
                score -= LongUpbeat;
            if (score > most)
                (best, most) = (phase, score);
        }
        return best == 0 ? 0 : best - bar;
    }
}
