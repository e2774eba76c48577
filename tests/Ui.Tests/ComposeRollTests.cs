using LakhNes.Drawing;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Tests;

/// <summary>The roll of the compose view.</summary>
public class ComposeRollTests
{
    [Fact]
    public void PlayedComposedAndComingNotesAreToldApart()
    {
        using WindowRig rig = ComposingRig.Start();
        for (int frame = 0; frame < 40; frame++)
        {
            rig.Play(0.05);
            rig.Frame();
        }

        rig.Await(() => rig.Engine.LeadBeats > 4);
        PianoRoll roll = rig.Find<PianoRoll>();
        Color screen = Theme.Dark.Screen;

        // whichever voices are composed; how far that has come by now is the worker's affair
        rig.Await(() =>
        {
            HashSet<Color> colours = Colours(rig, roll);
            return colours.Contains(Theme.Dark.Voices[0])
                && Theme.Dark.Voices.Any(voice => colours.Contains(screen.WithOpacity(0.65).Over(voice)))
                && Theme.Dark.Voices.Any(voice => colours.Contains(voice.WithOpacity(0.2).Over(screen)));
        });
    }

    [Fact]
    public void TheDemosPhraseIsAnsweredFromItsNextBarLineOn()
    {
        using WindowRig rig = ComposingRig.Answering(Repository.Path("demo/phrase.txt"));
        rig.Await(() => rig.Engine is { Takes: [_], LeadBeats: >= 6 });
        rig.Play(1);
        rig.Frame();
        Take take = Assert.Single(rig.Engine.Takes);
        HeardNote[] composed = [.. take.Notes.Skip(take.PromptLength).Where(note => note.Note > 0)];
        Assert.Equal(0, take.Start % 4);
        Assert.NotEmpty(composed);
        rig.UpdatePicture("composing.png");
    }

    /// <summary>A window that moves what it shows ends up with the picture of one that draws everything, in each frame.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(1.5, true)]
    [InlineData(2, true)]
    public void WhatIsMovedIsWhatWouldBeDrawn(double scale, bool composes)
    {
        using WindowRig rig = composes ? ComposingRig.Start() : new WindowRig { SongRuns = true };
        rig.Show("compose");
        rig.Editor.SetScale(scale);
        rig.Frame();
        Canvas canvas = rig.Canvas;
        var display = new FakeDisplay(canvas.Width, canvas.Height);
        rig.Editor.Scene.InvalidateAll();
        rig.Editor.Attach(display);
        var whole = new Canvas(canvas.Width, canvas.Height);
        var painter = new Painter(whole, scale, Theme.Dark);
        var random = new Random(1);
        long before = display.Presented;
        for (int frame = 0; frame < 300; frame++)
        {
            // blocks of a host, seldom a frame's length
            rig.Play(random.Next(1, 4) * 0.0107);
            if (frame % 70 == 69)
                rig.Play(0.0107, new EngineEvent(EngineEventKind.NoteOn, 0, 0, (short)random.Next(40, 80), Value: 0.8));
            rig.Editor.OnFrame();
            rig.Editor.Scene.Root.PaintAll(painter, new Area(0, 0, 4000, 4000));
            int same = whole.Pixels.CommonPrefixLength(display.Pixels);
            Assert.True(
                same == display.Pixels.Length,
                $"frame {frame}: another pixel at {same % canvas.Width}, {same / canvas.Width}"
            );
        }

        bool moves = scale == Math.Floor(scale);
        Assert.Equal(moves, display.Moves > 150);
        Area roll = rig.Find<PianoRoll>().Bounds;
        double share = (display.Presented - before) / (300.0 * roll.Width * roll.Height * scale * scale);
        Assert.True(!moves || share < 0.5, $"{share:P0} of the roll's pixels were drawn in a frame");
    }

