namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>Keeps what a chip tells of its channels' levels.</summary>
internal sealed class LevelRecorder : ILevelListener
{
    private readonly List<Change>[] _changes =
    [
        [],
        [],
        [],
        [],
        [],
    ];

    public IReadOnlyList<Change> Of(ApuVoice voice) => _changes[(int)voice];

    public void Clear()
    {
        foreach (List<Change> changes in _changes)
            changes.Clear();
    }

    void ILevelListener.LevelsChanged(ReadOnlySpan<LevelChange> changes)
    {
        foreach (LevelChange change in changes)
            _changes[(int)change.Voice].Add(new Change(change.Cycle, change.Level));
    }
}
