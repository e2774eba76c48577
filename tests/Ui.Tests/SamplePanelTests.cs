using LakhNes.Drawing;
using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Samples;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;
using LakhNes.Ui.Views;
using LakhNes.Ui.Windows;

namespace LakhNes.Ui.Tests;

/// <summary>
/// The list of the user's samples: opened, moved to other keys, encoded another way, heard, taken out and brought back.
/// </summary>
public sealed class SamplePanelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void OpenedFilesLieOnFreeKeysFromC2UpAndAreHeard()
    {
        using WindowRig rig = Open("Tom", "Clap");
        Assert.Equal([36, 37], rig.Engine.Samples.Own.ToArray().Select(sample => sample.LowKey));
        Assert.Equal(["C2        Tom", "C#2       Clap"], List(rig).Items.Select(item => item.Text));
        rig.Click(rig.Named("Listen"));
        Assert.Contains(rig.Play(0.2), sample => Math.Abs(sample) > 0.05f);
        Assert.Equal(37, rig.Engine.ActivityOf(ApuVoice.Dmc).Key);
        Assert.Contains("changed", rig.Host.Log);
    }

    [Fact]
    public void WhatIsNoSoundIsSaidAndChangesNothing()
    {
        using WindowRig rig = Open("Tom");
        string text = Path.Combine(_folder, "text.wav");
        File.WriteAllText(text, "no sound");
        DmcSampleBank before = rig.Engine.Samples;
        rig.Find<SamplePanel>().Open(text);
        rig.Frame();
        Assert.Same(before, rig.Engine.Samples);
        Assert.Equal($"{text}: not a WAV file", rig.Find<TextBlock>(block => block.Text.Contains("text.wav")).Text);
    }

    [Fact]
    public void KeysAndRateAreTurnedAndTypedAndEveryStepIsTakenBack()
    {
        using WindowRig rig = Open("Tom");
        OwnSample opened = One(rig);
        Assert.Equal((36, 36, 36, 15, false), (opened.LowKey, opened.HighKey, opened.RootKey, opened.Rate, opened.Loops));
        Click(rig, "+", 1);
        Assert.Equal((36, 37), (One(rig).LowKey, One(rig).HighKey));
        // the lower end pushes the upper
        for (int i = 0; i < 3; i++)
            Click(rig, "+", 0);
        Assert.Equal((39, 39), (One(rig).LowKey, One(rig).HighKey));
        rig.Click(rig.Find<Button>(button => button.Text == "C2"));
        rig.Type("c5");
        rig.Key(Key.Enter);
        Assert.Equal(72, One(rig).RootKey);
        Click(rig, "-", 3);
        Assert.Equal(14, One(rig).Rate);
        Assert.True(One(rig).Bytes.Length < opened.Bytes.Length);
        rig.Click(rig.Named("Loop"));
        Assert.True(One(rig).Loops);
        OwnSample last = One(rig);
        for (int i = 0; i < 7; i++)
            rig.Type("z", Modifiers.Control);
        Assert.Equal(opened, One(rig));
        for (int i = 0; i < 7; i++)
            rig.Type("y", Modifiers.Control);
        Assert.Equal(last, One(rig));
    }

    [Fact]
    public void ALoopIsHeardUntilTheButtonIsPressedAgain()
    {
        using WindowRig rig = Open("Tom");
        rig.Click(rig.Named("Loop"));
        rig.Frame();
        rig.Click(rig.Named("Listen"));
        rig.Play(3);
        Assert.True(rig.Engine.ActivityOf(ApuVoice.Dmc).Held);
        rig.Click(rig.Named("Listen"));
        rig.Play(0.1);
        Assert.Equal(Instrument.Voices.VoiceActivity.None, rig.Engine.ActivityOf(ApuVoice.Dmc));
    }

    [Fact]
    public void AProjectSSamplesAreShownMovedAndEncodedAnotherWayAsOnTheDayTheyWereOpened()
    {
        using WindowRig first = Open("Tom", "Clap"),
            second = Show(new WindowRig());
        Assert.True(second.Engine.TryLoadState(first.Engine.SaveState(), out _));
        second.Frame();
        Assert.Equal(2, List(second).Items.Count);
        foreach (WindowRig rig in (WindowRig[])[first, second])
        {
            Area line = List(rig).PlaceOf(0);
            rig.Click(line.X + 4, line.Y + 4);
            rig.Frame();
            Click(rig, "+", 1);
            Click(rig, "-", 3);
            rig.Click(rig.Named("Loop"));
            rig.Frame();
            rig.Click(rig.Named("Normalise"));
        }

        OwnSample changed = second.Engine.Samples.Own[0];
        Assert.Equal((37, 14, true, false), (changed.HighKey, changed.Rate, changed.Loops, changed.IsNormalised));
        Assert.Equal(first.Engine.Samples.Own[0], changed);
        second.Click(second.Named("Remove"));
        second.Frame();
        Assert.Equal("Clap", One(second).Name);
    }

    [Fact]
    public void DeltasPlayFasterOrSlowerAndMayLoop()
    {
        using WindowRig rig = Show(new WindowRig());
        string path = Path.Combine(_folder, "deltas.dmc");
        byte[] deltas = [.. Enumerable.Range(0, 33).Select(i => (byte)(i % 2 == 0 ? 0xFF : 0))];
        File.WriteAllBytes(path, deltas);
        rig.Find<SamplePanel>().Open(path);
        rig.Frame();
        Assert.Equal(15, One(rig).Rate);
        Click(rig, "-", 3);
        rig.Click(rig.Named("Loop"));
        // nothing to make louder of
        rig.Click(rig.Named("Normalise"));
        Assert.Equal((14, true, false), (One(rig).Rate, One(rig).Loops, One(rig).IsNormalised));
        Assert.Equal(deltas, One(rig).Bytes.ToArray());
    }

    [Fact]
    public void AFileDroppedOntoTheWindowIsOpenedWhateverIsShown()
    {
        using WindowRig rig = new();
        string path = Path.Combine(_folder, "Dropped.wav"),
            other = Path.Combine(_folder, "other.mid");
        File.WriteAllBytes(path, ToneFile.Wav());
        File.WriteAllText(other, "no sound");
        IWindowListener window = rig.Editor;
        window.OnFile(path);
        rig.Frame();
        Assert.Equal("Dropped", One(rig).Name);
        Assert.Equal(["C2        Dropped"], List(rig).Items.Select(item => item.Text));
        rig.Click(rig.Named("Listen"));
        Assert.Contains(rig.Play(0.2), sample => Math.Abs(sample) > 0.05f);
        window.OnFile(other);
        rig.Frame();
        Assert.Equal($"{other}: not a WAV file", rig.Find<TextBlock>(block => block.Text.Contains("other.mid")).Text);
        rig.Type("z", Modifiers.Control);
        Assert.Equal(0, rig.Engine.Samples.Own.Length);
    }

    private static OwnSample One(WindowRig rig) => Assert.Single(rig.Engine.Samples.Own.ToArray());

    private static ListBox List(WindowRig rig) => rig.Find<ListBox>(list => list.Parent is SamplePanel);

    // the buttons of keys, root and rate, in this order
    private static void Click(WindowRig rig, string text, int which)
    {
        Button[] buttons = [.. Buttons(rig.Find<SamplePanel>()).Where(button => button.Text == text)];
        rig.Click(buttons[which]);
        rig.Frame();
    }

    private static IEnumerable<Button> Buttons(Widget widget) =>
        widget.Children.SelectMany(child => child is Button button ? [button] : Buttons(child));

    private static WindowRig Show(WindowRig rig)
    {
        rig.Show("sound").Find<SoundView>().Select(ApuVoice.Dmc);
        rig.Frame();
        return rig;
    }

    private WindowRig Open(params string[] names)
    {
        WindowRig rig = Show(new WindowRig());
        foreach (string name in names)
        {
            string path = Path.Combine(_folder, name + ".wav");
            File.WriteAllBytes(path, ToneFile.Wav());
            rig.Find<SamplePanel>().Open(path);
            rig.Frame();
        }

        return rig;
    }
}
