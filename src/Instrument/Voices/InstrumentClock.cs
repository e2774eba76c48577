using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Voices;

/// <summary>The console's clock and the song's tempo, in CPU cycles.</summary>
internal sealed class InstrumentClock
{
    private const double MinTempo = 20;
    private const double MaxTempo = 999;

    private double _tempo = 120;

    /// <summary>The console.</summary>
    public ApuRegion Region { get; private set; }

    /// <summary>CPU clock in hertz.</summary>
    public double CpuClock { get; private set; } = ApuTiming.Of(ApuRegion.Ntsc).CpuClock;

    /// <summary>Half CPU cycles in one video frame: a whole number in every region.</summary>
    public long HalfCyclesPerFrame { get; private set; } = (long)(2 * ApuTiming.Of(ApuRegion.Ntsc).CyclesPerFrame);

    /// <summary>Quarter notes a minute, kept within 20 to 999.</summary>
    public double Tempo
    {
        get => _tempo;
        set => _tempo = double.IsNaN(value) ? 120 : Math.Clamp(value, MinTempo, MaxTempo);
    }

    /// <summary>Length of a video frame in seconds.</summary>
    public double FrameSeconds => HalfCyclesPerFrame / (2 * CpuClock);

    /// <summary>Takes over a console's clock.</summary>
    public void Set(ApuRegion region, double cpuClock)
    {
        Region = region;
        CpuClock = cpuClock;
        HalfCyclesPerFrame = (long)(2 * ApuTiming.Of(region).CyclesPerFrame);
    }

    /// <summary>Length of a tempo step in CPU cycles.</summary>
    public double StepCycles(StepClock clock) => CpuClock * 60 / (Tempo * StepsPerQuarter(clock));

    /// <summary>Length of a step in seconds.</summary>
    public double StepSeconds(StepClock clock) => clock == StepClock.Frame ? FrameSeconds : StepCycles(clock) / CpuClock;

    private static int StepsPerQuarter(StepClock clock) =>
        clock switch
        {
            StepClock.SixtyFourth => 16,
            StepClock.ThirtySecondTriplet => 12,
            StepClock.ThirtySecond => 8,
            StepClock.SixteenthTriplet => 6,
            StepClock.Sixteenth => 4,
            StepClock.EighthTriplet => 3,
            _ => 2,
        };
}
