namespace LakhNes.Dsp.Apu;

/// <summary>
/// The triangle: a 32-step sequencer that stands still where the length or the linear counter is zero, and so keeps its level
/// (NESdev, "APU Triangle"). Periods 0 and 1 run on at ultrasonic rates, as the hardware does.
/// </summary>
internal struct TriangleChannel
{
    public LengthCounter Length;
    private LinearCounter _linear;
    private int _period;
    private int _step;
    private bool _runs;
    private long _nextClock = 1;

    public TriangleChannel()
    {
        Level = 15;
    }

    /// <summary>0-15.</summary>
    public int Level { get; private set; }

    /// <summary>
    /// Cycle at which the sequencer changes the level by itself; <see cref="ApuChip.Never"/> if it stands still.
    /// </summary>
    public long NextChange { get; private set; } = ApuChip.Never;

    private readonly int StepCycles => _period + 1;

    public void Write(int register, byte value)
    {
        switch (register)
        {
            case 0:
                Length.WriteHalt((value & 0x80) != 0);
                _linear.WriteControl(value);
                break;
            case 2:
                _period = (_period & 0x700) | value;
                break;
            case 3:
                _period = (_period & 0xFF) | ((value & 7) << 8);
                Length.WriteLoad(value);
                _linear.Restart();
                break;
        }
    }

    public void ClockQuarterFrame() => _linear.ClockQuarterFrame();

    public void ClockHalfFrame() => Length.ClockHalfFrame();

    /// <summary>The console's reset puts the sequencer back to its first step.</summary>
    public void ResetPhase() => _step = 0;

    /// <inheritdoc cref="PulseChannel.Settle"/>
    public void Settle(long cycle)
    {
        if (_nextClock > cycle)
            return;
        long clocks = (cycle - _nextClock) / StepCycles + 1;
        _nextClock += clocks * StepCycles;
        if (_runs)
            _step = (int)(_step + clocks) & 31;
    }

    /// <inheritdoc cref="PulseChannel.Refresh"/>
    public void Refresh()
    {
        _runs = Length.IsRunning && _linear.IsRunning;
        Level = LevelAt(_step);
        NextChange = _runs ? _nextClock + (StepsToChange(_step) - 1L) * StepCycles : ApuChip.Never;
    }

    /// <inheritdoc cref="PulseChannel.Run"/>
    public int Run(long until, Span<LevelChange> changes)
    {
        int count = 0;
        int step = _step;
        long next = NextChange;
        do
        {
            step = (step + StepsToChange(step)) & 31;
            changes[count++] = new LevelChange(next, ApuVoice.Triangle, LevelAt(step));
            next += (long)StepsToChange(step) * StepCycles;
        } while (next <= until && count < changes.Length);
        _step = step;
        Level = LevelAt(step);
        _nextClock = next - (StepsToChange(step) - 1L) * StepCycles;
        NextChange = next;
        return count;
    }

    /// <summary>15 down to 0, then 0 up to 15.</summary>
    private static int LevelAt(int step) => (step & 15) ^ (step < 16 ? 15 : 0);

    /// <summary>The sequence holds 0 and 15 for two steps each.</summary>
    private static int StepsToChange(int step) => (step & 15) == 15 ? 2 : 1;
}
