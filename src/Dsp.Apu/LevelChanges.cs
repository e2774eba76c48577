namespace LakhNes.Dsp.Apu;

/// <summary>Changes that a chip has yet to report, all of one network of its mixer, in order of cycle.</summary>
internal sealed class LevelChanges
{
    /// <summary>Most changes that are reported at once.</summary>
    public const int Most = 128;

    private readonly LevelChange[] _changes = new LevelChange[Most];
    private int _count;

    /// <summary>Room for further changes: at least one. Says with <see cref="Take"/> how much of it was used.</summary>
    public Span<LevelChange> Room(ILevelListener? listener)
    {
        if (_count == Most)
            Report(listener);
        return _changes.AsSpan(_count);
    }

    public void Take(int count) => _count += count;

    public void Add(LevelChange change, ILevelListener? listener)
    {
        Room(listener)[0] = change;
        Take(1);
    }

    public void Report(ILevelListener? listener)
    {
        if (_count > 0)
            listener?.LevelsChanged(_changes.AsSpan(0, _count));
        _count = 0;
    }
}
