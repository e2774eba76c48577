using LakhNes.Drawing;
using LakhNes.Ui.Widgets;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>The generator in the window.</summary>
public class ComposeWindowTests
{
    private const int ComposeTab = 2;

    public static TheoryData<string> Hosts => EditorSession.Hosts;

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

    // Compose is shown, and it plays freely for some beats
    private static void Composed(EditorSession window)
    {
        (int x, int y) = Middle(WindowMap.OfTab(ComposeTab));
        window.Screen.Do($"mousemove {x} {y} click 1");
        window.Do("set Mode=Free");
        window.Do("set Run=On");
        for (int turn = 0; turn < 20; turn++) window.Settle();
    }

    private static (int X, int Y) Middle(Area area) => (EditorSession.X + area.X + (area.Width / 2), EditorSession.Y + area.Y + (area.Height / 2));
}
