using System.Text.Json;
using LakhNes.Drawing;
using LakhNes.Hosts.Tests.Window;
using LakhNes.Score.Midi;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Hosts.Tests.Windows;

/// <summary>The plugin's window for Windows, under Wine, moved by a pointer and typed into as a user's hands would.</summary>
[Collection(WineCollection.Name)]
[Trait("Category", "Windows")]
public class WindowsWindowTests(Wine wine)
{
    private const string Control = "Output Gain";
    private const int ComposeTab = 2,
        Space = 0x20,
        F5 = 0x74,
        F10 = 0x79,
        Shift = 0x10;

    [SkippableFact]
    public void ShowsTheSamePixelsAsOnLinux()
    {
        using EditorSession windows = EditorSession.Under(wine);
        using var linux = new EditorSession("clap-host");
        Assert.Equal(linux.Picture.Pixels.ToArray(), windows.Picture.Pixels.ToArray());
        Assert.Contains(windows.Host.Quit(), Wine.Ends);
    }

    [SkippableFact]
    public void TurningAKnobIsAGestureOfTheHost()
    {
        using EditorSession window = EditorSession.Under(wine);
        uint[] before = window.PictureOf(Control);
        (int x, int y) = Middle(window.PlaceOf(Control));
        window.Screen.Do($"mousemove {x} {y} mousedown 1 mousemove {x} {y + 10} mousemove {x} {y + 40} mouseup 1");
        window.Settle();
        JsonElement[] gestures = GesturesOf(window);
        Assert.Equal(("begin", "end"), (gestures[0].Text("kind"), gestures[^1].Text("kind")));
        Assert.NotEqual(before, window.PictureOf(Control));
    }

    /// <summary>A window of the host's takes the pointer away, and the button comes up elsewhere.</summary>
    [SkippableFact]
    public void AKnobLetsGoWhenThePointerIsTakenAway()
    {
        using EditorSession window = EditorSession.Under(wine);
        (int x, int y) = Middle(window.PlaceOf(Control));
        window.Screen.Do($"mousemove {x} {y} mousedown 1 mousemove {x} {y + 10} mousemove {x} {y + 20}");
        window.Settle();
        window.Do("capture");
        window.Settle();
        Assert.Equal("end", GesturesOf(window)[^1].Text("kind"));
        window.Screen.Do($"mouseup 1 mousemove {x} {y + 40} mousemove {x} {y}");
        window.Settle();
        Assert.Empty(GesturesOf(window));
    }

    [SkippableFact]
    public void KeysThatItDoesNotUseAreTheHosts()
    {
        using EditorSession window = EditorSession.Under(wine);
        Focus(window);
        window.Do("heard");
        window.Screen.Do("key space key F5 key F10");
        window.Settle();
        Assert.Equal(
            [("down", Space), ("up", Space), ("down", F5), ("up", F5), ("down", F10), ("up", F10)],
            Heard(window).Where(key => key.Kind is not "char")
        );
    }

    [SkippableFact]
    public void KeysThatItUsesAreNotTheHosts()
    {
        using EditorSession window = EditorSession.Under(wine);
        Focus(window);
        window.Do("heard");
        window.Screen.Do("key Tab key Tab");
        window.Settle();
        Assert.Empty(Heard(window));
    }

    [SkippableFact]
    public void ShiftAndF10OpenTheMenu()
    {
        using EditorSession window = EditorSession.Under(wine);
        // a click on a knob gives it the keyboard
        Area control = window.PlaceOf(Control);
        window.Screen.Do($"mousemove {control.X + (control.Height / 2)} {control.Y + (control.Height / 2)} click 1");
        window.Settle();
        uint[] before = window.Picture.Pixels.ToArray();
        window.Do("heard");
        window.Screen.Do("key shift+F10");
        window.Settle();
        Assert.NotEqual(before, window.Picture.Pixels.ToArray());
        Assert.DoesNotContain(Heard(window), key => key.Code == F10);
    }

    [SkippableFact]
    public void TypesIntoAField()
    {
        using EditorSession window = EditorSession.Under(wine);
        (int x, int y) = Middle(window.PlaceOf(Control));
        window.Screen.Do($"mousemove {x} {y} click 2");
        window.Settle();
        window.Screen.Do("key minus key 1 key 2 key Return");
        window.Settle();
        Assert.Equal(-12, window.Do("value " + Control).Number("value"), 1e-3);
    }

    /// <summary>Many keyboards write with AltGr what others write without; the field takes it as any character.</summary>
    [SkippableFact]
    public void AltGrWritesIntoAField()
    {
        using EditorSession window = EditorSession.Under(wine);
        (int x, int y) = Middle(window.PlaceOf(Control));
        window.Screen.Do($"mousemove {x} {y} click 2");
        window.Settle();
        foreach (char character in "-7")
            window.Do($"write {(int)character}");
        window.Screen.Do("key Return");
        window.Settle();
        Assert.Equal(-7, window.Do("value " + Control).Number("value"), 1e-3);
    }

