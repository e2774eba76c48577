using LakhNes.Generator.Composition.Form;

namespace LakhNes.Ui.Editing;

/// <summary>The user's own form became another.</summary>
internal sealed record FormEdit(SongForm Before, SongForm After) : IEdit
{
    /// <inheritdoc/>
    public string Name => "Form " + After;

    /// <inheritdoc/>
    public void Undo(EditorModel model) => Take(model, Before);

    /// <inheritdoc/>
    public void Redo(EditorModel model) => Take(model, After);

    private static void Take(EditorModel model, SongForm form)
    {
        model.Engine.OwnForm = form;
        model.Host.ValuesChanged();
    }
}