    [Theory]
    [InlineData(0, 127)]
    [InlineData(12, 30)]
    [InlineData(100, 115)]
    [InlineData(60, 64)]
    public void TheRollFollowsItsNotes(short low, short high)
    {
        using WindowRig rig = Played(low, high);
        PianoRoll roll = rig.Find<PianoRoll>();
        Assert.InRange(low, roll.Keys.Lowest, roll.Keys.Highest);
        Assert.InRange(high, roll.Keys.Lowest, roll.Keys.Highest);
        Assert.InRange(roll.Keys.Highest - roll.Keys.Lowest, 48, 127);
        Assert.True(roll.Follows);

        // these are out of sight by then
        rig.Play(12);
        rig.Play(0.2, Note(66), Note(70));
        rig.Frame();
        Assert.Equal(48, roll.Keys.Highest - roll.Keys.Lowest);
        Assert.InRange(66, roll.Keys.Lowest, roll.Keys.Highest - 4);
    }

    [Fact]
    public void NotesThatTheKeysWereScrolledAwayFromAreNotDrawnAtTheEdge()
    {
        using WindowRig rig = Played(84, 86);
        PianoRoll roll = rig.Find<PianoRoll>();
        HashSet<Color> voices = [.. Theme.Dark.Voices.ToArray().Take(3)];
        Assert.True(Colours(rig, roll).Overlaps(voices));
        for (int turn = 0; turn < 40; turn++)
            rig.Editor.Scene.Pointer(new PointerEvent(PointerAction.Wheel, roll.Bounds.X + 6, roll.Bounds.Y + 60, Wheel: -1));
        rig.Frame();
        Assert.Equal(0, roll.Keys.Lowest);
        Assert.False(Colours(rig, roll).Overlaps(voices));
        rig.Play(0.5);
        rig.Frame();
        Assert.Equal((0, false), (roll.Keys.Lowest, roll.Follows));

        (int x, int y) = (roll.Bounds.X + 300, roll.Bounds.Y + 100);
        rig.Press(x, y, clicks: 2);
        rig.Release(x, y);
        rig.Frame();
        Assert.True(roll.Follows);
        Assert.True(Colours(rig, roll).Overlaps(voices));
    }

    [Fact]
    public void TheRollIsDraggedBackAndStaysThereUntilItIsToFollow()
    {
        using WindowRig rig = Played(60, 64);
        rig.Play(8);
        rig.Frame();
        PianoRoll roll = rig.Find<PianoRoll>();
        double now = roll.Position;
        Assert.InRange(now, 16, 18);
        (int x, int y) = (roll.Bounds.X + 300, roll.Bounds.Y + 100);
        rig.Press(x, y);
        rig.Move(x + (4 * 32), y);
        rig.Release(x + (4 * 32), y);
        Assert.Equal(now - 4, roll.Position, 6);
        rig.Play(2);
        rig.Frame();
        Assert.Equal(now - 4, roll.Position, 6);

        // no further back than there are notes
        rig.Press(x, y);
        rig.Move(x + 5000, y);
        rig.Release(x + 5000, y);
        rig.Frame();
        Assert.InRange(roll.Position, 0, 0.1);
        rig.Press(x, y, clicks: 2);
        rig.Release(x, y);
        Assert.InRange(roll.Position, now + 3, now + 5);
    }

    private static EngineEvent Note(short key) => new(EngineEventKind.NoteOn, 0, 0, key, Value: 0.8);

    // two notes at the beginning of a song
    private static WindowRig Played(short low, short high)
    {
        var rig = new WindowRig { SongRuns = true };
        rig.Show("compose");
        rig.Set("Voice Mode", 1);
        rig.Play(0.05);
        rig.Frame();
        rig.Play(0.4, Note(low), Note(high));
        rig.Play(0.05, new EngineEvent(EngineEventKind.NoteOff, 0, 0, low), new EngineEvent(EngineEventKind.NoteOff, 0, 0, high));
        rig.Frame();
        return rig;
    }

    private static HashSet<Color> Colours(WindowRig rig, Widget widget)
    {
        var colours = new HashSet<Color>();
        for (int y = widget.Bounds.Y; y < widget.Bounds.Bottom; y++)
        {
            for (int x = widget.Bounds.X; x < widget.Bounds.Right; x++)
                colours.Add(Color.FromRgb((int)(rig.Canvas.Pixels[(y * rig.Canvas.Width) + x] & 0xFFFFFF)));
        }

        return colours;
    }
}
