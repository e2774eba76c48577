using LakhNes.Drawing;
using LakhNes.Score.Midi;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>The generator in the window, up to a file on another program's window.</summary>
public class ComposeWindowTests
{
    private const int ComposeTab = 2;

    public static TheoryData<string> Hosts => EditorSession.Hosts;

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void ATakeIsDraggedOntoAnotherProgramsWindow(string host)
    {
        // on a busy machine the first notes come too late to be heard, or the pointer too early
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                DragATake(host);
                return;
            }
            catch (Xunit.Sdk.XunitException) when (attempt < 3) { }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void TheRollMovesWhileItComposesAndStandsStillWhenItEnds(string host)
    {
        using EditorSession window = new(host);
        Composed(window);
        Area roll = WindowMap.Of<PianoRoll>(ComposeTab);
        Area onScreen = roll with { X = roll.X + EditorSession.X, Y = roll.Y + EditorSession.Y };
        uint[] before = window.Screen.Take(onScreen).Pixels.ToArray();
        window.Settle();
        Assert.NotEqual(before, window.Screen.Take(onScreen).Pixels.ToArray());
        window.Do("process 0");
        // what is composed ahead still comes in
        bool stands = false;
        for (int turn = 0; turn < 100 && !stands; turn++)
        {
            before = window.Screen.Take(onScreen).Pixels.ToArray();
            window.Settle();
            stands = before.AsSpan().SequenceEqual(window.Screen.Take(onScreen).Pixels.ToArray());
        }

        Assert.True(stands);
    }

    private static void DragATake(string host)
    {
        using EditorSession window = new(host);
        using var target = new DropTarget(window.Screen, 1200, 700);
        Composed(window);
        Area takes = WindowMap.Of<ListBox>(ComposeTab);
        (int x, int y) = (takes.X + EditorSession.X + 40, takes.Y + EditorSession.Y + 8);
        (int toX, int toY) = (1200 + (DropTarget.Width / 2), 700 + (DropTarget.Height / 2));

        window.Screen.Do($"mousemove {x} {y} mousedown 1 mousemove {x + 20} {y + 20} mousemove {toX} {toY - 20}");
        for (int step = 0; step < 5; step++)
        {
            window.Settle();
            window.Screen.Do($"mousemove {toX} {toY + step}");
        }

        window.Settle();
        window.Screen.Do("mouseup 1");
        window.Settle();
        string path = new Uri(Assert.Single(target.Dropped())).LocalPath;
        MidiFile take = MidiFile.Read(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Contains(take.Tracks.SelectMany(track => track.Events), e => e.IsNoteOn);
        Assert.Equal(0, window.Host.Quit());
    }

    // Compose is shown, and it plays freely for some beats
    private static void Composed(EditorSession window)
    {
        (int x, int y) = Middle(WindowMap.OfTab(ComposeTab));
        window.Screen.Do($"mousemove {x} {y} click 1");
        // a busy machine is given time to compose what is heard first
        window.Do("set Lead=4 beats");
        window.Do("set Choose From=1");
        window.Do("set Mode=Free");
        window.Do("set Run=On");
        for (int turn = 0; turn < 100 && window.Do("value Generator Lead").GetProperty("value").GetDouble() <= 0; turn++)
            window.Settle();
        for (int turn = 0; turn < 40; turn++)
            window.Settle();
    }

    private static (int X, int Y) Middle(Area area) =>
        (EditorSession.X + area.X + (area.Width / 2), EditorSession.Y + area.Y + (area.Height / 2));
}
