using LakhNes.Instrument.Tunings;

namespace LakhNes.Ui.Editing;

/// <summary>Keys were tuned another way.</summary>
internal sealed record TuningEdit(string Name, Tuning Before, Tuning After) : IEdit
{
    /// <inheritdoc/>
    public void Undo(EditorModel model) => model.Tune(Before);

    /// <inheritdoc/>
    public void Redo(EditorModel model) => model.Tune(After);
}
