using System.Collections.Immutable;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Parameters;

namespace LakhNes.Engine;

// Takes, for whoever shows or changes the list. Never on the audio thread.
public sealed partial class ChipEngine
{
    /// <summary>Counts up with every change of the list of takes: views then read <see cref="Takes"/> again.</summary>
    public int TakesRevision => _takes.Revision;

    /// <summary>The takes as they are now, oldest first: all that are kept, and the newest 16 of the others.</summary>
    public ImmutableArray<Take> Takes => _takes.Snapshot();

    /// <summary>Keeps a take: it is what plays in its part of the song from the next block on. Or lets it go.</summary>
    /// <param name="number">See <see cref="Take.Number"/>.</param>
    /// <param name="kept">Whether it is to be kept.</param>
    /// <returns>False where there is no such take, or 32 are kept already.</returns>
    public bool KeepTake(int number, bool kept) => _takes.Keep(number, kept);

    /// <summary>Takes all takes off the list, kept ones too; <see cref="UndoTake"/> brings them back.</summary>
    public void ClearTakes() => _takes.Clear();

    /// <summary>Undoes the last change of the list: a new take, one that was kept or let go, a clearing. Up to 16 times.</summary>
    /// <returns>False where there is nothing to undo.</returns>
    public bool UndoTake() => _takes.Undo();

    // what makes a take what it is beside the prompt: with it the same is heard again
    private void Bring(GeneratorSettings settings)
    {
        SetParameter(ParameterTable.Find("Seed")!.Index, settings.Seed);
        SetParameter(ParameterTable.Find("Variation")!.Index, settings.Variation);
        Interlocked.Increment(ref _revision);
    }
}
