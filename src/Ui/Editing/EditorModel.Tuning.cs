using LakhNes.Instrument.Tunings;

namespace LakhNes.Ui.Editing;

// How keys are tuned.
internal sealed partial class EditorModel
{
    /// <summary>Tunes keys by a file, as a step that can be taken back.</summary>
    /// <param name="path">A scale, a keyboard map or MIDI messages.</param>
    /// <param name="error">Why not; empty where it is done.</param>
    public bool TryOpenTuning(string path, out string error)
    {
        Tuning before = Engine.Tuning;
        if (!TuningFile.TryRead(path, before, out Tuning after, out error))
            return false;
        Tune(after);
        History.Add(new TuningEdit("Tuning " + after.Name, before, after));
        return true;
    }

    /// <summary>Tunes keys as ever, as a step that can be taken back.</summary>
    public void ClearTuning()
    {
        Tuning before = Engine.Tuning;
        if (before == Tuning.Equal)
            return;
        Tune(Tuning.Equal);
        History.Add(new TuningEdit("Clear the tuning", before, Tuning.Equal));
    }

    /// <summary>Tunes keys, without a way back.</summary>
    public void Tune(Tuning tuning)
    {
        Engine.Tuning = tuning;
        Host.ValuesChanged();
    }
}
