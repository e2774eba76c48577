namespace LakhNes.Engine.Generation.Takes;

/// <summary>An infill that is asked for: whoever asked sees here how it gets on. From any thread.</summary>
public sealed class InfillTask
{
    private int _number;
    private double _progress;
    private string? _error;

    /// <summary>Asks.</summary>
    /// <param name="take">The take that is filled in.</param>
    /// <param name="loads">How many lists of takes had been loaded: it belongs to the last one.</param>
    /// <param name="notes">What stays of it and what is composed.</param>
    internal InfillTask(Take take, int loads, InfillNotes notes)
    {
        (Take, Loads) = (take, loads);
        Notes = notes;
    }

    /// <summary>It is over: see <see cref="Error"/> and <see cref="Number"/>.</summary>
    public bool IsDone => Number > 0 || Error.Length > 0;

    /// <summary>Why nothing came of it, in one line; empty: nothing went wrong.</summary>
    public string Error => Volatile.Read(ref _error) ?? "";

    /// <summary>The new take, see <see cref="Take.Number"/>; 0 while it is not listed.</summary>
    public int Number => Volatile.Read(ref _number);

    /// <summary>How much of the part is composed, 0 to 1.</summary>
    public double Progress => Volatile.Read(ref _progress);

    internal InfillNotes Notes { get; }

    internal Take Take { get; }

    internal int Loads { get; }

    internal void Show(double progress) => Volatile.Write(ref _progress, Math.Clamp(progress, 0, 1));

    internal void Finish(int number) => Volatile.Write(ref _number, number);

    internal void Fail(string reason) => Volatile.Write(ref _error, reason);
}
