using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Presets;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;
using LakhNes.Ui.Views;

namespace LakhNes.Ui.Tests;

/// <summary>Presets, mutes and solos.</summary>
public class PlayViewTests
{
    [Fact]
    public void APresetIsFoundByItsNameAndLoadedAndTakenBack()
    {
        using var rig = new WindowRig();
        PresetBrowser browser = rig.Show("play").Find<PresetBrowser>();
        rig.Click(browser.Search);
        rig.Type("flute");
        rig.Key(Key.Down);
        rig.Key(Key.Down);
        Assert.Equal("Soft Flute", FactoryPresets.All[rig.Engine.CurrentPreset].Name);
        Assert.Contains("changed", rig.Host.Log);
        rig.Frame();
        rig.Named("Soft Flute");

        rig.Type("z", Modifiers.Control);
        Assert.Equal(FactoryPresets.Default, rig.Engine.CurrentPreset);
        rig.Type("y", Modifiers.Control);
        Assert.Equal("Soft Flute", FactoryPresets.All[rig.Engine.CurrentPreset].Name);
    }

    [Fact]
    public void AnEditedPresetIsMarkedAndThereIsAWayBack()
    {
        using var rig = new WindowRig();
        PresetBrowser browser = rig.Show("play").Find<PresetBrowser>();
        for (int preset = 0; preset < FactoryPresets.All.Length; preset++)
        {
            rig.Engine.LoadPreset(preset);
            rig.Frame();
            Assert.DoesNotContain("*", Header(rig));
        }

        rig.Engine.LoadPreset(3);
        rig.Frame();
        string name = FactoryPresets.All[3].Name;
        double before = rig.Value("Pulse 1 Volume");
        Set(rig, "MIDI Dialect", 1);
        rig.Frame();
        Assert.Equal(name, Header(rig));
        Set(rig, "Pulse 1 Volume", before - 1);
        rig.Frame();
        Assert.Equal(name + " *", Header(rig));
        Assert.Equal("edited", rig.Find<ListBox>().Items[rig.Find<ListBox>().Selected].Note);
        rig.Click(rig.Named("Back to " + name));
        rig.Frame();
        Assert.Equal((name, before), (Header(rig), rig.Value("Pulse 1 Volume")));

        rig.Engine.EditSteps(Dsp.Apu.ApuVoice.Noise, settings => settings.PitchSteps.Set([1, 2, 3]));
        rig.Engine.LoadPreset(4);
        rig.Engine.LoadPreset(3);
        rig.Frame();
        Assert.Equal(name, Header(rig));
        Assert.DoesNotContain(WindowRig.All(browser).OfType<Button>(), button => button.Text.StartsWith("Back"));
    }

    [Fact]
    public void ASearchWithoutResultSaysSoAndCategoriesAreFound()
    {
        using var rig = new WindowRig();
        PresetBrowser browser = rig.Show("play").Find<PresetBrowser>();
        ListBox list = rig.Find<ListBox>();
        rig.Click(browser.Search);
        rig.Type("bass");
        Assert.All(
            FactoryPresets.All.ToArray().Where(preset => preset.Category == PresetCategory.Bass),
            preset => Assert.Contains(list.Items, item => item.Text == preset.Name)
        );
        rig.Type("xyz");
        Assert.Empty(list.Items);
    }

    [Fact]
    public void SoloLeavesOneVoiceAndGivesTheMutesBack()
    {
        using var rig = new WindowRig();
        rig.Show("play");
        Set(rig, "Noise Mute", 1);
        Button[] solos = [.. WindowRig.All(rig.Editor.Scene.Root).OfType<Button>().Where(button => button.Text == "S")];
        rig.Click(solos[2]);
        Assert.Equal([1, 1, 0, 1, 1], Mutes(rig));
        rig.Click(solos[0]);
        Assert.Equal([0, 1, 1, 1, 1], Mutes(rig));
        rig.Click(solos[0]);
        Assert.Equal([0, 0, 0, 1, 0], Mutes(rig));
        rig.Type("z", Modifiers.Control);
        Assert.Equal([0, 1, 1, 1, 1], Mutes(rig));
    }

    [Fact]
    public void TheNoteThatSoundsIsShownOnItsVoiceAndKey()
    {
        using var rig = new WindowRig();
        Keyboard keyboard = rig.Show("play").Find<Keyboard>();
        rig.Frame();
        Drawing.Area key = keyboard.PlaceOf(64);
        Drawing.Color before = rig.Canvas[key.X + 12, key.Bottom - 8];
        rig.Play(0.1, new Engine.Hosting.EngineEvent(Engine.Hosting.EngineEventKind.NoteOn, 0, 0, 64, Value: 1));
        rig.Frame();
        Assert.NotEqual(before, rig.Canvas[key.X + 12, key.Bottom - 8]);
        Assert.Equal(Painting.Theme.Dark.Voices[0], rig.Canvas[key.X + 12, key.Bottom - 12]);
    }

    [Fact]
    public void NothingIsDrawnInSilence()
    {
        using var rig = new WindowRig();
        rig.Show("play");
        rig.Play(0.2);
        rig.Frame();
        rig.Play(0.1);
        Assert.Equal(0, rig.Frame());
        rig.Play(0.1, new Engine.Hosting.EngineEvent(Engine.Hosting.EngineEventKind.NoteOn, 0, 0, 64, Value: 1));
        Assert.NotEqual(0, rig.Frame());
        rig.Play(3, new Engine.Hosting.EngineEvent(Engine.Hosting.EngineEventKind.NoteOff, 0, 0, 64));
        rig.Frame();
        rig.Play(0.1);
        Assert.Equal(0, rig.Frame());
    }

    private static string Header(WindowRig rig) => rig.Find<Button>(button => button.Width == 152).Text;

    private static void Set(WindowRig rig, string name, double value)
    {
        rig.Engine.SetParameter(ParameterTable.Find(name)!.Index, value);
        rig.Frame();
    }

    private static double[] Mutes(WindowRig rig) =>
        [.. ((string[])["Pulse 1", "Pulse 2", "Triangle", "Noise", "DMC"]).Select(voice => rig.Value(voice + " Mute"))];
}
