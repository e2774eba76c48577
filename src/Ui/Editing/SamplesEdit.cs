using LakhNes.Instrument.Samples;

namespace LakhNes.Ui.Editing;

/// <summary>The user's samples were changed.</summary>
internal sealed record SamplesEdit(string Name, DmcSampleBank Before, DmcSampleBank After) : IEdit
{
    /// <inheritdoc/>
    public void Undo(EditorModel model) => model.Samples.Show(Before);

    /// <inheritdoc/>
    public void Redo(EditorModel model) => model.Samples.Show(After);
}
