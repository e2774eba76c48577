using System.Text.Json;
using LakhNes.Drawing;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>The plugin's window in real hosts on a real X11 server, moved by a pointer as a user's hand would.</summary>
public class WindowTests
{
    private const int X = 40, Y = 30;
    private const string Control = "Output Gain";

    public static TheoryData<string> Hosts => ["clap-host", "juce-host"];

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void OpensAndDrawsItself(string host)
    {
        using var screen = new Screen();
        using EditorHost session = Open(host, screen);

        Canvas shown = screen.Take(new Area(X, Y, 960, 600));
        Assert.InRange(Colours(shown), 5, 1000);
        Assert.Equal(0, session.Quit());
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void TurningAKnobIsAGestureOfTheHost(string host)
    {
        using var screen = new Screen();
        using EditorHost session = Open(host, screen);
        Area knob = WindowMap.Of(Control);
        Area onScreen = knob with { X = knob.X + X, Y = knob.Y + Y };
        Canvas before = screen.Take(onScreen);
        int x = onScreen.X + (knob.Width / 2), y = onScreen.Y + (knob.Height / 2);

        screen.Do($"mousemove {x} {y} mousedown 1 mousemove {x} {y + 10} mousemove {x} {y + 40} mouseup 1");
        session.Do("wait 200");

        JsonElement[] gestures = [.. session.Do("gestures").List("gestures").Where(gesture => gesture.Text("name") == Control)];
        Assert.Equal("begin", gestures[0].Text("kind"));
        Assert.Equal("end", gestures[^1].Text("kind"));
        Assert.Single(gestures, gesture => gesture.Text("kind") == "begin");
        double last = gestures.Last(gesture => gesture.Text("kind") == "move").Number("value");
        Assert.Equal(session.Do("value " + Control).Number("value"), last, 1e-6);
        // a quarter of the way down from 0 dB, on the knob's own curve
        double expected = Normalise(0) - (40 / 160.0);
        Assert.Equal(host == "juce-host" ? expected : Denormalise(expected), last, 1e-3);
        Assert.NotEqual(before.Pixels.ToArray(), screen.Take(onScreen).Pixels.ToArray());
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void AutomationMovesTheKnob(string host)
    {
        using var screen = new Screen();
        using EditorHost session = Open(host, screen);
        Area knob = WindowMap.Of(Control);
        Area onScreen = knob with { X = knob.X + X, Y = knob.Y + Y };
        Canvas before = screen.Take(onScreen);

        session.Do($"set {Control}=-30");
        session.Do("wait 200");

        Assert.NotEqual(before.Pixels.ToArray(), screen.Take(onScreen).Pixels.ToArray());
        session.Do($"set {Control}=0");
        session.Do("wait 200");
        Assert.Equal(before.Pixels.ToArray(), screen.Take(onScreen).Pixels.ToArray());
    }

    private static EditorHost Open(string host, Screen screen)
    {
        var session = new EditorHost(host, host == "clap-host" ? Built.Clap : Built.Vst3, screen.Environment);
        JsonElement opened = session.Do($"open {X} {Y}");
        Assert.Equal((960, 600), (opened.Number("windowWidth"), opened.Number("windowHeight")));
        session.Do("wait 200");
        return session;
    }

    private static int Colours(Canvas canvas) => canvas.Pixels.ToArray().Distinct().Count();

    private static double Normalise(double decibels) =>
        Engine.Parameters.ParameterTable.Find(Control)!.Normalise(decibels);

    private static double Denormalise(double normalised) =>
        Engine.Parameters.ParameterTable.Find(Control)!.Denormalise(normalised);
}
