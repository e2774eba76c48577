using LakhNes.Instrument.Presets;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Widgets;

namespace LakhNes.Ui.Views;

/// <summary>Presets by category, the user's own after the factory's, searched by name or category; loading and saving of files.</summary>
internal sealed class PresetBrowser : Stack
{
    private readonly EditorModel _model;
    private readonly ListBox _list;
    private readonly TextBlock _problem = new("") { Lines = 3, IsVisible = false };
    private readonly List<(int Factory, string Path)> _presets = [];
    private readonly Button _back;
    private int _shown = int.MinValue;
    private string _path = "";
    private string _editedName = "";

    /// <summary>Makes the browser.</summary>
    public PresetBrowser(EditorModel model)
    {
        _model = model;
        Orientation = Orientation.Down;
        Padding = 8;
        Gap = 4;
        Search = Add(new TextField("") { Placeholder = "Search presets", Changed = _ => List() });
        _list = Add(new ListBox { Grow = 1, Selecting = Load, EmptyText = "no preset of that name" });
        Add(_problem);
        _back = Add(new Button("", GoBack) { IsVisible = false, Tip = "The sound was changed since the preset was loaded. Brings the preset back; Control+Z brings the changes back." });
        Stack row = Add(new Stack { Gap = 8 });
        row.Add(new Button("Open...", OpenFile) { Grow = 1, Tip = "Loads a preset file." });
        row.Add(new Button("Save as...", SaveFile) { Grow = 1, Tip = "Keeps the sound as a preset file." });
        List();
    }

    /// <summary>Where presets are searched.</summary>
    public TextField Search { get; }

    /// <inheritdoc/>
    public override Extent Measure() => base.Measure() with { Width = 232 };

    /// <inheritdoc/>
    public override void Refresh()
    {
        int preset = _model.Engine.CurrentPreset;
        string edited = _model.Preset.IsEdited ? _model.Preset.Name : "";
        if (!ReferenceEquals(edited, _editedName) || preset != _shown)
        {
            _editedName = edited;
            if (edited.Length > 0) _back.Text = "Back to " + edited;
            _back.IsVisible = edited.Length > 0;
            int at = edited.Length == 0 ? -1 : preset >= 0 ? PlaceOf(preset) : _presets.FindIndex(entry => entry.Path == _path);
            _list.Note(at, "edited");
        }

        if (preset == _shown) return;
        _shown = preset;
        if (preset >= 0 || (_list.Selected >= 0 && _presets[_list.Selected].Factory >= 0)) _list.Mark(PlaceOf(preset));
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Panel);

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        // from the search into what it found
        if (e.Key != Key.Down || !Search.HasFocus) return false;
        Scene!.SetFocus(_list);
        return true;
    }

    private int PlaceOf(int preset) => preset < 0 ? -1 : _presets.FindIndex(entry => entry.Factory == preset);

    private void List()
    {
        string wanted = Search.Text.Trim();
        var items = new List<ListItem>();
        _presets.Clear();
        foreach (PresetCategory category in Enum.GetValues<PresetCategory>())
        {
            bool headed = false;
            for (int i = 0; i < FactoryPresets.All.Length; i++)
            {
                Preset preset = FactoryPresets.All[i];
                if (preset.Category == category && Matches(preset.Name, category.ToString())) Add(category.ToString(), preset.Name, i, "", ref headed);
            }
        }

        bool own = false;
        foreach (string file in UserPresets.Files())
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (Matches(name, "Own")) Add("Own", name, -1, file, ref own);
        }

        _list.Show([.. items], PlaceOf(_model.Engine.CurrentPreset));
        _editedName = " ";

        bool Matches(string name, string category) =>
            name.Contains(wanted, StringComparison.OrdinalIgnoreCase) || category.StartsWith(wanted, StringComparison.OrdinalIgnoreCase);

        void Add(string category, string name, int factory, string path, ref bool headed)
        {
            if (!headed)
            {
                items.Add(new ListItem(category) { IsHeading = true });
                _presets.Add((-1, ""));
            }

            headed = true;
            items.Add(new ListItem(name));
            _presets.Add((factory, path));
        }
    }

    private void Load(int index)
    {
        (int factory, string path) = _presets[index];
        Complain("");
        if (factory >= 0) _model.LoadPreset(factory);
        else LoadFile(path);
    }

    private void LoadFile(string path)
    {
        if (!UserPresets.TryRead(path, out byte[] file, out string error)) Complain(error);
        else if (!_model.TryLoadPreset(Path.GetFileNameWithoutExtension(path), file, out error)) Complain($"{path}: {error}");
        else _path = path;
    }

    private void GoBack()
    {
        if (_model.Engine.CurrentPreset is >= 0 and int factory) _model.LoadPreset(factory);
        else LoadFile(_path);
    }

    private void Complain(string problem)
    {
        _problem.Say(problem);
        _problem.IsVisible = problem.Length > 0;
    }

    private void OpenFile()
    {
        if (Scene is { } scene) FileChooser.Open(scene, "Open a preset", UserPresets.Folder, [PresetFile.Extension], null, LoadFile);
    }

    private void SaveFile()
    {
        if (Scene is not { } scene) return;
        UserPresets.MakeFolder();
        FileChooser.Open(scene, "Save the sound", UserPresets.Folder, [PresetFile.Extension], "My Sound", path =>
        {
            string name = Path.GetFileNameWithoutExtension(path);
            byte[] file = _model.Engine.SavePreset(name, "Own");
            Complain(UserPresets.TryWrite(path, file, out string error) ? "" : error);
            List();
            // from here on it is that preset
            if (error.Length == 0) LoadFile(path);
        });
    }
}
