namespace LakhNes.Engine.Generation;

/// <summary>How much a worker's rings hold, each a power of two, and how long an offline render waits for it.</summary>
internal sealed record GenerationWorkerOptions
{
    /// <summary>Requests that wait.</summary>
    public int RequestCapacity { get; init; } = 2 * EpochWindow.Capacity;

    /// <summary>Captured notes that wait.</summary>
    public int CapturedCapacity { get; init; } = 8192;

    /// <summary>Take events that wait.</summary>
    public int TakeEventCapacity { get; init; } = 8192;

    /// <summary>Tempo points that wait.</summary>
    public int TempoCapacity { get; init; } = 256;

    /// <summary>Composed notes that wait.</summary>
    public int NoteCapacity { get; init; } = 8192;

    /// <summary>Its thread and the model's give way to other threads.</summary>
    public bool Background { get; init; } = true;

    /// <summary>Without its thread nothing is ever taken from the rings.</summary>
    public bool Runs { get; init; } = true;

    /// <summary>
    /// An offline render waits so long for a worker that composes nothing, in milliseconds: a large model takes a while to load.
    /// </summary>
    public int IdlePatience { get; init; } = 120_000;

    /// <summary>An offline render waits so long at one place altogether, in milliseconds.</summary>
    public int Patience { get; init; } = 600_000;
}
