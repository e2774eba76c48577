using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;
using LakhNes.Ui.Windows;

namespace LakhNes.Ui.Tests;

/// <summary>How the window looks, and that this is kept.</summary>
public class SettingsViewTests
{
    [Fact]
    public void ColoursAndSizeHoldForTheNextWindow()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "LakhNES", "window.json");
        using (var rig = new WindowRig(file))
        {
            rig.Show("settings");
            rig.Click(rig.Named("Light"));
            rig.Click(rig.Named("125 %"));
            Assert.Equal("size 1200 x 750", rig.Host.Log[^1]);
            Assert.Equal((1200, 750), (rig.Editor.Width, rig.Editor.Height));
        }

        using (var rig = new WindowRig(file))
        {
            Assert.Equal((1200, 750), (rig.Canvas.Width, rig.Canvas.Height));
            Assert.Equal(Theme.Light.Background, rig.Canvas[2, 2]);
        }

        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(file)!)!, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{ \"zoom\": \"much\", \"light\": 3 }")]
    [InlineData("{ \"zoom\": 1e99 }")]
    public void ADamagedFileOfPreferencesIsLeftOut(string text)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        var preferences = new Preferences(file);
        Assert.Equal((false, 100), (preferences.IsLight, preferences.Zoom));
        File.Delete(file);
    }

    [Theory]
    [InlineData(0.5, "75 %", 480, 300)]
    [InlineData(4, "200 %", 7680, 4800)]
    public void TheHostsScaleAndTheUsersSizeWorkTogether(double scale, string size, int width, int height)
    {
        using var rig = new WindowRig();
        rig.Editor.SetScale(scale);
        rig.Click(rig.Show("settings").Named(size));
        rig.Frame();
        Assert.Equal((width, height), (rig.Canvas.Width, rig.Canvas.Height));
    }

    [Fact]
    public void AFaultOfTheNativeWindowIsKept()
    {
        using var rig = new WindowRig();
        ((IWindowListener)rig.Editor).OnFault(new InvalidOperationException("why"), "Win32Window", "Procedure");
        Assert.Equal("Win32Window.Procedure: why", rig.Host.LastFault);
    }

    [Fact]
    public void TheLastFaultIsShownOnceThereIsOne()
    {
        using var rig = new WindowRig();
        rig.Show("settings");
        Assert.False(IsShown("What failed last"));
        rig.Host.LastFault = "2026-01-01T00:00:00Z 0.1.0 Type.Function: InvalidOperationException: why";
        rig.Frame();
        Assert.True(IsShown("What failed last"));
        Assert.Equal(rig.Host.LastFault, rig.Find<TextBlock>(text => text.Text.StartsWith("2026")).Text);

        bool IsShown(string title) => WindowRig.All(rig.Editor.Scene.Root).OfType<Panel>().Any(panel => panel.Title == title);
    }

    [Fact]
    public void LicencesAreTextToRead()
    {
        string notices = Views.PlainText.Of(File.ReadAllText(Repository.Path("THIRD-PARTY-NOTICES.md")));
        Assert.DoesNotContain("](", notices);
        foreach (char mark in "|#>`")
            Assert.DoesNotContain(mark, notices);
        Assert.StartsWith("THIRD-PARTY NOTICES\n\nLakhNES is under the MIT licence (LICENSE).", notices);
        Assert.Contains(
            "\n.NET runtime and libraries: Copyright (c) .NET Foundation and Contributors; plugin, command line\n",
            notices
        );
        Assert.DoesNotContain("what: copyright", notices);

        // no word is lost
        foreach (
            string word in "WITHOUT WARRANTY OF ANY KIND|3-clause BSD licence|VST is a registered trademark|HOWEVER CAUSED".Split(
                '|'
            )
        )
            Assert.Contains(word, notices);
        Assert.DoesNotContain("\n\n\n", notices);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("one\r\ntwo\n\nthree", "one two\n\nthree\n\n")]
    [InlineData("# Head\ntext", "HEAD\ntext\n\n")]
    [InlineData("- a\n- b\n  c", "- a\n- b c\n\n")]
    [InlineData("| a | b |\n| --- | --- |\n| c | d |", "c: d\n\n")]
    [InlineData("[a](http://b) and **c** and `d`", "a and c and d\n\n")]
    public void MarksAreTakenOff(string document, string expected) => Assert.Equal(expected, Views.PlainText.Of(document));

    [Fact]
    public void EverythingFitsAtTheLeastSize()
    {
        using var rig = new WindowRig();
        rig.Editor.Resize(1, 1);
        foreach (string view in (string[])["play", "sound", "compose", "settings"])
        {
            foreach (Widget widget in WindowRig.All(rig.Show(view).Editor.Scene.Root))
            {
                if (widget.Parent is not { } parent || widget.Bounds.IsEmpty)
                    continue;
                Assert.True(
                    widget.Bounds.Intersect(parent.Bounds) == widget.Bounds,
                    $"{view}: {widget.GetType().Name} {widget.Bounds} in {parent.Bounds}"
                );
            }
        }
    }
}
