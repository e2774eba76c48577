using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Pitch;

namespace LakhNes.Instrument.Voices;

/// <summary>The triangle ($4008-$400B). It has no volume: any level above 0 is full, 0 is off.</summary>
internal sealed class TriangleVoice(VoiceContext context)
    : PitchedVoice(ApuVoice.Triangle, context, waveformSteps: 32, TimerPitch.TriangleMinimum)
{
    // writing the triangle's high byte does not move its phase
    /// <inheritdoc/>
    protected override bool MayDitherHighByte => true;

    /// <inheritdoc/>
    protected override void Apply(long cycle)
    {
        int period = PeriodAt(cycle);
        Registers.Set(cycle, ApuRegister.Triangle + ApuRegister.TimerLow, period & 0xFF);
        Registers.Set(cycle, ApuRegister.Triangle + ApuRegister.TimerHigh, ChipRegisters.LongestLength | (period >> 8));
        Registers.GateTriangle(cycle, Level > 0);
    }

    /// <inheritdoc/>
    protected override void Quiet(long cycle) => Registers.GateTriangle(cycle, false);
}
