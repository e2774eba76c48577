using LakhNes.Engine.Parameters;

namespace LakhNes.Ui.Editing;

/// <summary>A parameter was moved.</summary>
internal sealed record ParameterEdit(Parameter Parameter, double Before, double After) : IEdit
{
    /// <inheritdoc/>
    public string Name => Parameter.Name;

    /// <inheritdoc/>
    public void Undo(EditorModel model) => Move(model, Before);

    /// <inheritdoc/>
    public void Redo(EditorModel model) => Move(model, After);

    private void Move(EditorModel model, double plain)
    {
        model.Host.BeginEdit(Parameter.Index);
        model.Host.Edit(Parameter.Index, plain);
        model.Host.EndEdit(Parameter.Index);
    }
}
