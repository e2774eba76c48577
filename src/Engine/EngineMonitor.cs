using LakhNes.Dsp.Apu;
using LakhNes.Engine.Monitoring;

namespace LakhNes.Engine;

/// <summary>
/// What windows see of an engine while they are open. The audio thread writes it, never waiting and without allocation, and does
/// nothing at all while no window is open. Reading is for any thread but the audio thread and allocates nothing.
/// </summary>
public sealed class EngineMonitor
{
    private readonly ChipEngine _engine;
    private MonitorBuffers? _buffers;
    private int _open;

    /// <summary>Makes the monitor of an engine.</summary>
    internal EngineMonitor(ChipEngine engine) => _engine = engine;

    /// <summary>Where the audio thread writes; null: nobody looks.</summary>
    internal MonitorBuffers? Watched => Volatile.Read(ref _open) > 0 ? _buffers : null;

    /// <summary>A window opens; not for the audio thread. Allocates the first time.</summary>
    public void Open()
    {
        if (_buffers is null)
            Interlocked.CompareExchange(ref _buffers, new MonitorBuffers(), null);
        Interlocked.Increment(ref _open);
    }

    /// <summary>A window that was opened closes.</summary>
    public void Close() => Interlocked.Decrement(ref _open);

    /// <summary>Blocks that were shown: a window draws nothing new while this stands still.</summary>
    public long Blocks => _buffers?.Snapshot.Writes ?? 0;

    /// <summary>Reads the newest snapshot, whole.</summary>
    /// <returns>False where there is none yet; <paramref name="snapshot"/> is then left alone.</returns>
    public bool TryRead(ref EngineSnapshot snapshot) => _buffers?.Snapshot.TryRead(ref snapshot) ?? false;

    /// <summary>Reads the newest samples of a voice, at the host's rate.</summary>
    /// <param name="voice">The voice.</param>
    /// <param name="samples">Filled from its end, its beginning cleared where there are fewer; at most
    /// <see cref="MonitorBuffers.ScopeSamples"/> are kept.</param>
    /// <returns>How many there were.</returns>
    public int ReadScope(ApuVoice voice, Span<float> samples)
    {
        if (_buffers is { } buffers)
            return buffers.Scopes[(int)voice].ReadNewest(samples);
        samples.Clear();
        return 0;
    }

    /// <summary>Where a reader of notes begins that wants only those to come.</summary>
    public long NotesWritten => _buffers?.Notes.Written ?? 0;

    /// <summary>Reads notes that began or ended since.</summary>
    /// <param name="next">The first wanted, from <see cref="NotesWritten"/>; set to the one after those read.</param>
    /// <param name="changes">Room for them.</param>
    /// <returns>How many were read.</returns>
    public int ReadNotes(ref long next, Span<NoteChange> changes) => _buffers?.Notes.Read(ref next, changes) ?? 0;

    /// <summary>Copies the notes that are composed and not yet due, in their order of being composed.</summary>
    /// <param name="snapshot">A snapshot read before: says which of them still count.</param>
    /// <param name="notes">Room for them, as starts and ends.</param>
    /// <returns>How many were copied.</returns>
    public int ReadQueued(in EngineSnapshot snapshot, Span<NoteChange> notes) => _engine.ReadQueued(in snapshot, notes);
}
