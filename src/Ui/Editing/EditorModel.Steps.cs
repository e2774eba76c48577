using LakhNes.Engine;
using LakhNes.Instrument.Settings;

namespace LakhNes.Ui.Editing;

// Step sequences.
internal sealed partial class EditorModel
{
    private readonly VoiceSettings _read = new();

    /// <summary>
    /// Counts up with every step sequence put here: with <see cref="ChipEngine.Revision"/> it tells when to read them again.
    /// </summary>
    public int StepsVersion { get; private set; }

    /// <summary>Steps that were copied in this window, as text; null: none.</summary>
    public string? CopiedSteps { get; set; }

    /// <summary>Reads a step sequence as it is now.</summary>
    public void ReadSteps(StepLane lane, StepSequence to)
    {
        Engine.ReadSteps(lane.Voice, _read);
        to.CopyFrom(lane.Of(_read));
    }

    /// <summary>Replaces a step sequence; it is heard from the next block on.</summary>
    public void PutSteps(StepLane lane, StepSequence steps)
    {
        Engine.EditSteps(lane.Voice, settings => lane.Of(settings).CopyFrom(steps));
        StepsVersion++;
    }

    /// <summary>Remembers that a sequence has been changed from what it was, so that it can be taken back.</summary>
    public void EndSteps(StepLane lane, StepSequence before)
    {
        var after = new StepSequence();
        ReadSteps(lane, after);
        if (after.Steps.SequenceEqual(before.Steps) && after.Loop == before.Loop && after.Release == before.Release)
            return;
        var old = new StepSequence();
        old.CopyFrom(before);
        History.Add(new StepEdit(lane, old, after));
        Host.ValuesChanged();
    }
}
