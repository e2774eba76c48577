using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Tests;

/// <summary>What each widget does with pointer and keys.</summary>
public class WidgetTests
{
    [Fact]
    public void EveryParameterHasAControlAndATip()
    {
        using var rig = new WindowRig();
        var seen = new HashSet<Parameter>();
        foreach (string view in (string[])["play", "sound", "compose", "settings"])
        {
            foreach (Widget widget in AllOf(rig.Show(view).Editor.Scene.Root))
                Note(widget);
        }

        // samples have no steps that would need a clock; the buttons over the list of takes do what the hosts' three switches do
        IEnumerable<string> missing = ParameterTable
            .All.ToArray()
            .Where(parameter => !parameter.IsOutput && !seen.Contains(parameter))
            .Select(parameter => parameter.Name);
        Assert.Equal(["DMC Step Clock", "Keep Take", "Clear Takes", "Undo Take"], missing);

        void Note(Widget widget)
        {
            if (widget is not ParameterWidget control)
                return;
            seen.Add(control.Parameter);
            Assert.True(control.CurrentTip!.Length > 8, control.Parameter.Name);
        }

        // hidden pages too
        static IEnumerable<Widget> AllOf(Widget widget) => widget.Children.SelectMany(AllOf).Prepend(widget);
    }

    [Fact]
    public void AListOfChoicesOpensAndIsWorkedByKeysOrPointer()
    {
        using var rig = new WindowRig();
        ParameterWidget list = rig.Show("sound").Control("Pulse 1 Step Clock");
        rig.Editor.Scene.SetFocus(list);
        rig.Key(Key.Enter);
        rig.Type("1");
        rig.Key(Key.Down);
        rig.Key(Key.Enter);
        Assert.Equal(2, rig.Value("Pulse 1 Step Clock"));
        Assert.Same(list, rig.Editor.Scene.Focus);

        rig.Click(list.Bounds.X + 20, list.Bounds.Bottom - 8);
        var menu = (Menu)rig.Editor.Scene.Popup!;
        rig.Click(menu.PlaceOf(5).X + 8, menu.PlaceOf(5).Y + 4);
        Assert.Equal(5, rig.Value("Pulse 1 Step Clock"));

        rig.Click(list.Bounds.X + 20, list.Bounds.Bottom - 8);
        rig.Click(2, 2);
        Assert.Null(rig.Editor.Scene.Popup);
        Assert.Equal(5, rig.Value("Pulse 1 Step Clock"));
    }

    [Fact]
    public void ASwitchSwitchesAndAChoiceIsPressed()
    {
        using var rig = new WindowRig();
        ParameterWidget mute = rig.Show("play").Control("Triangle Mute");
        rig.Click(mute);
        Assert.Equal(1, rig.Value("Triangle Mute"));
        rig.Type(" ");
        Assert.Equal(0, rig.Value("Triangle Mute"));

        ParameterWidget mode = rig.Control("Voice Mode");
        rig.Click(mode.Bounds.X + 10, mode.Bounds.Bottom - 8);
        Assert.Equal(0, rig.Value("Voice Mode"));
    }

    [Fact]
    public void ANumberStepsByItsButtonsAndDragsBetweenThem()
    {
        using var rig = new WindowRig();
        rig.Engine.SetParameter(ParameterTable.Find("Voice Mode")!.Index, 2);
        rig.Frame();
        rig.Frame();
        ParameterWidget detune = rig.Show("play").Control("Unison Detune");
        int y = detune.Bounds.Bottom - 8;
        for (int i = 0; i < 3; i++)
            rig.Click(detune.Bounds.Right - 8, y);
        Assert.Equal(4, rig.Value("Unison Detune"));
        rig.Click(detune.Bounds.X + 8, y);
        Assert.Equal(3, rig.Value("Unison Detune"));
        rig.Press(detune.Bounds.X + 48, y);
        rig.Move(detune.Bounds.X + 48, y - 40);
        rig.Release(detune.Bounds.X + 48, y - 40);
        Assert.Equal(7, rig.Value("Unison Detune"));
    }

