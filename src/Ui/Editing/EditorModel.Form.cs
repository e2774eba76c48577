using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition.Form;

namespace LakhNes.Ui.Editing;

// The user's own form.
internal sealed partial class EditorModel
{
    /// <summary>Composes in a form of the user's own from now on, as steps that can be taken back.</summary>
    /// <param name="form">The form; none: what is composed has no form until there is one.</param>
    public void SetForm(SongForm form)
    {
        SongForm before = Engine.OwnForm;
        if (form != before)
        {
            TakeForm(form);
            History.Add(new FormEdit("Form " + form, before, form));
        }

        Parameter kind = ParameterTable.Of(GeneratorTable.Form);
        if (!form.IsNone && Engine.GetParameter(kind.Index) != (double)FormKind.Own)
            Set(kind, (double)FormKind.Own);
    }

    /// <summary>Another own form, without a way back.</summary>
    public void TakeForm(SongForm form)
    {
        Engine.OwnForm = form;
        Host.ValuesChanged();
    }
}
