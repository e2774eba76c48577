using LakhNes.Study.Clips;

namespace LakhNes.Study.Analysis;

/// <summary>How a source came off.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Role">What it is.</param>
/// <param name="Preferred">How often its clip was preferred.</param>
/// <param name="Compared">Of how many pairs.</param>
/// <param name="TakenForReal">How often its clip was said to be composed by a human, beside one that was.</param>
/// <param name="Tested">Of how many pairs.</param>
public sealed record SourceResult(string Source, ClipRole Role, int Preferred, int Compared, int TakenForReal, int Tested)
{
    /// <summary>The share of its pairs in which it was preferred; NaN without any.</summary>
    public double Preference => Share(Preferred, Compared);

    /// <summary>The standard error of <see cref="Preference"/>.</summary>
    public double PreferenceError => Error(Preference, Compared);

    /// <summary>The share of its pairs in which it was taken for real; one half is as good as real. NaN without any.</summary>
    public double Real => Share(TakenForReal, Tested);

    /// <summary>The standard error of <see cref="Real"/>.</summary>
    public double RealError => Error(Real, Tested);

    private static double Share(int part, int whole) => whole == 0 ? double.NaN : (double)part / whole;

    // of a binomial share
    private static double Error(double share, int count) => Math.Sqrt(share * (1 - share) / count);
}
