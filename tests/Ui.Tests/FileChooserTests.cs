using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Tests;

/// <summary>Choosing files to open and to save.</summary>
public sealed class FileChooserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes").FullName;
    private readonly WindowRig _rig = new();
    private string? _chosen;

    public FileChooserTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "inner"));
        File.WriteAllText(Path.Combine(_folder, "a.mid"), "x");
        File.WriteAllText(Path.Combine(_folder, "b.txt"), "x");
        File.WriteAllText(Path.Combine(_folder, "inner", "c.mid"), "x");
    }

    [Fact]
    public void ShowsFoldersAndFittingFilesAndOpensOne()
    {
        FileChooser chooser = Open(null);
        Assert.Equal(["..", "inner/", "a.mid"], Lines());
        _rig.Key(Key.End);
        _rig.Key(Key.Enter);
        Assert.Equal(Path.Combine(_folder, "a.mid"), _chosen);
        Assert.Null(_rig.Editor.Scene.Popup);
        Assert.Null(chooser.Parent);
    }

    [Fact]
    public void GoesIntoFoldersAndBack()
    {
        Open(null);
        _rig.Key(Key.Down);
        _rig.Key(Key.Down);
        _rig.Key(Key.Enter);
        Assert.Equal(["..", "c.mid"], Lines());
        _rig.Key(Key.Backspace);
        Assert.Equal(["..", "inner/", "a.mid"], Lines());
    }

    /// <summary>Windows has a root for each drive, and nothing that holds them.</summary>
    [Fact]
    public void AboveTheRootAreTheDrives()
    {
        string root = Path.GetPathRoot(_folder)!;
        FileChooser.Open(_rig.Editor.Scene, "A file", root, [".mid"], null, path => _chosen = path, [root, _folder]);
        _rig.Frame();
        Assert.Equal("..", Lines()[0]);
        _rig.Key(Key.Backspace);
        Assert.Equal([root, _folder], Lines());
        _rig.Key(Key.Backspace);
        Assert.Equal([root, _folder], Lines());
        _rig.Key(Key.End);
        _rig.Key(Key.Enter);
        Assert.Equal(["..", "inner/", "a.mid"], Lines());
    }

    [Fact]
    public void ARootWithoutDrivesIsTheTop()
    {
        string root = Path.GetPathRoot(_folder)!;
        FileChooser.Open(_rig.Editor.Scene, "A file", root, [".mid"], null, path => _chosen = path, []);
        _rig.Frame();
        Assert.DoesNotContain("..", Lines());
    }

    [Fact]
    public void AsksBeforeItReplacesAndAddsTheEnding()
    {
        Open("a");
        _rig.Click(_rig.Named("Save"));
        Assert.Null(_chosen);
        _rig.Click(_rig.Named("Replace"));
        Assert.Equal(Path.Combine(_folder, "a.mid"), _chosen);

        Open("new");
        _rig.Click(_rig.Named("Save"));
        Assert.Equal(Path.Combine(_folder, "new.mid"), _chosen);
    }

    [Fact]
    public void SaysWhatIsWrongAndEscapeCloses()
    {
        FileChooser chooser = Open(null);
        _rig.Click(_rig.Find<TextField>(field => field.Parent == chooser));
        _rig.Type("missing.mid");
        _rig.Key(Key.Enter);
        Assert.Equal("there is no such file", chooser.Problem);
        Assert.Null(_chosen);
        _rig.Key(Key.Escape);
        Assert.Null(_rig.Editor.Scene.Popup);
    }

    public void Dispose()
    {
        _rig.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private FileChooser Open(string? saveAs)
    {
        _chosen = null;
        FileChooser.Open(_rig.Editor.Scene, "A file", _folder, [".mid"], saveAs, path => _chosen = path);
        _rig.Frame();
        return (FileChooser)_rig.Editor.Scene.Popup!;
    }

    private string[] Lines() => [.. _rig.Find<ListBox>(list => list.Parent is FileChooser).Items.Select(item => item.Text)];
}
