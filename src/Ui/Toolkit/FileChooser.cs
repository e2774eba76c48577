using LakhNes.Drawing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>
/// Chooses a file to open or to save, over everything else: folders and files of one folder, a name, and two buttons.
/// </summary>
internal sealed class FileChooser : Stack
{
    // above every drive
    private const string Computer = "";

    private readonly string[] _extensions;
    private readonly string[] _drives;
    private readonly bool _saves;
    private readonly Action<string> _chosen;
    private readonly Label _where = new("") { IsDim = true };
    private readonly Label _problem = new("");
    private readonly ListBox _list;
    private readonly TextField _name;
    private readonly Button _accept;
    private string _folder;
    private string[] _paths = [];

    private FileChooser(string title, string folder, string[] extensions, string? saveAs, Action<string> chosen, string[] drives)
    {
        _drives = drives;
        _extensions = extensions;
        _saves = saveAs is not null;
        _chosen = chosen;
        _folder = folder;
        Orientation = Orientation.Down;
        Padding = 16;
        Gap = 8;
        Add(new Label(title) { Size = TextSize.Large });
        Add(_where);
        _list = Add(
            new ListBox
            {
                Grow = 1,
                Selecting = Point,
                Opening = Enter,
                EmptyText = "nothing here",
            }
        );
        _name = Add(
            new TextField(saveAs ?? "")
            {
                StartsSelected = true,
                Placeholder = "name or path",
                Changed = _ => Ask(false),
                Entered = _ => Accept(),
            }
        );
        Stack row = Add(new Stack { Gap = 8 });
        row.Add(new Stack { Grow = 1 }).Add(_problem);
        row.Add(new Button("Cancel", () => Scene?.Close()) { Width = 80 });
        _accept = row.Add(new Button(_saves ? "Save" : "Open", Accept) { Width = 96 });
        Go(folder);
    }

    /// <summary>Opens a chooser over a window.</summary>
    /// <param name="scene">The window.</param>
    /// <param name="title">What it is for.</param>
    /// <param name="folder">Where it starts; the user's own folder where that does not exist.</param>
    /// <param name="extensions">
    /// Endings of the files that it shows, dot included, the first one being added to a name without any; none: folders alone.
    /// </param>
    /// <param name="saveAs">Name to begin with for a file to save; null: a file to open.</param>
    /// <param name="chosen">Called with the whole path.</param>
    /// <param name="drives">What stands above the folders' roots, where there are several; null: the system's drives.</param>
    public static void Open(
        Scene scene,
        string title,
        string folder,
        string[] extensions,
        string? saveAs,
        Action<string> chosen,
        string[]? drives = null
    )
    {
        drives ??= OperatingSystem.IsWindows() ? Environment.GetLogicalDrives() : [];
        if (!Directory.Exists(folder))
            folder = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Area window = scene.Root.Bounds;
        int width = Math.Min(560, window.Width - 32),
            height = Math.Min(420, window.Height - 32);
        var chooser = new FileChooser(title, folder, extensions, saveAs, chosen, drives);
        scene.Open(chooser, new Area((window.Width - width) / 2, (window.Height - height) / 2, width, height));
        if (saveAs is not null)
            scene.SetFocus(chooser._name);
    }

    /// <summary>What it says is wrong; empty where nothing is.</summary>
    public string Problem => _problem.Text;

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Dim);

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e) => e.Action == PointerAction.Down;

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        if (e.Key != Key.Backspace)
            return false;
        Go(Above(_folder) ?? _folder);
        return true;
    }

    private void Go(string folder)
    {
        var items = new List<ListItem>();
        var paths = new List<string>();
        try
        {
            if (Above(folder) is { } above)
                Add("..", above, "");
            string[] folders = folder == Computer ? [] : Directory.GetDirectories(folder),
                files = folder == Computer ? [] : Directory.GetFiles(folder);
            foreach (string drive in folder == Computer ? _drives : [])
                Add(drive, drive, "");
            foreach (string inner in folders.Order(StringComparer.OrdinalIgnoreCase))
            {
                if (!Path.GetFileName(inner).StartsWith('.'))
                    Add(Path.GetFileName(inner) + "/", inner, "");
            }

            foreach (string file in files.Order(StringComparer.OrdinalIgnoreCase))
            {
                if (_extensions.Any(extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))
                    Add(Path.GetFileName(file), file, SizeOf(file));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _problem.Say(failure.Message);
            return;
        }

        _folder = folder;
        _paths = [.. paths];
        _where.Say(folder);
        _problem.Say("");
        _list.Show([.. items]);

        void Add(string text, string path, string note)
        {
            items.Add(new ListItem(text, note));
            paths.Add(path);
        }
    }

    // the folder that holds a folder; null at the top
    private string? Above(string folder) =>
        folder == Computer ? null : Path.GetDirectoryName(folder) ?? (_drives.Length > 0 ? Computer : null);

    private void Point(int index)
    {
        if (IsFolder(index))
            return;
        _name.Put(Path.GetFileName(_paths[index]));
        Ask(false);
    }

    private void Enter(int index)
    {
        if (IsFolder(index))
            Go(_paths[index]);
        else
            Accept();
    }

    private void Accept()
    {
        string name = _name.Text.Trim();
        if (name.Length == 0)
        {
            if (_list.Selected >= 0 && IsFolder(_list.Selected))
                Go(_paths[_list.Selected]);
            return;
        }

        string path = Path.GetFullPath(Path.Combine(_folder, name));
        if (Directory.Exists(path))
        {
            if (_extensions.Length == 0)
                Finish(path);
            else
                Go(path);
            return;
        }

        bool named =
            _extensions.Length == 0 || _extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
        if (_saves && !named)
            path += _extensions[0];
        if (!_saves && !File.Exists(path))
            _problem.Say("there is no such file");
        else if (_saves && !Directory.Exists(Path.GetDirectoryName(path)))
            _problem.Say("there is no such folder");
        else if (_saves && File.Exists(path) && _accept.Text != "Replace")
            Ask(true);
        else
            Finish(path);
    }

    private void Finish(string path)
    {
        Scene?.Close();
        _chosen(path);
    }

    // a file that exists is replaced by the second press
    private void Ask(bool replace)
    {
        if (_saves)
            _accept.Text = replace ? "Replace" : "Save";
        _problem.Say(replace ? "there is such a file already" : "");
    }

    private bool IsFolder(int index) => _paths[index] == Computer || Directory.Exists(_paths[index]);

    private static string SizeOf(string file)
    {
        long bytes = new FileInfo(file).Length;
        return bytes < 10_240 ? $"{bytes} B"
            : bytes < 10_485_760 ? $"{bytes >> 10} KiB"
            : $"{bytes >> 20} MiB";
    }
}
