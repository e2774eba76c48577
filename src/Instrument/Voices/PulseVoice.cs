using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Pitch;

namespace LakhNes.Instrument.Voices;

/// <summary>Pulse 1 ($4000-$4003) or pulse 2 ($4004-$4007).</summary>
internal sealed class PulseVoice(ApuVoice id, VoiceContext context)
    : PitchedVoice(id, context, waveformSteps: 16, TimerPitch.PulseMinimum)
{
    private const int SweepOff = 0x08;

    private readonly int _base = ApuRegister.Pulse1 + ((int)id * 4);
    private bool _envelope;
    private bool _sweep;
    private int _period;
    private bool _writeBoth;
    private bool _starting;
    private long _slideEnds;
    private long _slideFrom;

    /// <inheritdoc/>
    protected override bool MayDitherHighByte => false;

    private int Bit => 1 << (int)Id;

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _envelope = _sweep = false;
        _period = 0;
        _writeBoth = false;
        _slideEnds = _slideFrom = 0;
    }

    /// <inheritdoc/>
    protected override void OnStart(long cycle, bool restart)
    {
        base.OnStart(cycle, restart);
        if (!restart)
            return;
        LeaveFrameUnits(cycle);
        _starting = true;
        _envelope = Settings.HardwareEnvelope;
        _sweep = Settings.Sweep;
        if (!_envelope && !_sweep)
            return;
        Registers.FrameUnitUsers |= Bit;
        // the envelope starts over, and the sweep's moved period returns, only by writing the last register
        _writeBoth = true;
    }

    /// <inheritdoc/>
    protected override void Apply(long cycle)
    {
        int level = Level;
        int shape =
            _envelope && level > 0
                ? (Settings.EnvelopeLoop ? ApuRegister.Halt : 0) | Settings.EnvelopePeriod
                : ChipRegisters.Silent | level;
        Registers.Set(cycle, _base, (Math.Clamp(Timbre, 0, 3) << 6) | shape);
        WritePeriod(cycle, PeriodAt(cycle));
        // writing the sweep's register starts its divider over, so once a note and not again
        if (_starting && _sweep)
            Registers.Write(
                cycle,
                _base + ApuRegister.Sweep,
                ApuRegister.SweepEnabled
                    | (Settings.SweepPeriod << 4)
                    | (Settings.SweepUp ? ApuRegister.SweepNegate : 0)
                    | Settings.SweepShift
            );
        _starting = false;
    }

    /// <inheritdoc/>
    protected override void Quiet(long cycle)
    {
        Registers.Set(cycle, _base, (Math.Clamp(Timbre, 0, 3) << 6) | ChipRegisters.Silent);
        LeaveFrameUnits(cycle);
    }

    private void LeaveFrameUnits(long cycle)
    {
        if (_sweep)
        {
            Registers.Write(cycle, _base + ApuRegister.Sweep, SweepOff);
            // the sweep's divider is at rest again after the next half frame
            _slideFrom = cycle + Context.Clock.HalfCyclesPerFrame;
        }

        // the sweep moved the period, a running length counter may have run out
        if (_sweep || _envelope)
            _writeBoth = true;
        _sweep = _envelope = false;
        Registers.FrameUnitUsers &= ~Bit;
    }

    private void WritePeriod(long cycle, int period)
    {
        if (period == _period && !_writeBoth)
            return;
        if (cycle < _slideEnds)
        {
            Registers.Cancel(_base);
            Registers.Write(cycle, _base + ApuRegister.Sweep, SweepOff);
            _slideEnds = 0;
            _writeBoth = true;
        }

        int low = period & 0xFF,
            high = period >> 8,
            oldHigh = _period >> 8;
        _period = period;
        if (!_writeBoth && !_sweep && high == oldHigh)
        {
            Registers.Set(cycle, _base + ApuRegister.TimerLow, low);
        }
        else if (
            !_writeBoth
            && !_starting
            && Math.Abs(high - oldHigh) == 1
            && cycle >= _slideFrom
            && Registers.CanClockFrameUnits(cycle)
        )
        {
            SlideHighByte(cycle, low, high > oldHigh);
        }
        else
        {
            Registers.Write(cycle, _base + ApuRegister.TimerLow, low);
            Registers.Write(cycle, _base + ApuRegister.TimerHigh, ChipRegisters.LongestLength | high);
            _writeBoth = false;
        }
    }

    // Writing the high byte would start the waveform over, which clicks. One clock of the sweep unit with shift 7 carries from
    // the low byte instead; nothing else listens to that clock while no voice uses envelope or sweep.
    private void SlideHighByte(long cycle, int low, bool up)
    {
        Registers.Write(cycle, _base + ApuRegister.TimerLow, up ? 0xFF : 0x00);
        Registers.Write(
            cycle,
            _base + ApuRegister.Sweep,
            ApuRegister.SweepEnabled | (up ? 0 : ApuRegister.SweepNegate) | ApuRegister.SweepLeastShift
        );
        Registers.ClockFrameUnits(cycle);
        _slideEnds = cycle + ChipRegisters.FrameClockDelay;
        Registers.Defer(_slideEnds, _base + ApuRegister.Sweep, SweepOff);
        Registers.Defer(_slideEnds, _base + ApuRegister.TimerLow, low);
    }
}
