using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition.Form;

namespace LakhNes.Ui.Editing;

// The user's own form.
internal sealed partial class EditorModel
{
    /// <summary>Composes in a form of the user's own from now on, in one action that is taken back as one.</summary>
    /// <param name="form">The form; none: what is composed has no form until there is one.</param>
    public void SetForm(SongForm form)
    {
        FormEdit letters = new(Engine.OwnForm, form);
        IEdit[] edits = letters.Before == form ? [] : [letters];
        if (!form.IsNone)
            edits = [.. edits, .. Moves([(ParameterTable.Of(GeneratorTable.Form), (double)FormKind.Own)])];
        Do(letters.Name, edits);
    }
}