    [Fact]
    public void ASliderFollowsThePointerAndAClickOnItsValueTypes()
    {
        using var rig = new WindowRig();
        ParameterWidget pan = rig.Show("play").Control("Noise Pan");
        int y = pan.Bounds.Y + 10;
        rig.Press(pan.Bounds.Right - 4, y);
        rig.Move(pan.Bounds.Right - 4 - 24, y);
        rig.Release(pan.Bounds.Right - 4 - 24, y);
        Assert.Equal(-0.5, rig.Value("Noise Pan"), 1e-2);

        rig.Click(pan.Bounds.X + 36 + 48, y);
        rig.Type("0.25");
        rig.Key(Key.Enter);
        Assert.Equal(0.25, rig.Value("Noise Pan"));
    }

    [Fact]
    public void TheSecondaryButtonOpensAMenuUnlessTheHostHasOne()
    {
        using var rig = new WindowRig();
        ParameterWidget gain = rig.Control("Output Gain");
        rig.Wheel(gain, -2);
        rig.Press(gain.Bounds.X + 10, gain.Bounds.Y + 10, button: PointerButton.Secondary);
        rig.Release(gain.Bounds.X + 10, gain.Bounds.Y + 10);
        var menu = (Menu)rig.Editor.Scene.Popup!;
        Assert.Equal("Set to 0.0 dB", menu.Items[0].Text);
        rig.Key(Key.Enter);
        Assert.Equal(0, rig.Value("Output Gain"));

        rig.Host.HasMenu = true;
        rig.Press(gain.Bounds.X + 10, gain.Bounds.Y + 10, button: PointerButton.Secondary);
        Assert.Null(rig.Editor.Scene.Popup);
        Assert.Equal($"menu Output Gain {gain.Bounds.X + 10} {gain.Bounds.Y + 10}", rig.Host.Log[^1]);
    }

    [Fact]
    public void ATooltipComesWhereThePointerRestsAndGoesWithIt()
    {
        using var rig = new WindowRig();
        ParameterWidget gain = rig.Control("Output Gain");
        rig.Move(gain.Bounds.X + 10, gain.Bounds.Y + 10);
        Assert.Null(rig.Editor.Scene.Tooltip);
        for (int i = 0; i < 60; i++)
            rig.Frame();
        Assert.NotNull(rig.Editor.Scene.Tooltip);
        rig.Move(4, 4);
        Assert.Null(rig.Editor.Scene.Tooltip);
    }

    [Fact]
    public void ATooltipGoesWhenItWasReadAndAfterAPressThereIsNone()
    {
        using var rig = new WindowRig();
        ParameterWidget run = rig.Show("compose").Control("Run");
        rig.Move(run.Bounds.X + 10, run.Bounds.Bottom - 8);
        Assert.True(Frames(60));
        Assert.False(Frames(300));
        rig.Move(4, 4);
        rig.Move(run.Bounds.X + 10, run.Bounds.Bottom - 8);
        Assert.True(Frames(60));

        rig.Move(4, 4);
        rig.Click(run.Bounds.X + 10, run.Bounds.Bottom - 8);
        for (int i = 0; i < 10; i++)
            Assert.False(Frames(40));
        rig.Move(4, 4);
        rig.Move(run.Bounds.X + 10, run.Bounds.Bottom - 8);
        Assert.True(Frames(60));

        // whether a tooltip is seen after so many frames
        bool Frames(int count)
        {
            for (int i = 0; i < count; i++)
                rig.Frame();
            return rig.Editor.Scene.Tooltip is not null;
        }
    }

    [Fact]
    public void KeysOfTheWindowPlayNotes()
    {
        using var rig = new WindowRig();
        Keyboard keyboard = rig.Show("play").Find<Keyboard>();
        Drawing.Area key = keyboard.PlaceOf(60);
        rig.Press(key.X + 4, key.Bottom - 4);
        Assert.True(rig.Play(0.1).Max() > 0.01f);
        rig.Frame();
        Assert.Equal(60, rig.Engine.ActivityOf(Dsp.Apu.ApuVoice.Pulse1).Key);

        // to the next key and off
        Drawing.Area next = keyboard.PlaceOf(62);
        rig.Move(next.X + 4, next.Bottom - 4);
        rig.Play(0.1);
        Assert.Equal(62, rig.Engine.ActivityOf(Dsp.Apu.ApuVoice.Pulse1).Key);
        rig.Release(next.X + 4, next.Bottom - 4);
        rig.Play(0.5);
        Assert.False(rig.Engine.ActivityOf(Dsp.Apu.ApuVoice.Pulse1).Held);
    }

