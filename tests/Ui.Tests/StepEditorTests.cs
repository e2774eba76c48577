using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakhNes.Drawing;
using LakhNes.Dsp.Apu;
using LakhNes.Engine.Hosting;
using LakhNes.Instrument.Settings;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Tests;

/// <summary>Drawing a voice's step sequences.</summary>
public class StepEditorTests
{
    private static readonly StepLane Volume = new(ApuVoice.Pulse1, StepKind.Volume);

    [Fact]
    public void ALineThatIsDrawnIsTheSequenceAndOneUndo()
    {
        using var rig = new WindowRig();
        StepEditor editor = Editor(rig, StepKind.Timbre);
        // from the top of the first step to the bottom of the fourth: 75, 50, 25, 12.5 %
        Drag(rig, editor, 0, editor.Field.Y + 4, 3, editor.Field.Bottom - 4);

        Assert.Equal([3, 2, 1, 0], Steps(rig, StepKind.Timbre));
        rig.Type("z", Modifiers.Control);
        Assert.Empty(Steps(rig, StepKind.Timbre));
        rig.Type("y", Modifiers.Control);
        Assert.Equal([3, 2, 1, 0], Steps(rig, StepKind.Timbre));
        Assert.Contains("changed", rig.Host.Log);
    }

    [Fact]
    public void ADrawnDutyIsHeard()
    {
        using var rig = new WindowRig();
        StepEditor editor = Editor(rig, StepKind.Timbre);
        var note = new EngineEvent(EngineEventKind.NoteOn, 0, 0, 69, Value: 1);
        float before = HighShare(rig.Play(0.5, note)[4800..]);
        Drag(rig, editor, 0, editor.Field.Bottom - 4, 0, editor.Field.Bottom - 4);
        rig.Engine.Reset();
        float after = HighShare(rig.Play(0.5, note)[4800..]);

        // from the half of its cycle to an eighth
        Assert.InRange(before, 0.45f, 0.55f);
        Assert.InRange(after, 0.05f, 0.2f);
    }

    [Fact]
    public void TheStepThatSoundsIsLitAndNothingElseIsDrawn()
    {
        using var rig = new WindowRig();
        StepEditor editor = Editor(rig, StepKind.Timbre);
        Drag(rig, editor, 0, editor.Field.Bottom - 4, 5, editor.Field.Bottom - 4);
        rig.Click(Middle(editor.ColumnOf(0)), editor.LoopStrip.Y + 4);
        rig.Frame();
        Assert.Empty(Lit());

        rig.Play(0.05, new EngineEvent(EngineEventKind.NoteOn, 0, 0, 60, Index: 1, Value: 1));
        rig.Frame();
        var seen = new HashSet<int>();
        for (int block = 0; block < 60; block++)
        {
            rig.Block();
            int drawn = rig.Frame();
            int step = Assert.Single(Lit());
            if (seen.Add(step) && seen.Count > 1)
                Assert.InRange(drawn, 1, 3);
        }

        Assert.Equal([0, 1, 2, 3, 4, 5], seen.Order());
        rig.Play(0.5, new EngineEvent(EngineEventKind.NoteOff, 0, 0, 60));
        rig.Frame();
        Assert.Empty(Lit());

        int[] Lit() =>
            [
                .. Enumerable
                    .Range(0, 6)
                    .Where(step => rig.Canvas[Middle(editor.ColumnOf(step)), editor.Field.Y + 6] == Painting.Theme.Dark.Hover),
            ];
    }

    [Fact]
    public void StripsSetLoopAndReleaseAndEnd()
    {
        using var rig = new WindowRig();
        StepEditor editor = Editor(rig, StepKind.Volume);
        Drag(rig, editor, 0, editor.Field.Y, 7, editor.Field.Bottom - 1);
        rig.Click(Middle(editor.ColumnOf(2)), editor.LoopStrip.Y + 4);
        rig.Click(Middle(editor.ColumnOf(5)), editor.ReleaseStrip.Y + 4);
        Assert.Equal((2, 5), (editor.Steps.Loop, editor.Steps.Release));

        rig.Click(Middle(editor.ColumnOf(3)), editor.Field.Y - 4);
        Assert.Equal((4, 2, -1), (editor.Steps.Length, editor.Steps.Loop, editor.Steps.Release));
        rig.Press(Middle(editor.ColumnOf(2)), editor.LoopStrip.Y + 4, button: PointerButton.Secondary);
        rig.Release(Middle(editor.ColumnOf(2)), editor.LoopStrip.Y + 4);
        Assert.Equal(-1, editor.Steps.Loop);
    }

