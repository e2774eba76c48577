using LakhNes.Generator.Composition.Form;

namespace LakhNes.Ui.Editing;

/// <summary>The user's own form became another.</summary>
internal sealed record FormEdit(string Name, SongForm Before, SongForm After) : IEdit
{
    /// <inheritdoc/>
    public void Undo(EditorModel model) => model.TakeForm(Before);

    /// <inheritdoc/>
    public void Redo(EditorModel model) => model.TakeForm(After);
}
