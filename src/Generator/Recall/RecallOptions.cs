namespace LakhNes.Generator.Recall;

/// <summary>How much is recalled, and from where.</summary>
/// <param name="Amount">0: nothing; 0.5: as is likeliest; up to 1: wherever there is a match.</param>
/// <param name="Distance">
/// So many tokens lie between what is recalled and now at least, 1 or more: what lies nearer only makes voices stuck.
/// </param>
/// <param name="Bar">
/// Length of a bar in the piece's units: only what lies whole bars back, and so stands at the same place in its bar, is recalled.
/// 0: no bars are known.
/// </param>
/// <param name="Bars">So many bars back at least.</param>
/// <param name="Since">Only what comes after this time of the piece is recalled.</param>
/// <param name="Until">Only what comes before this time of the piece is recalled.</param>
public readonly record struct RecallOptions(
    double Amount,
    int Distance,
    double Bar = 0,
    int Bars = 1,
    long Since = long.MinValue,
    long Until = long.MaxValue
)
{
    // units, as waits are rounded
    private const double Tolerance = 1;

    /// <summary>What predicts songs best: everything that has occurred, as often as in songs.</summary>
    public static RecallOptions Likeliest { get; } = new(0.5, 1);

    /// <summary>
    /// What a composer recalls where bars are known: what stands at the same place of its bar a phrase or more back.
    /// docs/judging.md says why.
    /// </summary>
    /// <param name="recall">0: nothing; 0.5: as songs do; 1: wherever there is a match.</param>
    /// <param name="bar">Length of a bar in the piece's units, above 0.</param>
    public static RecallOptions InBars(double recall, double bar) => new(AmountOf(recall, AmountInBars), 1, bar, PhraseBars);

    /// <summary>What a composer recalls where no bars are known.</summary>
    /// <param name="recall">0: nothing; 0.5: as songs do; 1: wherever there is a match.</param>
    public static RecallOptions Anywhere(double recall) => new(AmountOf(recall, AmountAnywhere), FarTokens);

    /// <summary>
    /// How much a candidate recalls, so that there is something to choose from: the first as much as is wanted, the second a
    /// little more, the third much less and the fourth more; and so on with the fifth. Nothing, and all there is, stay what they
    /// are. What other spreads do is in docs/judging.md.
    /// </summary>
    /// <param name="recall">What is wanted, 0 to 1.</param>
    /// <param name="candidate">The candidate's number, the first one's 0.</param>
    public static double OfCandidate(double recall, int candidate) =>
        recall + (4 * recall * (1 - recall) * Spread[candidate % Spread.Length]);

    private static ReadOnlySpan<double> Spread => [0, 0.06, -0.25, 0.12];

    // composing meets less that matches than songs do, so that it must be trusted more to recall as much; where the best of
    // candidates is chosen, which is one that recalls, less
    private const double AmountInBars = 0.76,
        AmountAnywhere = 0.8,
        Most = 0.998;
    private const int PhraseBars = 4,
        FarTokens = 64;

    // the centre is what songs do; beyond it what is left to the model shrinks evenly
    private static double AmountOf(double recall, double centre) =>
        recall switch
        {
            <= 0 => 0,
            < 0.5 => centre * 2 * recall,
            _ => 1 - ((1 - centre) * Math.Pow((1 - Most) / (1 - centre), (2 * recall) - 1)),
        };

    /// <summary>What stands at a time may be recalled at a later one.</summary>
    /// <param name="then">The time, in the piece's units.</param>
    /// <param name="now">The later one.</param>
    public bool Allows(long then, long now)
    {
        if (then < Since || then >= Until)
            return false;
        if (!(Bar > 0))
            return true;
        long time = now - then;
        double bars = Math.Round(time / Bar);
        return bars >= Bars && Math.Abs(time - (bars * Bar)) <= Tolerance;
    }
}
