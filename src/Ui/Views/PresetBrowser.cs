using LakhNes.Instrument.Presets;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views;

/// <summary>
/// Presets by category, the user's own after the factory's, searched by name or category; loading and saving of files.
/// </summary>
internal sealed class PresetBrowser : Stack
{
    private readonly EditorModel _model;
    private readonly ListBox _list;
    private readonly TextBlock _problem = new("") { Lines = 3, IsVisible = false };
    private readonly List<Entry> _presets = [];
    private readonly Button _back;
    private int _shown = int.MinValue;
    private string _path = "";
    private string _editedName = "";

    // a line: a factory preset by its number, or a file
    private readonly record struct Entry(int Factory, string Path)
    {
        public static readonly Entry Heading = new(-1, "");

        public bool IsOwn => Factory < 0;

        public string Name => IsOwn ? System.IO.Path.GetFileNameWithoutExtension(Path) : FactoryPresets.All[Factory].Name;

        // what stands for it among the favourites
        public string Key => (IsOwn ? "own:" : "factory:") + Name;
    }

    /// <summary>Makes the browser.</summary>
    public PresetBrowser(EditorModel model)
    {
        _model = model;
        Orientation = Orientation.Down;
        Padding = 8;
        Gap = 4;
        Search = Add(
            new TextField("")
            {
                Placeholder = "Search presets",
                CanClear = true,
                Changed = _ => List(),
            }
        );
        _list = Add(
            new ListBox
            {
                Grow = 1,
                Selecting = Load,
                Menu = OpenMenu,
                EmptyText = "no preset of that name",
                Tip = "A right click makes a preset a favourite, and renames and deletes your own.",
            }
        );
        Add(_problem);
        _back = Add(
            new Button("", GoBack)
            {
                IsVisible = false,
                Tip =
                    "The sound was changed since the preset was loaded. Brings the preset back; Control+Z brings the changes back.",
            }
        );
        Stack row = Add(new Stack { Gap = 8 });
        row.Add(
            new Button("Open...", OpenFile)
            {
                Grow = 1,
                Tip =
                    "Loads a preset file; or takes the sounds of a song (.nsf, .vgm, .ftm, .fms, a tracker's .txt), whose first bars "
                    + "are then listed under Takes.",
            }
        );
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
            if (edited.Length > 0)
                _back.Text = "Back to " + edited;
            _back.IsVisible = edited.Length > 0;
            _list.Note(edited.Length > 0 ? PlaceOf(Current) : -1, "edited");
        }

