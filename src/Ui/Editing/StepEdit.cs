using LakhNes.Instrument.Settings;

namespace LakhNes.Ui.Editing;

/// <summary>A step sequence was changed.</summary>
internal sealed record StepEdit(StepLane Lane, StepSequence Before, StepSequence After) : IEdit
{
    /// <inheritdoc/>
    public string Name => Lane.Name + " steps";

    /// <inheritdoc/>
    public void Undo(EditorModel model) => model.PutSteps(Lane, Before);

    /// <inheritdoc/>
    public void Redo(EditorModel model) => model.PutSteps(Lane, After);
}
