using LakhNes.Engine.Generation;
using LakhNes.Engine.Parameters;

namespace LakhNes.Engine;

// The generator as the rest of the program sees it.
public sealed partial class ChipEngine
{
    private const double BytesAMegabyte = 1e6;

    private static readonly int LeadBeatsIndex = ParameterTable.Find(ParameterTable.LeadBeatsId)!.Index;
    private static readonly int LeadTimeIndex = ParameterTable.Find(ParameterTable.LeadTimeId)!.Index;
    private static readonly int TokensIndex = ParameterTable.Find(ParameterTable.TokensPerSecondId)!.Index;
    private static readonly int LateNotesIndex = ParameterTable.Find(ParameterTable.LateNotesId)!.Index;
    private static readonly int MemoryIndex = ParameterTable.Find(ParameterTable.MemoryId)!.Index;

    /// <summary>Whether the generator can compose; the instrument plays whatever this says. From any thread.</summary>
    public GeneratorStatus GeneratorStatus => _improviser.Worker?.Status ?? GeneratorStatus.NoModel;

    /// <summary>Why the generator cannot compose, in one line; empty where it can. From any thread.</summary>
    public string GeneratorError => _improviser.Worker?.Error ?? "";

    /// <summary>What settings at Auto took from the phrase that is or was answered last. From any thread.</summary>
    public PhraseStyle Style => _improviser.Worker?.Style ?? default;

    /// <summary>Tokens that the model gives a second; 0 before the first. From any thread.</summary>
    public double TokensPerSecond => _improviser.Worker?.TokensPerSecond ?? 0;

    /// <summary>Tokens that were composed since the engine got its model. From any thread.</summary>
    public long ComposedTokens => _improviser.Worker?.ComposedTokens ?? 0;

    /// <summary>
    /// Managed memory that the generator's thread has taken since its model was loaded, in bytes. From any thread.
    /// </summary>
    public long GeneratorAllocatedBytes => _improviser.Worker?.AllocatedBytes ?? 0;

    /// <summary>How far ahead of the song is composed, in quarter notes; 0 while nothing is. From any thread.</summary>
    public double LeadBeats => _improviser.LeadBeats;

    /// <summary>How far ahead of the song is composed, in milliseconds at the present tempo. From any thread.</summary>
    public double LeadMilliseconds => _improviser.LeadBeats * 60_000 / _improviser.Map.Tempo;

    /// <summary>
    /// Bytes that the generator holds: the model, shared by all instances that use it, and this instance's own. From any thread.
    /// </summary>
    public long GeneratorMemory => _improviser.Worker?.MemoryBytes ?? 0;

    /// <summary>Generated notes that came too late to be heard since the engine was made. From any thread.</summary>
    public long LateNotes => _improviser.LateNotes;

    // on the audio thread, after every block
    private void ShowHealth()
    {
        Volatile.Write(ref _shown[LeadBeatsIndex], LeadBeats);
        Volatile.Write(ref _shown[LeadTimeIndex], LeadMilliseconds);
        Volatile.Write(ref _shown[TokensIndex], TokensPerSecond);
        Volatile.Write(ref _shown[LateNotesIndex], Math.Min(LateNotes, ParameterTable.All[LateNotesIndex].Range.Maximum));
        Volatile.Write(ref _shown[MemoryIndex], GeneratorMemory / BytesAMegabyte);
    }

    /// <summary>
    /// Ends the generator's thread. The engine may be used on as an instrument; activating it starts the thread again.
    /// </summary>
    public void Dispose()
    {
        GenerationWorker? worker = _improviser.Worker;
        _improviser.Worker = null;
        worker?.Dispose();
    }
}
