using LakhNes.Engine.Settings;
using LakhNes.Score;

namespace LakhNes.Engine.Generation;

/// <summary>How song position becomes the model's time.</summary>
public static class ModelTime
{
    // quarters of 22 to 44 console frames are those of 164 to 82 beats a minute, where most of the console's songs are
    private const double ShortestQuarter = 22;
    private const double LongestQuarter = 44;
    private const double SecondsAMinute = 60;
    private const int Sixteenths = 4;

    /// <summary>The model's units in a quarter note.</summary>
    /// <param name="tempo">Quarter notes a minute.</param>
    /// <param name="reading">How the tempo is read.</param>
    /// <param name="unit">The model's unit of time.</param>
    public static double UnitsPerQuarter(double tempo, TempoReading reading, TimeUnit unit)
    {
        double perFrame = unit.PerSecond / TimeUnit.Frame.PerSecond;
        double frames = TimeUnit.Frame.PerSecond * SecondsAMinute / tempo;
        if (reading == TempoReading.AsPlayed)
            return frames * perFrame;
        while (frames > LongestQuarter)
            frames /= 2;
        while (frames < ShortestQuarter)
            frames *= 2;
        frames = Sixteenths * Math.Round(frames / Sixteenths, MidpointRounding.AwayFromZero);
        if (reading == TempoReading.Half)
            frames *= 2;
        if (reading == TempoReading.Double)
            frames /= 2;
        return frames * perFrame;
    }
}