    [Fact]
    public void TheKeyboardDoesAllOfIt()
    {
        using var rig = new WindowRig();
        StepEditor editor = Editor(rig, StepKind.Arpeggio);
        rig.Editor.Scene.SetFocus(editor);
        rig.Key(Key.Enter);
        rig.Type("0 4 7 12");
        rig.Key(Key.Enter);
        rig.Frame();
        rig.Key(Key.Home);
        rig.Type("l");
        rig.Key(Key.End);
        rig.Type("r");
        rig.Key(Key.Up);
        rig.Key(Key.Left);
        rig.Key(Key.Delete);
        Assert.Equal([0, 4, 13], Steps(rig, StepKind.Arpeggio));
        rig.Frame();
        Assert.Equal((0, 2), (editor.Steps.Loop, editor.Steps.Release));
    }

    [Fact]
    public void StepsAreCopiedFromVoiceToVoiceAndCleared()
    {
        using var rig = new WindowRig();
        StepEditor editor = Editor(rig, StepKind.Volume);
        Drag(rig, editor, 0, editor.Field.Y, 3, editor.Field.Bottom - 1);
        string steps = StepText.Format(editor.Steps);
        Choose(editor, 0);
        Choose(editor, 2);
        Assert.Empty(Steps(rig, StepKind.Volume));

        ((MainView)rig.Editor.Scene.Root).Sound.Select(ApuVoice.Pulse2);
        rig.Frame();
        StepEditor other = rig.Find<StepEditor>(found => found.Lane == new StepLane(ApuVoice.Pulse2, StepKind.Volume));
        rig.Editor.Scene.SetFocus(other);
        rig.Type("v", Modifiers.Control);
        rig.Frame();
        Assert.Equal(steps, StepText.Format(other.Steps));

        void Choose(StepEditor of, int item)
        {
            rig.Press(of.Field.X + 40, of.Field.Y + 20, button: PointerButton.Secondary);
            rig.Release(of.Field.X + 40, of.Field.Y + 20);
            var menu = (Menu)rig.Editor.Scene.Popup!;
            rig.Click(menu.PlaceOf(item).X + 8, menu.PlaceOf(item).Y + 4);
            rig.Frame();
        }
    }

    [Theory]
    [InlineData("15 10 | 8 / 4 0", "15 10 | 8 / 4 0")]
    [InlineData("15,10|8", "15 10 | 8")]
    [InlineData("99 -4", "15 0")]
    [InlineData("", "")]
    public void StepsAreTypedAsInTrackers(string typed, string expected)
    {
        var steps = new StepSequence();
        Assert.True(StepText.TryParse(typed, Volume, steps, out (string Text, int At) problem));
        Assert.Equal("", problem.Text);
        Assert.Equal(expected, StepText.Format(steps));
    }

    [Theory]
    [InlineData("15 loud", "'loud' is no number", 3)]
    [InlineData("15 12|9 1O 3", "'1O' is no number", 8)]
    [InlineData("15 |", "'|' has no step behind it", 3)]
    [InlineData("/", "'/' has no step behind it", 0)]
    [InlineData("1 | 2 | 3", "a second '|'", 6)]
    [InlineData("1 / 2 / 3", "a second '/'", 6)]
    [InlineData(
        "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "more than 64 steps",
        128
    )]
    [InlineData("99999999999", "'99999999999' is no number", 0)]
    public void TextThatIsNoSequenceChangesNothingAndSaysWhere(string typed, string problem, int at)
    {
        var steps = new StepSequence();
        steps.Set([7]);
        Assert.False(StepText.TryParse(typed, Volume, steps, out (string Text, int At) found));
        Assert.Equal((problem, at), found);
        Assert.Equal("7", StepText.Format(steps));
    }

    [Fact]
    public void WhatWasTypedWronglyStaysToBeMendedWithTheCursorAtTheFault()
    {
        using var rig = new WindowRig();
        StepEditor editor = Editor(rig, StepKind.Volume);
        rig.Click(Middle(editor.Bounds), editor.Bounds.Bottom - 6);
        rig.Type("15 1x2 9");
        rig.Key(Key.Enter);
        var field = (TextField)rig.Editor.Scene.Popup!;
        Assert.Equal("'1x2' is no number", field.Problem);
        rig.Frame();
        Assert.Empty(Steps(rig, StepKind.Volume));

        // typed where the cursor is
        rig.Key(Key.Delete);
        Assert.Equal(("", "15 x2 9"), (field.Problem, field.Text));
        rig.Key(Key.Delete);
        rig.Key(Key.Enter);
        rig.Frame();
        Assert.Null(rig.Editor.Scene.Popup);
        Assert.Equal([15, 2, 9], Steps(rig, StepKind.Volume));

        rig.Click(Middle(editor.Bounds), editor.Bounds.Bottom - 6);
        rig.Type("x");
        rig.Key(Key.Enter);
        rig.Key(Key.Escape);
        rig.Frame();
        Assert.Equal([15, 2, 9], Steps(rig, StepKind.Volume));
    }