    [SkippableFact]
    public void ClosesInEveryOrder()
    {
        using EditorSession window = EditorSession.Under(wine);
        uint[] before = window.Picture.Pixels.ToArray();
        JsonElement first = window.Do("usage");
        foreach (string close in (string[])["close", "close-host-first", "destroy", "close"])
        {
            window.Do(close);
            window.Open();
            Assert.Equal(before, window.Picture.Pixels.ToArray());
        }

        Assert.InRange(window.Do("usage").Number("descriptors") - first.Number("descriptors"), -8, 8);
        Assert.Contains(window.Host.Quit(), Wine.Ends);
    }

    [SkippableTheory]
    [InlineData("1")]
    [InlineData("0")]
    public void AVst3MayBeEndedWithItsWindowOpen(string removed)
    {
        JsonElement report = wine.Json("vst3-host", "window", "--turns", "5", "--removed", removed);
        Assert.Equal((5, 0), (report.Number("windowsShown"), report.Number("left")));
    }

    [SkippableFact]
    public void EachInstanceHasAWindowOfItsOwn()
    {
        using EditorSession window = EditorSession.Under(wine);
        window.Do("instance 1");
        window.Open(EditorSession.X + EditorSession.Width + 20);
        uint[] first = window.PictureOf(Control);
        window.Do($"set {Control}=-30");
        window.Settle();
        Assert.Equal(first, window.PictureOf(Control));
        window.Do("close");
        window.Do("instance 0");
        window.Do($"set {Control}=-30");
        window.Settle();
        Assert.NotEqual(first, window.PictureOf(Control));
        Assert.Contains(window.Host.Quit(), Wine.Ends);
    }

    [SkippableFact]
    public void ATakeIsDraggedOntoATrack()
    {
        using EditorSession window = EditorSession.Under(wine);
        window.Do("track 1200 700 200 100");
        (int x, int y) = Middle(WindowMap.OfTab(ComposeTab));
        window.Screen.Do($"mousemove {EditorSession.X + x} {EditorSession.Y + y} click 1");
        window.Do("set Mode=Free");
        window.Do("set Run=On");
        for (int turn = 0; turn < 100 && window.Do("value Generator Lead").Number("value") <= 0; turn++)
            window.Settle();
        for (int turn = 0; turn < 15; turn++)
            window.Settle();
        window.Screen.UpdatePicture(
            "wine-plugin.png",
            new Area(EditorSession.X, EditorSession.Y, EditorSession.Width, EditorSession.Height)
        );
        Area takes = WindowMap.Of<ListBox>(ComposeTab);
        (x, y) = (takes.X + EditorSession.X + 40, takes.Y + EditorSession.Y + 8);
        window.Screen.Do($"mousemove {x} {y} mousedown 1 mousemove {x + 20} {y + 20}");
        // the loop of the drag serves no commands: wait for the pointer alone
        for (int step = 0; step < 10; step++)
            window.Screen.Do($"mousemove {1300 - step} {750 - step} sleep 0.1");
        window.Screen.Do("mouseup 1");
        window.Settle();
        (_, _, string path) = Assert.Single(HeardAll(window), heard => heard.Kind == "file");
        string file = Path.GetFullPath(wine.Run("/usr/bin/winepath", "-u", path).Trim());
        Assert.NotEmpty(MidiFile.Read(file).Tracks);
        Assert.Contains(window.Host.Quit(), Wine.Ends);
    }

    private static JsonElement[] GesturesOf(EditorSession window) =>
        [.. window.Do("gestures").List("gestures").Where(gesture => gesture.Text("name") == Control)];

    private static (string Kind, int Code, string Path)[] HeardAll(EditorSession window) =>
        [
            .. window
                .Do("heard")
                .List("heard")
                .Select(heard => (heard.Text("kind"), (int)heard.Number("code"), heard.Text("path"))),
        ];

    private static (string Kind, int Code)[] Heard(EditorSession window) =>
        [.. HeardAll(window).Where(heard => heard.Code != Shift).Select(heard => (heard.Kind, heard.Code))];

    // a press on nothing gives the window the keyboard
    private static void Focus(EditorSession window)
    {
        window.Screen.Do(
            $"mousemove {EditorSession.X + EditorSession.Width - 6} {EditorSession.Y + EditorSession.Height - 4} click 1"
        );
        window.Settle();
    }

    private static (int X, int Y) Middle(Area area) => (area.X + (area.Width / 2), area.Y + (area.Height / 2));
}
