using System.Text.Json;
using LakhNes.Drawing;
using LakhNes.Engine.Parameters;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>The plugin's window in real hosts on a real X11 server, moved by a pointer as a user's hand would.</summary>
public class WindowTests
{
    private const string Control = "Output Gain";

    public static TheoryData<string> Hosts => EditorSession.Hosts;

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void OpensAndDrawsItself(string host)
    {
        using var window = new EditorSession(host);
        Assert.InRange(Colours(window.Picture), 5, 1000);
        Assert.Equal(0, window.Host.Quit());
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void ShowsTheSameWithoutSharedMemory(string host)
    {
        using var shared = new EditorSession(host);
        using var sent = new EditorSession(host, environment: "LAKHNES_NO_SHM=1");
        shared.Host.AwaitSharedPictures(1);
        sent.Host.AwaitSharedPictures(0);
        Assert.Equal(shared.Picture.Pixels.ToArray(), sent.Picture.Pixels.ToArray());
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void TurningAKnobIsAGestureOfTheHost(string host)
    {
        using var window = new EditorSession(host);
        uint[] before = window.PictureOf(Control);
        (int x, int y) = Middle(window.PlaceOf(Control));

        window.Screen.Do($"mousemove {x} {y} mousedown 1 mousemove {x} {y + 10} mousemove {x} {y + 40} mouseup 1");
        window.Settle();

        JsonElement[] gestures = [.. window.Do("gestures").List("gestures").Where(gesture => gesture.Text("name") == Control)];
        Assert.Equal("begin", gestures[0].Text("kind"));
        Assert.Equal("end", gestures[^1].Text("kind"));
        Assert.Single(gestures, gesture => gesture.Text("kind") == "begin");
        double last = gestures.Last(gesture => gesture.Text("kind") == "move").Number("value");
        Assert.Equal(window.Do("value " + Control).Number("value"), last, 1e-6);
        // a quarter of the way down from 0 dB, on the knob's own curve
        Parameter parameter = ParameterTable.Find(Control)!;
        double expected = parameter.Normalise(0) - (40 / 160.0);
        Assert.Equal(host == "juce-host" ? expected : parameter.Denormalise(expected), last, 1e-3);
        Assert.NotEqual(before, window.PictureOf(Control));
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void AutomationMovesTheKnob(string host)
    {
        using var window = new EditorSession(host);
        uint[] before = window.PictureOf(Control);

        window.Do($"set {Control}=-30");
        window.Settle();

        Assert.NotEqual(before, window.PictureOf(Control));
        window.Do($"set {Control}=0");
        window.Settle();
        Assert.Equal(before, window.PictureOf(Control));
    }

    private static (int X, int Y) Middle(Area area) => (area.X + (area.Width / 2), area.Y + (area.Height / 2));

    private static int Colours(Canvas canvas) => canvas.Pixels.ToArray().Distinct().Count();
}
