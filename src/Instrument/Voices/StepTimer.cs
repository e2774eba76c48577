using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Voices;

/// <summary>
/// Says when the next step of a frame or tempo clock falls, counted from a note's start so that rounding never adds up.
/// </summary>
internal struct StepTimer
{
    private StepClock _clock;
    private long _origin;
    private long _frames;
    private double _last;

    /// <summary>Step 0 falls on <paramref name="cycle"/>.</summary>
    public void Start(StepClock clock, long cycle)
    {
        _clock = clock;
        _origin = cycle;
        _frames = 1;
        _last = cycle;
    }

    /// <summary>CPU cycle of the next step.</summary>
    public readonly long Next(InstrumentClock time) =>
        _clock == StepClock.Frame
            ? _origin + (_frames * time.HalfCyclesPerFrame / 2)
            : (long)Math.Ceiling(_last + time.StepCycles(_clock));

    /// <summary>The step was taken at <paramref name="cycle"/>.</summary>
    public void Advance(InstrumentClock time, long cycle)
    {
        _frames++;
        _last += time.StepCycles(_clock);
        // a tempo that went up may leave the step long overdue: go on from here, without a burst
        if (_last < cycle - 1)
            _last = cycle;
    }
}
