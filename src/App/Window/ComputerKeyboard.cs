using LakhNes.Ui.Input;

namespace LakhNes.App.Window;

/// <summary>
/// The computer's keys as a piano, as trackers have them: the row of Z and the black keys above it from <see cref="LowestKey"/>
/// on, the row of Q an octave higher. A key that is held repeats, as a release and a press at once: a note ends when no press has
/// followed.
/// </summary>
internal sealed class ComputerKeyboard
{
    /// <summary>The key of Z: C3.</summary>
    public const int LowestKey = 48;

    /// <summary>Milliseconds after which a release was one.</summary>
    public const int RepeatMilliseconds = 8;

    // by semitone; an octave of each row and the beginning of the next
    private const string Lower = "zsxdcvgbhnjm,l.;/",
        Upper = "q2w3er5t6y7ui9o0p";
    private const int Octave = 12;

    private readonly Action<int, bool> _play;
    private readonly long?[] _releasedAt = new long?[128];
    private readonly bool[] _held = new bool[128];

    /// <summary>Makes a keyboard.</summary>
    /// <param name="play">Told of a MIDI key that goes down or up.</param>
    public ComputerKeyboard(Action<int, bool> play) => _play = play;

    /// <summary>A key goes down, or repeats.</summary>
    /// <returns>Whether it plays.</returns>
    public bool Press(KeyEvent e)
    {
        if (KeyOf(e) is not { } key)
            return false;
        _releasedAt[key] = null;
        if (!_held[key])
            _play(key, true);
        _held[key] = true;
        return true;
    }

    /// <summary>A key goes up, or repeats.</summary>
    /// <param name="e">Which.</param>
    /// <param name="milliseconds">Now.</param>
    public void Release(KeyEvent e, long milliseconds)
    {
        if (KeyOf(e with { Modifiers = Modifiers.None }) is { } key && _held[key])
            _releasedAt[key] = milliseconds;
    }

    /// <summary>Ends the notes whose keys are up.</summary>
    /// <param name="milliseconds">Now.</param>
    public void Advance(long milliseconds)
    {
        for (int key = 0; key < _held.Length; key++)
        {
            if (_releasedAt[key] is { } at && milliseconds - at >= RepeatMilliseconds)
                End(key);
        }
    }

    /// <summary>
    /// Milliseconds until <see cref="Advance"/> has something to do; <see cref="long.MaxValue"/>: not before another key.
    /// </summary>
    /// <param name="milliseconds">Now.</param>
    public long NextEnd(long milliseconds)
    {
        long next = long.MaxValue;
        foreach (long? released in _releasedAt)
        {
            if (released is { } at)
                next = Math.Min(next, Math.Max(0, at + RepeatMilliseconds - milliseconds));
        }

        return next;
    }

    /// <summary>Ends all notes: the keys are another window's from here on.</summary>
    public void ReleaseAll()
    {
        for (int key = 0; key < _held.Length; key++)
            End(key);
    }

    private void End(int key)
    {
        if (_held[key])
            _play(key, false);
        _held[key] = false;
        _releasedAt[key] = null;
    }

    private static int? KeyOf(KeyEvent e)
    {
        if (e.Key != Key.Character || (e.Modifiers & (Modifiers.Control | Modifiers.Alt)) != 0)
            return null;
        char letter = char.ToLowerInvariant(e.Character);
        int lower = Lower.IndexOf(letter),
            upper = Upper.IndexOf(letter);
        return lower >= 0 ? LowestKey + lower
            : upper >= 0 ? LowestKey + Octave + upper
            : null;
    }
}