    [Fact]
    public void TheTrianglesVolumeIsDrawnAsWhatItIsOnOrOff()
    {
        using var rig = new WindowRig();
        rig.Engine.EditSteps(ApuVoice.Triangle, voice => voice.VolumeSteps.Set([15, 1, 0]));
        rig.Show("sound");
        rig.Find<TabBar>(bar => bar.IsVoices).Select((int)ApuVoice.Triangle);
        rig.Frame();
        StepEditor editor = rig.Find<StepEditor>(one => one.Lane == new StepLane(ApuVoice.Triangle, StepKind.Volume));
        Assert.Contains("on or off", editor.Lane.Name);
        Color lit = Painting.Theme.Dark.Voices[(int)ApuVoice.Triangle];
        int top = editor.Field.Y + 2;
        Assert.Equal(lit, rig.Canvas[Middle(editor.ColumnOf(0)), top]);
        Assert.Equal(lit, rig.Canvas[Middle(editor.ColumnOf(1)), top]);
        Assert.NotEqual(lit, rig.Canvas[Middle(editor.ColumnOf(2)), top]);

        Drag(rig, editor, 3, editor.Field.Y + 4, 3, editor.Field.Y + 4);
        Drag(rig, editor, 4, editor.Field.Bottom - 4, 4, editor.Field.Bottom - 4);
        var settings = new VoiceSettings();
        rig.Engine.ReadSteps(ApuVoice.Triangle, settings);
        Assert.Equal([15, 1, 0, 15, 0], settings.VolumeSteps.Steps.ToArray());
    }

    [Fact]
    public void TheDrumMapIsShownAndHeard()
    {
        using var rig = new WindowRig();
        rig.Show("sound");
        rig.Find<TabBar>(bar => bar.IsVoices).Select((int)ApuVoice.Noise);
        rig.Frame();
        ListBox list = rig.Find<ListBox>(one => one.Parent is Views.DrumList);
        Assert.Equal(Score.Percussion.DrumMap.All.Length, list.Items.Count);
        Assert.Equal(("C2  36  Bass Drum 1", "11 - 15"), (list.Items[1].Text, list.Items[1].Note));
        Assert.Equal(("C#2 37  Side Stick", "# 3"), (list.Items[2].Text, list.Items[2].Note));
        Assert.True(rig.Play(0.1).Max() < 0.01);
        rig.Click(list.PlaceOf(1).X + 20, list.PlaceOf(1).Y + 4);
        Assert.True(rig.Play(0.1).Max() > 0.02);
    }

    [Property]
    public Property EverySequenceSurvivesAsText() =>
        Prop.ForAll(
            Sequences(),
            before =>
            {
                var after = new StepSequence();
                bool read = StepText.TryParse(
                    StepText.Format(before),
                    new StepLane(ApuVoice.Pulse1, StepKind.Pitch),
                    after,
                    out _
                );
                return read
                    && before.Steps.SequenceEqual(after.Steps)
                    && (before.Loop, before.Release) == (after.Loop, after.Release);
            }
        );

    private static Arbitrary<StepSequence> Sequences() =>
        (
            from steps in Gen.Choose(-127, 127).ArrayOf()
            from loop in Gen.Choose(-1, 70)
            from release in Gen.Choose(-1, 70)
            select Make([.. steps.Select(step => (sbyte)step)], loop, release)
        ).ToArbitrary();

    private static StepSequence Make(sbyte[] steps, int loop, int release)
    {
        var sequence = new StepSequence();
        sequence.Set(steps, loop, release);
        return sequence;
    }

    private static StepEditor Editor(WindowRig rig, StepKind kind) =>
        rig.Show("sound").Find<StepEditor>(editor => editor.Lane == new StepLane(ApuVoice.Pulse1, kind));

    private static sbyte[] Steps(WindowRig rig, StepKind kind)
    {
        var settings = new VoiceSettings();
        rig.Engine.ReadSteps(ApuVoice.Pulse1, settings);
        return new StepLane(ApuVoice.Pulse1, kind).Of(settings).Steps.ToArray();
    }

    private static void Drag(WindowRig rig, StepEditor editor, int from, int fromY, int to, int toY)
    {
        rig.Press(Middle(editor.ColumnOf(from)), fromY);
        rig.Move(Middle(editor.ColumnOf(to)), toY);
        rig.Release(Middle(editor.ColumnOf(to)), toY);
        rig.Frame();
    }

    private static int Middle(Area area) => area.X + (area.Width / 2);

    // how much of the time a wave is above its middle
    private static float HighShare(float[] samples)
    {
        float middle = (samples.Min() + samples.Max()) / 2;
        return samples.Count(sample => sample > middle) / (float)samples.Length;
    }
}
