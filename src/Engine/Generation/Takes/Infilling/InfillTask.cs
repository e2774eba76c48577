namespace LakhNes.Engine.Generation.Takes.Infilling;

/// <summary>An infill that is asked for: whoever asked sees here how it gets on. From any thread.</summary>
public sealed class InfillTask
{
    private int _number;
    private double _progress;
    private string? _error;

    internal InfillTask(in InfillOrigin origin, InfillNotes notes)
    {
        Origin = origin;
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

    internal InfillOrigin Origin { get; }

    internal void Show(double progress) => Volatile.Write(ref _progress, Math.Clamp(progress, 0, 1));

    internal void Finish(int number) => Volatile.Write(ref _number, number);

    internal void Fail(string reason) => Volatile.Write(ref _error, reason);
}
