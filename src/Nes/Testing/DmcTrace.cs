using LakhNes.Dsp.Apu;

namespace LakhNes.Nes.Testing;

/// <summary>Writes down what the sample channel plays and passes every level on to another listener.</summary>
public sealed class DmcTrace : ILevelListener
{
    // Far more than a ROM that only plays short samples makes.
    private const int Capacity = 1 << 14;
    private const int StepHeight = 2;

    private readonly ILevelListener _next;
    private readonly List<(long Cycle, int Level)> _changes = [(0, 0)];

    /// <summary>Makes an empty trace.</summary>
    /// <param name="next">Also hears everything.</param>
    public DmcTrace(ILevelListener next) => _next = next;

    /// <summary>Cycle of the last change.</summary>
    public long LastChange => _changes[^1].Cycle;

    /// <inheritdoc/>
    public void LevelsChanged(ReadOnlySpan<LevelChange> changes)
    {
        foreach (LevelChange change in changes)
        {
            if (change.Voice == ApuVoice.Dmc && _changes.Count < Capacity)
                _changes.Add((change.Cycle, change.Level));
        }
        _next.LevelsChanged(changes);
    }

    /// <summary>Tells the channel's own steps from writes to $4011 and groups them into samples played without a gap.</summary>
    /// <param name="period">CPU cycles of one bit; the samples' bits must alternate, so that each makes a step.</param>
    public IReadOnlyList<PlayedSample> FindSamples(int period)
    {
        List<PlayedSample> samples = [];
        long origin = -1;
        for (int i = 1; i < _changes.Count; i++)
        {
            (long cycle, int level) = _changes[i];
            if (Math.Abs(level - _changes[i - 1].Level) != StepHeight)
                continue;
            if (origin < 0)
                origin = cycle;
            if ((cycle - origin) % period != 0)
                continue;
            int bit = (int)((cycle - origin) / period);
            // 0 and 2: the steps since somebody wrote 0 to $4011.
            int low = level <= StepHeight ? 1 : 0;
            if (samples.Count > 0 && samples[^1].End == bit)
                samples[^1] = samples[^1] with { Bits = samples[^1].Bits + 1, BitsFromZero = samples[^1].BitsFromZero + low };
            else
                samples.Add(new PlayedSample(bit, 1, low));
        }
        return samples;
    }
}
