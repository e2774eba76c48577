using System.Numerics;

namespace LakhNes.Dsp.Apu;

/// <summary>
/// Noise: a 15-bit linear feedback shift register, 32767 steps long or, in its short mode, 93 or 31 (NESdev, "APU Noise").
/// The register's own bits are its next outputs, so the next change is found without stepping.
/// </summary>
internal struct NoiseChannel
{
    // Reset leaves all bits 0 and the first clock shifts a 1 in: the same sequence from the first clock on as from 1.
    private const int PowerOnRegister = 1;

    public LengthCounter Length;
    private Envelope _envelope;
    private bool _short;
    private int _register = PowerOnRegister;
    private int _stepCycles;
    private int _stepsToChange;
    private int _volume;
    private long _nextClock = 1;

    public NoiseChannel(ApuTiming timing)
    {
        _stepCycles = timing.NoisePeriods[0];
    }

    /// <summary>0-15.</summary>
    public int Level { get; private set; }

    /// <summary>Cycle at which the shift register changes the level by itself; <see cref="long.MaxValue"/> if it stays.</summary>
    public long NextChange { get; private set; } = long.MaxValue;

    /// <summary>Clocks that can be made at once: as long as both taps lie within the bits at hand.</summary>
    private readonly int LongestLeap => _short ? 9 : 14;

    public void Write(int register, byte value, ApuTiming timing)
    {
        switch (register)
        {
            case 0:
                Length.WriteHalt((value & 0x20) != 0);
                _envelope.WriteControl(value);
                break;
            case 2:
                _short = (value & 0x80) != 0;
                _stepCycles = timing.NoisePeriods[value & 0x0F];
                break;
            case 3:
                Length.WriteLoad(value);
                _envelope.Restart();
                break;
        }
    }

    public void ClockQuarterFrame() => _envelope.ClockQuarterFrame(Length.Halt);

    public void ClockHalfFrame() => Length.ClockHalfFrame();

    /// <inheritdoc cref="PulseChannel.Settle"/>
    public void Settle(long cycle)
    {
        if (_nextClock > cycle)
            return;
        long clocks = (cycle - _nextClock) / _stepCycles + 1;
        _nextClock += clocks * _stepCycles;
        for (; clocks > 0; clocks -= LongestLeap)
            Leap((int)Math.Min(clocks, LongestLeap));
    }

    /// <inheritdoc cref="PulseChannel.Refresh"/>
    public void Refresh()
    {
        _volume = Length.IsRunning ? _envelope.Volume : 0;
        Level = (_register & 1) == 0 ? _volume : 0;
        FindChange();
        NextChange = _volume == 0 ? long.MaxValue : _nextClock + (_stepsToChange - 1L) * _stepCycles;
    }

    /// <inheritdoc cref="PulseChannel.Advance"/>
    public void Advance()
    {
        Leap(_stepsToChange);
        Level = (_register & 1) == 0 ? _volume : 0;
        _nextClock = NextChange + _stepCycles;
        FindChange();
        NextChange += (long)_stepsToChange * _stepCycles;
    }

    /// <summary>The output is bit 0, and bit n is the output after n clocks. Nothing within reach: look again from there.</summary>
    private void FindChange()
    {
        int changed = (_register & 1) == 0 ? _register : ~_register & 0x7FFF;
        _stepsToChange = Math.Min(changed == 0 ? LongestLeap : BitOperations.TrailingZeroCount(changed), LongestLeap);
    }

    /// <summary>Feedback is bit 0 xor bit 1, or bit 6 in short mode, shifted in at bit 14.</summary>
    private void Leap(int clocks)
    {
        int feedback = (_register ^ (_register >> (_short ? 6 : 1))) & ((1 << clocks) - 1);
        _register = (_register >> clocks) | (feedback << (15 - clocks));
    }
}
