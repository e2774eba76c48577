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

    private const int RegisterBits = 15;
    private const int RegisterMask = (1 << RegisterBits) - 1;

    // As many as 64 bits have room for.
    private const int Leaps = 3;

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

    /// <summary>The bit that feeds back with bit 0.</summary>
    private readonly int Tap => _short ? 6 : 1;

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
        for (int most = ClocksAhead(Tap); clocks > 0; clocks -= most)
            _register = (int)(Ahead(_register, Tap) >> (int)Math.Min(clocks, most)) & RegisterMask;
    }

    /// <inheritdoc cref="PulseChannel.Refresh"/>
    public void Refresh()
    {
        _volume = Length.IsRunning ? _envelope.Volume : 0;
        Level = LevelOf(_register);
        NextChange =
            _volume == 0
                ? ApuChip.Never
                : _nextClock + (long)BitOperations.TrailingZeroCount(Changes(Ahead(_register, Tap), Tap)) * _stepCycles;
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
        int tap = Tap;
        long next;
        ulong due;
        do
        {
            ulong outputs = Ahead(register, tap);
            int made = 0;
            due = Changes(outputs, tap);
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
            register = (int)(outputs >> made) & RegisterMask;
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
    /// The register's outputs, now and after each clock: bit 15 + n is bit n xor bit n + <paramref name="tap"/>, and each leap
    /// makes as many bits as are at hand for that.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Ahead(int register, int tap)
    {
        ulong outputs = (uint)register;
        for (int leap = 0; leap < Leaps; leap++)
            outputs = (uint)register | ((outputs ^ (outputs >> tap)) << RegisterBits);
        return outputs;
    }

    /// <summary>Clocks after which <see cref="Ahead"/> still has a whole register. No output lasts for longer than 15.</summary>
    private static int ClocksAhead(int tap) => Leaps * (RegisterBits - tap);

    /// <summary>Bit n: the output changes at the n-th clock from now, from 0.</summary>
    private static ulong Changes(ulong outputs, int tap) => (outputs ^ (outputs >> 1)) & ((1UL << ClocksAhead(tap)) - 1);
}
