using System.Diagnostics;
using System.Text.Json;
using LakhNes.Drawing;
using LakhNes.Hosts.Tests.Window;
using LakhNes.Ui.Painting;

namespace LakhNes.Hosts.Tests.Ardour;

/// <summary>
/// The plugin's window in a real DAW, opened as its user does: from the mixer, by a double click on the plugin.
/// </summary>
public class ArdourWindowTests
{
    // places in Ardour 7's own windows, in pixels: its audio dialog lies in the middle of the screen, its main window in the
    // corner
    private const int SystemX = 10,
        SystemY = -141,
        DummyX = -10,
        DummyY = -97,
        StartX = 220,
        StartY = 161;
    private const int MixerX = 1326,
        MixerY = 73,
        PluginX = 330,
        PluginY = 187;
    private const int LeastPixels = 50_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [SkippableFact]
    public void TheWindowOpensFromTheMixer()
    {
        JsonElement info = HostProgram.Json("vst3-host", "info", Built.Vst3);
        using var session = new ArdourSession(Built.Vst3);
        session.Create(info.Text("uid"), Built.DemoSong, 2);
        using var screen = new Screen();
        using Process ardour = session.Show(screen);
        try
        {
            (int x, int y) = (Screen.Width / 2, Screen.Height / 2);
            // the audio system is asked for first: none is there, and Ardour's own stand-in will do
            Wait(ardour, () => Lit(screen, new Area(x - 200, y - 150, 400, 300)) > LeastPixels);
            screen.Do(
                $"mousemove {x + SystemX} {y + SystemY} click 1 sleep 2 mousemove {x + DummyX} {y + DummyY} click 1 sleep 2 mousemove {x + StartX} {y + StartY} click 1"
            );
            Wait(ardour, () => Lit(screen, new Area(0, 0, 400, 400)) > LeastPixels);
            screen.Do(
                $"sleep 2 mousemove {MixerX} {MixerY} click 1 sleep 3 mousemove {PluginX} {PluginY} click --repeat 2 --delay 80 1"
            );
            Wait(ardour, () => Painted(screen, Theme.Dark.Panel) > LeastPixels);
        }
        finally
        {
            ardour.Kill(entireProcessTree: true);
            ardour.WaitForExit();
        }
    }

    private static void Wait(Process program, Func<bool> condition) =>
        Eventually.True(
            () =>
            {
                Assert.False(program.HasExited, "Ardour has ended");
                return condition();
            },
            () => "Ardour does not show what it should",
            Patience
        );

    private static int Lit(Screen screen, Area area) => Count(screen.Take(area), pixel => pixel != 0);

    private static int Painted(Screen screen, Color color)
    {
        uint wanted = (uint)((color.Red << 16) | (color.Green << 8) | color.Blue);
        return Count(screen.Take(new Area(0, 0, 1000, 700)), pixel => pixel == wanted);
    }

    private static int Count(Canvas canvas, Func<uint, bool> which)
    {
        int count = 0;
        foreach (uint pixel in canvas.Pixels)
        {
            if (which(pixel & 0xFFFFFF))
                count++;
        }

        return count;
    }
}
