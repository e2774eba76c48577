using LakhNes.Score.Registers;

namespace LakhNes.Score.Trackers;

/// <summary>A song of a module as it is played once, up to where it begins again.</summary>
/// <param name="Registers">What it writes to the chip.</param>
/// <param name="InBars">Its notes as its rows say them, in bars; null where they make none.</param>
/// <param name="SecondOf">The second at which a step of <paramref name="InBars"/> is played.</param>
public sealed record ModulePerformance(RegisterLog Registers, NesScore? InBars, Func<long, double> SecondOf)
{
    /// <summary>The instruments of the notes in bars.</summary>
    public TrackerBand? Band { get; init; }
}
