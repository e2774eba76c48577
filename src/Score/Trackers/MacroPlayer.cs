namespace LakhNes.Score.Trackers;

/// <summary>Where a note is in a macro: FamiTracker's rules.</summary>
internal sealed class MacroPlayer
{
    private Macro? _macro;
    private int _next;
    private bool _released;

    /// <summary>It has come to its end and changes nothing more.</summary>
    public bool Ended => _macro is null || _next >= _macro.Values.Length;

    /// <summary>A note begins.</summary>
    public void Start(Macro? macro) => (_macro, _next, _released) = (macro, 0, false);

    /// <summary>The key is let go: what stands behind the release point is played.</summary>
    public void Release()
    {
        _released = true;
        if (_macro is { Release: >= 0 })
            _next = _macro.Release + 1;
    }

    /// <summary>The value of this tick; null where there is none any more.</summary>
    public int? Step()
    {
        if (Ended)
            return null;
        int value = _macro!.Values[_next++];
        bool held = _macro.Release >= 0 && !_released && _next == _macro.Release + 1;
        if (!held && _next < _macro.Values.Length)
            return value;
        if (_macro.Loop >= 0 && !(_released && _macro.Release >= 0))
            _next = _macro.Loop;
        else if (held)
            _next--;
        return value;
    }
}
