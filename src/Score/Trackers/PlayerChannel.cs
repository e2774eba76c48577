namespace LakhNes.Score.Trackers;

/// <summary>A channel of a module that is played: its note and macros. What else changes them is the tracker's part.</summary>
internal abstract class PlayerChannel
{
    /// <summary>The chip's greatest volume.</summary>
    protected const int MostVolume = 15;

    /// <summary>The chip's longest timer.</summary>
    protected const int LongestPeriod = 2047;

    private readonly MacroPlayer[] _macros = [new(), new(), new(), new(), new()];
    private int _rowsLeft,
        _rowsToRelease;

    /// <summary>The instrument that the next note has.</summary>
    public TrackerInstrument? Instrument { get; protected set; }

    /// <summary>A note sounds, or its instrument ends it.</summary>
    public bool Gate { get; protected set; }

    /// <summary>The note.</summary>
    public int Note { get; protected set; }

    /// <summary>Duty or mode.</summary>
    public int Duty { get; protected set; }

    /// <summary>What the chip is to play: 0 to 15.</summary>
    public abstract int Level { get; }

    /// <summary>The chip's timer; of noise the note.</summary>
    public abstract int Period { get; }

    /// <summary>The note is cut after so many ticks; below 0: it is not.</summary>
    protected int CutAfter { get; set; } = -1;

    /// <summary>Instrument, volume and effects of a row, then its note.</summary>
    /// <param name="cell">The row.</param>
    /// <param name="instrument">Its instrument; null: as before.</param>
    /// <param name="slideTicks">How long the slide to another note lasts, where the row has one.</param>
    /// <param name="volumeTicks">How long the slide to another volume lasts, where the row has one.</param>
    public abstract void Take(TrackerCell cell, TrackerInstrument? instrument, double slideTicks, double volumeTicks);

    /// <summary>A row begins: notes that say how long they last may end, unless it has another one.</summary>
    /// <param name="cell">The row.</param>
    /// <returns>The note's key was let go, or the note has ended.</returns>
    public bool BeginRow(TrackerCell cell)
    {
        bool released = _rowsToRelease > 0 && --_rowsToRelease == 0 && !cell.Strikes;
        if (released)
            Release();
        if (_rowsLeft > 0 && --_rowsLeft == 0 && !cell.Strikes)
        {
            Gate = false;
            return true;
        }
        return released;
    }

    /// <summary>A tick passes.</summary>
    public void Tick()
    {
        if (CutAfter >= 0 && CutAfter-- == 0)
            Gate = false;
        Move();
    }

    /// <summary>Volume, pitch and duty move on by a tick.</summary>
    protected abstract void Move();

    /// <summary>A note begins that lasts as long as its row says.</summary>
    protected void Begin(TrackerCell cell)
    {
        (Note, Gate) = (cell.Note, true);
        (_rowsLeft, _rowsToRelease) = (cell.Duration, cell.ReleaseAfter);
    }

    /// <summary>The note's key is let go.</summary>
    protected void Release()
    {
        foreach (MacroPlayer macro in _macros)
            macro.Release();
    }

    /// <summary>The macro of a kind begins anew.</summary>
    protected void Restart(MacroKind kind) => _macros[(int)kind].Start(Instrument?[kind]);

    /// <summary>A macro's value of this tick; null where it has none any more.</summary>
    protected int? Step(MacroKind kind) => _macros[(int)kind].Step();

    /// <summary>The macro of a kind has come to its end.</summary>
    protected bool Ended(MacroKind kind) => _macros[(int)kind].Ended;
}
