namespace LakhNes.Score.Beats;

/// <summary>
/// Finds the rows that a tracker played a song by: the grid of console frames on which more notes begin than chance would put
/// there. Its period may change anywhere and its rows may be a frame longer or shorter, at a price, so that drivers with
/// fractional tempos, tempo changes and lost frames are followed. One dynamic program over frames and periods.
/// </summary>
internal static class RowTracker
{
    // frames a row, by halves: a half stands for rows of either neighbouring length
    private const int ShortestRow = 4,
        LongestRow = 24;
    private const int Periods = (2 * (LongestRow - ShortestRow)) + 1;

    // share of an onset that a row one frame beside it gets
    private const double Beside = 0.6;

    // frames to either side over which the density of onsets is taken
    private const int DensityReach = 240;

    // prices in mean onsets: of a row a frame too long or short, of a row of a fractional period, of another period
    private const double Stretching = 0.5,
        Fraction = 0.03,
        Changing = 10;

    /// <summary>The frames of the rows, up to the last onset's; fewer than two where there is no rhythm.</summary>
    /// <param name="weights">How much begins in each frame.</param>
    public static int[] Track(ReadOnlySpan<double> weights)
    {
        double[] gains = Gains(weights, out double onset);
        int length = gains.Length;
        double[] scores = new double[length * Periods];
        int[] steps = new int[length * Periods]; // to the row before; 0: it is the first one
        int[] periods = new int[length * Periods]; // the row before has this period
        double[] best = new double[length];
        int[] bestPeriod = new int[length];
        for (int t = 0; t < length; t++)
        {
            best[t] = double.NegativeInfinity;
            for (int p = 0; p < Periods; p++)
            {
                int index = t * Periods + p,
                    low = ShortestRow + p / 2,
                    high = low + p % 2;
                double score = t < LongestRow ? 0 : double.NegativeInfinity;
                for (int step = low - 1; step <= high + 1; step++)
                {
                    int before = t - step;
                    if (before < 0)
                        break;
                    double price = (step < low || step > high ? Stretching : 0) + (p % 2 * Fraction);
                    double same = scores[before * Periods + p],
                        other = best[before] - (Changing * onset);
                    double reached = Math.Max(same, other) - (price * onset);
                    if (reached <= score)
                        continue;
                    score = reached;
                    steps[index] = step;
                    periods[index] = same >= other ? p : bestPeriod[before];
                }
                score += gains[t];
                scores[index] = score;
                if (score > best[t])
                    (best[t], bestPeriod[t]) = (score, p);
            }
        }
        return Trace(steps, periods, best, bestPeriod);
    }

    private static int[] Trace(int[] steps, int[] periods, double[] best, int[] bestPeriod)
    {
        int t = best.Length - 1;
        for (int i = Math.Max(0, best.Length - LongestRow); i < best.Length; i++)
        {
            if (best[i] > best[t])
                t = i;
        }
        List<int> rows = [];
        for (int p = bestPeriod.Length == 0 ? 0 : bestPeriod[t]; best.Length > 0; )
        {
            rows.Add(t);
            int index = t * Periods + p;
            if (steps[index] == 0)
                break;
            t -= steps[index];
            p = periods[index];
        }
        rows.Reverse();
        return [.. rows];
    }

    /// <summary>What a row at each frame gets: the onsets there less those that a row anywhere near would get.</summary>
    private static double[] Gains(ReadOnlySpan<double> weights, out double onset)
    {
        int length = weights.Length,
            onsets = 0;
        double total = 0;
        double[] sums = new double[length + 1];
        for (int t = 0; t < length; t++)
        {
            sums[t + 1] = sums[t] + weights[t];
            total += weights[t];
            if (weights[t] > 0)
                onsets++;
        }
        onset = onsets == 0 ? 1 : total / onsets;
        double[] gains = new double[length];
        for (int t = 0; t < length; t++)
        {
            int from = Math.Max(0, t - DensityReach),
                to = Math.Min(length, t + DensityReach + 1);
            double density = (sums[to] - sums[from]) / (to - from);
            double near = (t > 0 ? weights[t - 1] : 0) + (t + 1 < length ? weights[t + 1] : 0);
            gains[t] = weights[t] + (Beside * near) - ((1 + (2 * Beside)) * density);
        }
        return gains;
    }
}
