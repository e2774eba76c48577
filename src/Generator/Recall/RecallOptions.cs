namespace LakhNes.Generator.Recall;

/// <summary>How much is recalled, and from where.</summary>
/// <param name="Amount">0: nothing; 0.5: as is likeliest; up to 1: wherever there is a match.</param>
/// <param name="Distance">So many tokens lie between what is recalled and now at least, 1 or more: what lies nearer only makes voices stuck.</param>
/// <param name="Bar">
/// Length of a bar in the piece's units: only what lies whole bars back, and so stands at the same place in its bar, is recalled. 0: no bars are known.
/// </param>
/// <param name="Bars">So many bars back at least.</param>
public readonly record struct RecallOptions(double Amount, int Distance, double Bar = 0, int Bars = 1)
{
    // units, as waits are rounded
    private const double Tolerance = 1;

    /// <summary>What predicts songs best: everything that has occurred, as often as in songs.</summary>
    public static RecallOptions Likeliest { get; } = new(0.5, 1);

    /// <summary>What lies so far back may be recalled.</summary>
    /// <param name="time">In the piece's units.</param>
    public bool Allows(long time)
    {
        if (!(Bar > 0)) return true;
        double bars = Math.Round(time / Bar);
        return bars >= Bars && Math.Abs(time - (bars * Bar)) <= Tolerance;
    }
}