        if (preset == _shown)
            return;
        _shown = preset;
        _list.Mark(PlaceOf(Current));
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Panel);

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        if (e.Key == Key.Delete && _list is { HasFocus: true, Selected: >= 0 and int chosen } && _presets[chosen].IsOwn)
        {
            AskToDelete(_presets[chosen]);
            return true;
        }

        // from the search into what it found
        if (e.Key != Key.Down || !Search.HasFocus)
            return false;
        Scene!.SetFocus(_list);
        return true;
    }

    // the line where it was chosen; otherwise that of its category rather than of the favourites
    private int PlaceOf(Entry entry) =>
        _list.Selected >= 0 && _list.Selected < _presets.Count && _presets[_list.Selected] == entry
            ? _list.Selected
            : _presets.FindLastIndex(other => other == entry);

    // what is loaded; a line that there is none of where it is neither
    private Entry Current => _model.Engine.CurrentPreset is >= 0 and int factory ? new Entry(factory, "") : new Entry(-1, _path);

    private void List()
    {
        string wanted = Search.Text.Trim();
        var items = new List<ListItem>();
        Entry[] own = [.. UserPresets.Files(_model.Preferences.PresetFolder).Select(file => new Entry(-1, file))];
        Entry[] factory = [.. Enumerable.Range(0, FactoryPresets.All.Length).Select(number => new Entry(number, ""))];
        _presets.Clear();
        AddAll("Favourites", [.. factory.Concat(own).Where(IsFavourite)]);
        foreach (PresetCategory category in Enum.GetValues<PresetCategory>())
            AddAll(category.ToString(), [.. factory.Where(entry => FactoryPresets.All[entry.Factory].Category == category)]);
        AddAll("Own", own);
        _list.Show([.. items], PlaceOf(Current));
        _editedName = " ";

        void AddAll(string heading, Entry[] entries)
        {
            bool all = heading.StartsWith(wanted, StringComparison.OrdinalIgnoreCase);
            Entry[] found = [.. entries.Where(entry => all || entry.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase))];
            if (found.Length == 0)
                return;
            items.Add(new ListItem(heading) { IsHeading = true });
            _presets.Add(Entry.Heading);
            items.AddRange(found.Select(entry => new ListItem(entry.Name) { IsFavourite = IsFavourite(entry) }));
            _presets.AddRange(found);
        }
    }

    private bool IsFavourite(Entry entry) => _model.Preferences.IsFavourite(entry.Key);

    private void Favour(Entry entry)
    {
        _model.Preferences.Favour(entry.Key, !IsFavourite(entry));
        List();
    }

    private void OpenMenu(int index, int x, int y)
    {
        if (Scene is not { } scene)
            return;
        Entry entry = _presets[index];
        MenuItem favourite = new("Favourite", () => Favour(entry)) { IsChecked = IsFavourite(entry) };
        Menu.Open(
            scene,
            x,
            y,
            entry.IsOwn
                ?
                [
                    favourite,
                    new MenuItem("Rename", () => AskForName(index)),
                    new MenuItem("Delete ...", () => AskToDelete(entry)),
                ]
                : [favourite]
        );
    }

    private void AskForName(int index)
    {
        if (Scene is not { } scene)
            return;
        Entry entry = _presets[index];
        scene.Open(
            new TextField(entry.Name) { StartsSelected = true, Entered = typed => Rename(entry, typed.Trim()) },
            _list.PlaceOf(index)
        );
    }

    private void Rename(Entry entry, string name)
    {
        if (name == entry.Name)
            return;
        if (!UserPresets.TryRename(entry.Path, name, out string renamed, out string error))
        {
            Complain(error);
            return;
        }

        Complain("");
        var now = new Entry(-1, renamed);
        if (IsFavourite(entry))
        {
            _model.Preferences.Favour(entry.Key, false);
            _model.Preferences.Favour(now.Key, true);
        }

        if (Current == entry)
        {
            _path = renamed;
            if (UserPresets.TryRead(renamed, out byte[] file, out _))
                _model.Preset.Take(name, file);
        }

        List();
    }

    private void AskToDelete(Entry entry)
    {
        if (Scene is not { } scene)
            return;
        Question.Open(
            scene,
            "Delete " + entry.Name + "?",
            $"The file {entry.Path} is deleted. The sound stays as it is until another is loaded.",
            "Delete",
            () =>
            {
                Complain(UserPresets.TryDelete(entry.Path, out string error) ? "" : error);
                if (error.Length == 0)
                    _model.Preferences.Favour(entry.Key, false);
                List();
            }
        );
    }

    private void Load(int index)
    {
        Entry entry = _presets[index];
        Complain("");
        if (entry.IsOwn)
            Open(entry.Path);
        else
            _model.LoadPreset(entry.Factory);
    }

    /// <summary>Loads a preset file, or takes the sounds of a song; or says why not.</summary>
    public void Open(string path)
    {
        if (!path.EndsWith(PresetFile.Extension, StringComparison.OrdinalIgnoreCase))
        {
            Complain(_model.TryOpenBand(path, out string reason) ? "" : reason);
            return;
        }

        if (!UserPresets.TryRead(path, out byte[] file, out string error))
            Complain(error);
        else if (!_model.TryLoadPreset(Path.GetFileNameWithoutExtension(path), file, out error))
            Complain($"{path}: {error}");
        else
            _path = path;
    }

    private void GoBack()
    {
        if (_model.Engine.CurrentPreset is >= 0 and int factory)
            _model.LoadPreset(factory);
        else
            Open(_path);
    }

    private void Complain(string problem)
    {
        _problem.Say(problem);
        _problem.IsVisible = problem.Length > 0;
    }

    private void OpenFile()
    {
        if (Scene is { } scene)
            FileChooser.Open(
                scene,
                "Open a preset or a song",
                _model.Preferences.PresetFolder,
                [PresetFile.Extension, .. EditorModel.SongExtensions],
                null,
                Open
            );
    }

    private void SaveFile()
    {
        if (Scene is not { } scene)
            return;
        UserPresets.MakeFolder(_model.Preferences.PresetFolder);
        FileChooser.Open(
            scene,
            "Save the sound",
            _model.Preferences.PresetFolder,
            [PresetFile.Extension],
            "My Sound",
            path =>
            {
                string name = Path.GetFileNameWithoutExtension(path);
                byte[] file = _model.Engine.SavePreset(name, "Own");
                Complain(UserPresets.TryWrite(path, file, out string error) ? "" : error);
                if (error.Length > 0)
                    return;
                // from here on it is that preset, and the list shows it
                Open(path);
                Search.Put("");
                List();
            }
        );
    }
}
