namespace LakhNes.Dsp.Apu;

/// <summary>
/// Steps that a mixer hands to a <see cref="StepBuffer"/>: as many of each kind as a batch of changes can make.
/// </summary>
internal sealed class StepBatch
{
    // A change of weights steps both networks at once.
    private const int Most = LevelChanges.Most + 2;

    public readonly Step[] Steps = new Step[Most];
    public readonly CoarseStep[] CoarseSteps = new CoarseStep[Most];

    public int Count { get; set; }

    public int CoarseCount { get; set; }

    /// <summary>Adds a step, unless it is none.</summary>
    public void Add(StepTime time, double height)
    {
        if (height != 0)
            Steps[Count++] = new Step(time, height);
    }

    /// <summary>Adds a step of noise, unless it is none.</summary>
    public void AddCoarse(int phase, double height)
    {
        if (height != 0)
            CoarseSteps[CoarseCount++] = new CoarseStep(phase, height);
    }
}
