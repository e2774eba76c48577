namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>Keeps what a chip tells of its channels' levels.</summary>
internal sealed class LevelRecorder : ILevelListener
{
    private readonly List<Change>[] _changes = [[], [], [], [], []];

    public IReadOnlyList<Change> Of(ApuVoice voice) => _changes[(int)voice];

    public void Clear()
    {
        foreach (List<Change> changes in _changes)
            changes.Clear();
    }

    void ILevelListener.LevelChanged(ApuVoice voice, int level, long cycle) => _changes[(int)voice].Add(new Change(cycle, level));
}
