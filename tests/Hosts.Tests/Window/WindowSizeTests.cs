using System.Text.Json;
using LakhNes.Drawing;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>Sizes and scales of the window, asked for by the host or by the plugin.</summary>
public class WindowSizeTests
{
    private const string Control = "Output Gain";

    public static TheoryData<string, double> HostsAndScales =>
        new()
        {
            { "clap-host", 1.5 },
            { "clap-host", 2 },
            { "juce-host", 1.5 },
            { "juce-host", 2 },
        };

    public static TheoryData<string> Hosts => EditorSession.Hosts;

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void FollowsTheHostsWindow(string host)
    {
        using var window = new EditorSession(host);
        foreach ((int width, int height) in ((int, int)[])[(1100, 700), (881, 563)])
        {
            JsonElement answer = window.Do($"resize {width} {height}");
            window.Settle();
            Assert.Equal((width, height), (answer.Number("windowWidth"), answer.Number("windowHeight")));
            AssertFills(window.Screen, width, height);
        }
    }

    [SkippableFact]
    public void IsNeverSmallerThanItsControlsNeed()
    {
        using var window = new EditorSession("clap-host");
        JsonElement answer = window.Do("resize 100 100");
        Assert.Equal((880, 560), (answer.Number("windowWidth"), answer.Number("windowHeight")));
    }

    [SkippableTheory]
    [MemberData(nameof(HostsAndScales))]
    public void IsAsLargeAsTheHostsScaleSays(string host, double scale)
    {
        using var window = new EditorSession(host, scale);
        AssertFills(window.Screen, (int)(EditorSession.Width * scale), (int)(EditorSession.Height * scale));

        // the controls are where they are drawn
        uint[] before = window.PictureOf(Control);
        Area knob = window.PlaceOf(Control);
        window.Screen.Do($"mousemove {knob.X + (knob.Width / 2)} {knob.Y + (knob.Height / 2)} click 4");
        window.Settle();
        Assert.NotEmpty(window.Do("gestures").List("gestures"));
        Assert.NotEqual(before, window.PictureOf(Control));
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void ATwiceAsLargeWindowShowsTheSamePicture(string host)
    {
        using EditorSession once = new(host),
            twice = new(host, 2);
        Canvas small = once.Picture,
            large = twice.Picture;
        int different = 0;
        for (int y = 0; y < large.Height; y++)
        {
            for (int x = 0; x < large.Width; x++)
            {
                if (small.Pixels[(y / 2 * small.Width) + (x / 2)] != large.Pixels[(y * large.Width) + x])
                    different++;
            }
        }

        // the middle of a line of text may lie half a unit lower
        Assert.InRange(different, 0, large.Pixels.Length * 0.03);
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void ChangesItsScaleWhileItIsOpen(string host)
    {
        using var window = new EditorSession(host);
        window.Do("scale 1.5");
        window.Settle();
        JsonElement answer = window.Do("wait 1");
        Assert.Equal((1440, 900), (answer.Number("windowWidth"), answer.Number("windowHeight")));
        AssertFills(window.Screen, 1440, 900);
    }

    // its last pixels are painted, those beyond are the bare display's black; on a busy machine not at once
    private static void AssertFills(Screen screen, int width, int height)
    {
        Eventually.True(() =>
        {
            Canvas corner = screen.Take(new Area(EditorSession.X + width - 2, EditorSession.Y + height - 2, 4, 4));
            for (int i = 0; i < 16; i++)
            {
                bool inside = i % 4 < 2 && i / 4 < 2;
                if (inside != ((corner.Pixels[i] & 0xFFFFFF) != 0))
                    return false;
            }

            return true;
        });
    }
}
