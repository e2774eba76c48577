namespace LakhNes.Dsp.Apu;

/// <summary>
/// A pulse: timer, eight-step sequencer, envelope, sweep, length counter (NESdev, "APU Pulse"). It knows the cycle of its next
/// level change, so nothing runs in between.
/// </summary>
internal struct PulseChannel(bool onesComplementSweep)
{
    public LengthCounter Length;
    private Envelope _envelope;
    private SweepUnit _sweep = new(onesComplementSweep);
    private int _period;
    private int _duty;
    private int _step;
    private int _stepsToChange;
    private int _volume;
    private long _nextClock = 1;

    /// <summary>0-15.</summary>
    public int Level { get; private set; }

    /// <summary>Cycle at which the sequencer changes the level by itself; <see cref="ApuChip.Never"/> if it stays.</summary>
    public long NextChange { get; private set; } = ApuChip.Never;

    /// <summary>CPU cycles of one sequencer step: the timer counts every second cycle.</summary>
    private readonly int StepCycles => (_period + 1) * 2;

    /// <summary>Bit n is the output at step n after a restart, for 12.5 %, 25 %, 50 % and 25 % negated.</summary>
    private static ReadOnlySpan<byte> Sequences => [0b0000_0010, 0b0000_0110, 0b0001_1110, 0b1111_1001];

    /// <summary>Steps from step n of a duty to the next step with another output, at [duty * 8 + n].</summary>
    private static ReadOnlySpan<byte> StepsToChange =>
        [1, 1, 7, 6, 5, 4, 3, 2, 1, 2, 1, 6, 5, 4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1, 2, 1, 6, 5, 4, 3, 2];

    public void Write(int register, byte value)
    {
        switch (register)
        {
            case 0:
                _duty = value >> 6;
                Length.WriteHalt((value & 0x20) != 0);
                _envelope.WriteControl(value);
                break;
            case 1:
                _sweep.WriteControl(value);
                break;
            case 2:
                _period = (_period & 0x700) | value;
                break;
            default:
                _period = (_period & 0xFF) | ((value & 7) << 8);
                Length.WriteLoad(value);
                _envelope.Restart();
                _step = 0;
                break;
        }
    }

    public void ClockQuarterFrame() => _envelope.ClockQuarterFrame(Length.Halt);

    public void ClockHalfFrame()
    {
        Length.ClockHalfFrame();
        _period = _sweep.ClockHalfFrame(_period);
    }

    /// <summary>
    /// Catches up with the timer's clocks up to and including a cycle that lies before <see cref="NextChange"/>. Comes before
    /// anything is changed, and <see cref="Refresh"/> after it.
    /// </summary>
    public void Settle(long cycle)
    {
        if (_nextClock > cycle)
            return;
        long clocks = (cycle - _nextClock) / StepCycles + 1;
        _step = (int)(_step + clocks) & 7;
        _nextClock += clocks * StepCycles;
    }

    /// <summary>Works out level and next change after something was changed.</summary>
    public void Refresh()
    {
        _volume = Length.IsRunning && !_sweep.Mutes(_period) ? _envelope.Volume : 0;
        Level = ((Sequences[_duty] >> _step) & 1) * _volume;
        _stepsToChange = StepsToChange[_duty * 8 + _step];
        NextChange = _volume == 0 ? ApuChip.Never : _nextClock + (_stepsToChange - 1L) * StepCycles;
    }

    /// <summary>
    /// Makes the changes up to a cycle, as many as there is room for, and returns their number. One at least must be due.
    /// </summary>
    public int Run(long until, ApuVoice voice, Span<LevelChange> changes)
    {
        int count = 0;
        int level = Level;
        int step = _step;
        int steps = _stepsToChange;
        int duty = _duty * 8;
        long stepCycles = StepCycles;
        long next = NextChange;
        do
        {
            level = _volume - level;
            changes[count++] = new LevelChange(next, voice, level);
            step = (step + steps) & 7;
            steps = StepsToChange[duty + step];
            next += steps * stepCycles;
        } while (next <= until && count < changes.Length);
        Level = level;
        _step = step;
        _stepsToChange = steps;
        _nextClock = next - (steps - 1) * stepCycles;
        NextChange = next;
        return count;
    }
}