    [Fact]
    public void TheEditedVoiceIsHeardWhateverTheVoiceMode()
    {
        using var rig = new WindowRig();
        ((MainView)rig.Show("sound").Editor.Scene.Root).Sound.Select(Dsp.Apu.ApuVoice.Noise);
        rig.Frame();
        Drawing.Area key = rig.Find<Keyboard>().PlaceOf(48);
        rig.Press(key.X + 4, key.Bottom - 4);
        rig.Play(0.1);
        Assert.Equal(48, rig.Engine.ActivityOf(Dsp.Apu.ApuVoice.Noise).Key);
        Assert.Equal(-1, rig.Engine.ActivityOf(Dsp.Apu.ApuVoice.Pulse1).Key);

        // what is held ends where its keys go out of sight
        rig.Show("play");
        rig.Play(0.1);
        Assert.False(rig.Engine.ActivityOf(Dsp.Apu.ApuVoice.Noise).Held);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(1600)]
    [InlineData(2400)]
    public void EveryKeyCanBeReached(int width)
    {
        using var rig = new WindowRig();
        rig.Editor.Resize(width, 700);
        Keyboard keyboard = rig.Show("play").Find<Keyboard>();
        rig.Editor.Scene.SetFocus(keyboard);
        for (int i = 0; i < 80; i++)
            rig.Key(Key.Right);
        Assert.Equal(keyboard.Bounds.Right, keyboard.PlaceOf(127).Right);
        for (int i = 0; i < 12; i++)
            rig.Key(Key.Down);
        Assert.Equal(keyboard.Bounds.X, keyboard.PlaceOf(0).X);
    }

    [Fact]
    public void LettersPlayAsInTrackersWhileTheKeyboardIsOnTheKeys()
    {
        using var rig = new WindowRig();
        rig.Editor.Scene.SetFocus(rig.Show("play").Find<Keyboard>());
        rig.Type("s");
        rig.Play(0.1);
        Assert.Equal(61, rig.Engine.ActivityOf(Dsp.Apu.ApuVoice.Pulse1).Key);
        rig.Type("q");
        rig.Play(0.1);
        Assert.Equal(72, rig.Engine.ActivityOf(Dsp.Apu.ApuVoice.Pulse1).Key);
        for (int i = 0; i < 60; i++)
            rig.Frame();
        rig.Play(0.1);
        Assert.False(rig.Engine.ActivityOf(Dsp.Apu.ApuVoice.Pulse1).Held);
    }

    [Fact]
    public void AKeyIsNotPlayedWhileNothingRuns()
    {
        using var rig = new WindowRig();
        rig.Engine.Play(new EngineEvent(EngineEventKind.NoteOn, 0, 0, 60, Value: 1));
        rig.Engine.Deactivate();
        rig.Play(0.1);
        rig.Engine.Activate(48_000, 512);
        rig.Play(0.1);
        Assert.Equal(-1, rig.Engine.ActivityOf(Dsp.Apu.ApuVoice.Pulse1).Key);
    }

    [Fact]
    public void TabGoesThroughEveryControlAndBack()
    {
        using var rig = new WindowRig();
        foreach (string view in (string[])["play", "sound", "compose", "settings"])
        {
            int count = WindowRig.All(rig.Show(view).Editor.Scene.Root).Count(widget => widget.CanFocus);
            rig.Editor.Scene.SetFocus(null);
            var visited = new HashSet<Widget>();
            for (int i = 0; i < count; i++)
            {
                rig.Key(Key.Tab);
                Assert.True(visited.Add(rig.Editor.Scene.Focus!), view);
            }

            Widget last = rig.Editor.Scene.Focus!;
            rig.Key(Key.Tab);
            Assert.Contains(rig.Editor.Scene.Focus!, visited);
            rig.Key(Key.Tab, Modifiers.Shift);
            Assert.Same(last, rig.Editor.Scene.Focus);
        }
    }
}
