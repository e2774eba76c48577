namespace LakhNes.Score.Judging;

/// <summary>Distances between distributions.</summary>
public static class Distances
{
    /// <summary>
    /// The Jensen-Shannon divergence of two lists of counts, in bits: 0 for equal shares, 1 for shares without overlap
    /// (Lin, "Divergence measures based on the Shannon entropy", 1991). NaN where either list counts nothing.
    /// </summary>
    public static double JensenShannon(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sumA = 0,
            sumB = 0,
            divergence = 0;
        for (int i = 0; i < a.Length; i++)
            (sumA, sumB) = (sumA + a[i], sumB + b[i]);
        if (sumA == 0 || sumB == 0)
            return double.NaN;
        for (int i = 0; i < a.Length; i++)
        {
            double p = a[i] / sumA,
                q = b[i] / sumB;
            divergence += (Part(p, (p + q) / 2) + Part(q, (p + q) / 2)) / 2;
        }
        return Math.Max(divergence, 0);

        static double Part(double p, double mean) => p == 0 ? 0 : p * Math.Log2(p / mean);
    }

    /// <summary>
    /// The Wasserstein distance of two sets of numbers, in their unit: the area between their distribution functions (Vallender,
    /// "Calculation of the Wasserstein distance between probability distributions on the line", 1974). NaN where either is empty.
    /// </summary>
    public static double Wasserstein(IReadOnlyCollection<double> a, IReadOnlyCollection<double> b)
    {
        if (a.Count == 0 || b.Count == 0)
            return double.NaN;
        double area = 0,
            below = 0,
            last = double.NaN;
        foreach (
            (double value, double step) in a.Select(value => (value, 1.0 / a.Count))
                .Concat(b.Select(value => (value, -1.0 / b.Count)))
                .OrderBy(x => x.Item1)
        )
        {
            if (below != 0)
                area += Math.Abs(below) * (value - last);
            (last, below) = (value, below + step);
        }
        return area;
    }
}
