namespace LakhNes.Nes.Testing;

/// <summary>Decibels.</summary>
public static class AudioLevel
{
    /// <summary>What stands for silence, in dB.</summary>
    public const double Floor = -144;

    /// <summary>An amplitude in dB, at least <see cref="Floor"/>.</summary>
    /// <param name="amplitude">0 or more; 1 is 0 dB.</param>
    public static double Db(double amplitude) => Math.Max(Floor, 20 * Math.Log10(amplitude));
}
