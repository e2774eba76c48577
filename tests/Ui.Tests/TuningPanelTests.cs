using LakhNes.Instrument.Tunings;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;
using LakhNes.Ui.Views;

namespace LakhNes.Ui.Tests;

/// <summary>How keys are tuned: opened, named, taken back, cleared; what is no tuning is said.</summary>
public sealed class TuningPanelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AScaleIsNamedAndTakenBackAndCleared()
    {
        using var rig = new WindowRig();
        TuningPanel panel = Open(rig, Write("just.scl", "Just fifths\n2\n3/2\n2/1\n"));
        Assert.Equal("Just fifths", Name(panel));
        Assert.Equal("Just fifths", rig.Engine.Tuning.Name);
        Assert.Contains("changed", rig.Host.Log);

        panel.Open(Write("map.kbm", "0\n0\n127\n69\n69\n432.0\n0\n"));
        rig.Frame();
        Assert.Equal(69 + (12 * Math.Log2(432 / 440.0)), rig.Engine.Tuning.Pitches[69], 9);
        Assert.Equal("Just fifths", Name(panel));

        rig.Type("z", Modifiers.Control);
        rig.Type("z", Modifiers.Control);
        Assert.Same(Tuning.Equal, rig.Engine.Tuning);
        rig.Type("y", Modifiers.Control);
        rig.Frame();
        Assert.Equal("Just fifths", Name(panel));
        rig.Click(rig.Find<Button>(button => button.Text == "Clear"));
        rig.Frame();
        Assert.Same(Tuning.Equal, rig.Engine.Tuning);
        Assert.Equal("Equal steps, A4 is 440 Hz", Name(panel));
    }

    [Fact]
    public void WhatIsNoTuningIsSaidAndChangesNothing()
    {
        using var rig = new WindowRig();
        string path = Write("none.scl", "Nothing\nmany\n");
        TuningPanel panel = Open(rig, path);
        Assert.Same(Tuning.Equal, rig.Engine.Tuning);
        Assert.Contains($"{path}: line 2: the number of notes is missing", Said(rig));
        Assert.NotNull(panel);
    }

    private static string Said(WindowRig rig) =>
        string.Join(
            '\n',
            WindowRig.All(rig.Editor.Scene.Popup ?? rig.Editor.Scene.Root).OfType<TextBlock>().Select(text => text.Text)
        );

    private static string Name(TuningPanel panel) => WindowRig.All(panel).OfType<Label>().First().Text;

    private TuningPanel Open(WindowRig rig, string path)
    {
        rig.Show("settings");
        var panel = rig.Find<TuningPanel>();
        panel.Open(path);
        rig.Frame();
        return panel;
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
