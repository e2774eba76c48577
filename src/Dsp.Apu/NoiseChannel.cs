using System.Numerics;
using System.Runtime.CompilerServices;

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
    private int _volume;
    private long _nextClock = 1;

    public NoiseChannel(ApuTiming timing)
    {
        _stepCycles = timing.NoisePeriods[0];
    }

    /// <summary>0-15.</summary>
    public int Level { get; private set; }

    /// <summary>Cycle at which the shift register changes the level by itself; <see cref="ApuChip.Never"/> if it stays.</summary>
    public long NextChange { get; private set; } = ApuChip.Never;

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
            _register = Leap(_register, (int)Math.Min(clocks, LongestLeap));
    }

    /// <inheritdoc cref="PulseChannel.Refresh"/>
    public void Refresh()
    {
        _volume = Length.IsRunning ? _envelope.Volume : 0;
        Level = LevelOf(_register);
        NextChange =
            _volume == 0
                ? ApuChip.Never
                : _nextClock + (long)BitOperations.TrailingZeroCount(Changes(Ahead(_register))) * _stepCycles;
    }

    /// <inheritdoc cref="PulseChannel.Run"/>
    public int Run(long until, Span<LevelChange> changes)
    {
        // In locals, so that the loop runs in registers.
        int count = 0;
        int register = _register;
        int level = Level;
        int volume = _volume;
        long stepCycles = _stepCycles;
        long clock = _nextClock;
        long next;
        uint due;
        do
        {
            ulong outputs = Ahead(register);
            int made = 0;
            due = Changes(outputs);
            do
            {
                int clocks = BitOperations.TrailingZeroCount(due);
                next = clock + clocks * stepCycles;
                if (next > until || (uint)count >= (uint)changes.Length)
                    break;
                due &= due - 1;
                made = clocks + 1;
                level = volume - level;
                changes[count++] = new LevelChange(next, ApuVoice.Noise, level);
            } while (due != 0);
            register = (int)(outputs >> made) & 0x7FFF;
            clock += made * stepCycles;
        } while (due == 0);
        _register = register;
        _nextClock = clock;
        Level = level;
        NextChange = next;
        return count;
    }

    private readonly int LevelOf(int register) => ((register & 1) - 1) & _volume;

    /// <summary>
    /// Two leaps' worth of outputs, now and after each clock, with the register that follows. No output lasts for longer than
    /// 15 clocks, so there is a change among them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong Ahead(int register)
    {
        int leap = LongestLeap;
        int next = Leap(register, leap);
        return (uint)register | ((ulong)next << leap) | ((ulong)Leap(next, leap) << (2 * leap));
    }

    /// <summary>Bit n: the output changes at the n-th clock from now, from 0.</summary>
    private readonly uint Changes(ulong outputs) => (uint)(outputs ^ (outputs >> 1)) & ((1u << (2 * LongestLeap)) - 1);

    /// <summary>Feedback is bit 0 xor bit 1, or bit 6 in short mode, shifted in at bit 14.</summary>
    private readonly int Leap(int register, int clocks)
    {
        int feedback = (register ^ (register >> (_short ? 6 : 1))) & ((1 << clocks) - 1);
        return (register >> clocks) | (feedback << (15 - clocks));
    }
}
