namespace LakhNes.Ui.Editing;

/// <summary>Several things were done by one action.</summary>
internal sealed record JointEdit(string Name, IEdit[] Edits) : IEdit
{
    /// <inheritdoc/>
    public void Undo(EditorModel model)
    {
        foreach (IEdit edit in Edits)
            edit.Undo(model);
    }

    /// <inheritdoc/>
    public void Redo(EditorModel model)
    {
        foreach (IEdit edit in Edits)
            edit.Redo(model);
    }
}
