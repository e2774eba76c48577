namespace LakhNes.Corpus.Judging;

/// <summary>The values below which a quarter, half and three quarters of some numbers lie; NaN of none.</summary>
/// <param name="Lower">A quarter lies below it.</param>
/// <param name="Median">Half lies below it.</param>
/// <param name="Upper">Three quarters lie below it.</param>
public readonly record struct Quartiles(double Lower, double Median, double Upper)
{
    /// <summary>Those of some numbers, between neighbours in proportion; NaN does not count.</summary>
    public static Quartiles Of(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Where(number => !double.IsNaN(number)).Order()];
        return new Quartiles(At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75));
    }

    /// <summary>A number lies from the lower to the upper one.</summary>
    public bool Contains(double number) => number >= Lower && number <= Upper;

    private static double At(double[] sorted, double share)
    {
        if (sorted.Length == 0)
            return double.NaN;
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : double.Lerp(sorted[below], sorted[below + 1], place - below);
    }
}
