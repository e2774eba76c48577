using LakhNes.Concurrency;

namespace LakhNes.Engine.Monitoring;

/// <summary>Everything that the audio thread hands to windows.</summary>
internal sealed class MonitorBuffers
{
    /// <summary>Samples of a voice that are kept: 0.17 seconds at 48 kHz.</summary>
    public const int ScopeSamples = 8192;

    private const int NoteCapacity = 1024;

    /// <summary>The state at the end of the last block.</summary>
    public SequenceLock<EngineSnapshot> Snapshot { get; } = new();

    /// <summary>Notes that began and ended.</summary>
    public BroadcastRing<NoteChange> Notes { get; } = new(NoteCapacity);

    /// <summary>The voices' samples, in register order.</summary>
    public BroadcastRing<float>[] Scopes { get; } =
    [new(ScopeSamples), new(ScopeSamples), new(ScopeSamples), new(ScopeSamples), new(ScopeSamples)];
}
