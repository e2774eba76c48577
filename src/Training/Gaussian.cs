using LakhNes.Score.Randomness;

namespace LakhNes.Training;

/// <summary>Random numbers with mean 0 and deviation 1 (Box and Muller 1958).</summary>
internal static class Gaussian
{
    /// <summary>The next number; takes two draws.</summary>
    public static double Next(ref Pcg32 random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
