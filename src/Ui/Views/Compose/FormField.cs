using LakhNes.Generator.Composition.Form;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views.Compose;

/// <summary>The letters of the user's own form, typed.</summary>
internal sealed class FormField : Stack
{
    private const int Width = 180;

    private readonly EditorModel _model;
    private readonly TextField _field;
    private SongForm _shown;

    /// <summary>Makes the field.</summary>
    public FormField(EditorModel model)
    {
        _model = model;
        Orientation = Orientation.Down;
        Gap = 2;
        Add(new Label("Own letters"));
        _field = Add(
            new TextField("")
            {
                Width = Width,
                Placeholder = "such as A8 B4 A8",
                Tip =
                    "The sections of Form at Own, taken with Enter: letters, each with its bars if it is not as long as Section Bars "
                    + "says.",
                Check = typed => (ProblemOf(typed), typed.Length),
                Entered = typed => model.SetForm(FormOf(typed, out _)),
            }
        );
    }

    /// <inheritdoc/>
    public override void Refresh()
    {
        SongForm form = _model.Engine.OwnForm;
        if (form == _shown)
            return;
        _shown = form;
        _field.Put(form.ToString());
    }

    private static string ProblemOf(string typed)
    {
        FormOf(typed, out string error);
        return error;
    }

    private static SongForm FormOf(string typed, out string error)
    {
        error = "";
        return typed.AsSpan().Trim().IsEmpty ? default : SongForm.Parse(typed, 0, out error) ?? default;
    }
}
