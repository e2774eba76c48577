using LakhNes.Ui.Editing;
using LakhNes.Ui.Models;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views.Compose;

/// <summary>The model that composes, on a button that opens the others; says how an import gets on.</summary>
internal sealed class ModelPicker : Stack
{
    private const string Title = "Model";

    private readonly EditorModel _model;
    private readonly ModelLibrary _library;
    private readonly Label _title;
    private readonly Button _button;
    private ModelImport? _import;
    private string? _shownPath = "";
    private string _shownWarning = "";
    private int _shownPercent = -1;

    /// <summary>Makes the picker.</summary>
    public ModelPicker(EditorModel model, ModelLibrary library)
    {
        _model = model;
        _library = library;
        Orientation = Orientation.Down;
        _title = Add(new Label(Title) { IsDim = true });
        _button = Add(
            new Button("", Choose) { Width = 168, Tip = "The model that composes. Press to choose or import another." }
        );
    }

    /// <inheritdoc/>
    public override void Refresh()
    {
        if (_import is { } import)
        {
            if (import.IsDone)
                Finish(import);
            else if (import.Percent != _shownPercent)
                _button.Text = $"Importing ... {_shownPercent = import.Percent} %";
            return;
        }

        string warning = _model.Engine.ModelWarning;
        if (!ReferenceEquals(warning, _shownWarning) && Scene is { Popup: null } scene)
        {
            _shownWarning = warning;
            _title.Say(warning.Length > 0 ? "Not the project's model" : Title);
            if (warning.Length > 0)
                Notice.Open(scene, "The project's model is missing", warning);
        }

        string? path = _model.Engine.Model?.Path;
        if (path == _shownPath)
            return;
        _shownPath = path;
        _button.Text = path is null ? "none" : Path.GetFileNameWithoutExtension(path);
    }

    private void Choose()
    {
        if (Scene is not { } scene)
            return;
        var items = new List<MenuItem>();
        foreach (string path in _library.List(_model.Engine))
            items.Add(
                new MenuItem(Path.GetFileNameWithoutExtension(path), () => Use(path))
                {
                    IsChecked = path == _model.Engine.Model?.Path,
                }
            );
        items.Add(
            new MenuItem(
                "Open a model file ...",
                () => FileChooser.Open(scene, "Open a model", _library.Folder, [ModelLibrary.Extension], null, Use)
            )
        );
        items.Add(
            new MenuItem(
                "Import a checkpoint ...",
                () => FileChooser.Open(scene, "Import the checkpoint in a folder", _library.Folder, [], null, Import)
            )
            {
                IsEnabled = _import is null,
            }
        );
        Menu.Open(scene, _button.Bounds.X, _button.Bounds.Bottom, [.. items], _button.Bounds.Width);
    }

    private void Use(string path)
    {
        ModelLibrary.Use(_model.Engine, path);
        _model.Host.ValuesChanged();
    }

    private void Import(string checkpoint)
    {
        _import = ModelImport.TryStart(
            checkpoint,
            _library.Folder,
            _model.Engine.InstalledModel?.RuntimeFolder,
            out string error
        );
        if (_import is null)
            Complain(error);
    }

    private void Finish(ModelImport import)
    {
        string error = import.Result();
        (_import, _shownPath, _shownPercent) = (null, "", -1);
        if (error.Length == 0)
            Use(import.Target);
        else
            Complain(error);
        import.Dispose();
    }

    private void Complain(string error)
    {
        if (Scene is { } scene)
            Notice.Open(scene, "The model was not imported", error);
    }
}
