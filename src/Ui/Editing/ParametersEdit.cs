namespace LakhNes.Ui.Editing;

/// <summary>Several parameters were moved by one action.</summary>
internal sealed record ParametersEdit(string Name, ParameterEdit[] Edits) : IEdit
{
    /// <inheritdoc/>
    public void Undo(EditorModel model)
    {
        foreach (ParameterEdit edit in Edits)
            edit.Undo(model);
    }

    /// <inheritdoc/>
    public void Redo(EditorModel model)
    {
        foreach (ParameterEdit edit in Edits)
            edit.Redo(model);
    }
}
