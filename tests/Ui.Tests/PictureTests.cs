using LakhNes.Drawing;
using LakhNes.Dsp.Apu;
using LakhNes.Engine.Hosting;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Samples;
using LakhNes.Ui.Toolkit;
using LakhNes.Ui.Views;

namespace LakhNes.Ui.Tests;

/// <summary>
/// Every view against the picture of it in docs/images/window. A pixel is another one where a channel differs by more than 16 of
/// 255; at most 0.2 % of the pixels may be. LAKHNES_UPDATE_DOCS=1 draws the pictures anew.
/// </summary>
public class PictureTests
{
    private const int Tolerance = 16;
    private const double MostOthers = 0.002;

    public static TheoryData<string, double, bool> Pictures
    {
        get
        {
            var all = new TheoryData<string, double, bool>();
            foreach (string view in (string[])["play", "sound", "compose", "settings"])
            {
                foreach (double scale in (double[])[1, 1.5, 2])
                    all.Add(view, scale, false);
                all.Add(view, 1, true);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void AViewLooksAsInTheDocumentation(string view, double scale, bool light)
    {
        using var rig = new WindowRig();
        rig.Editor.SetScale(scale);
        if (light)
            rig.Click(rig.Show("settings").Named("Light"));
        rig.Engine.LoadPreset(Preset("Slow Pad"));
        rig.Engine.EditSteps(
            ApuVoice.Pulse1,
            voice =>
            {
                voice.TimbreSteps.Set([0, 0, 3, 2, 1]);
                voice.PitchSteps.Set([12, 8, 4, 2, 0]);
                voice.ArpeggioSteps.Set([0, 4, 7, 12], loop: 0);
            }
        );
        rig.Show(view);
        rig.Move(4, 4);
        rig.Play(0.35, Note(64), Note(69), Note(45));
        rig.Play(0.05, Note(38, channel: 9));
        rig.Frame();

        Check(rig, FormattableString.Invariant($"{view}{(light ? "-light" : "")}@{scale}x"));
    }

    [Fact]
    public void OwnSamplesLookAsInTheDocumentation()
    {
        using var rig = new WindowRig();
        byte[] bytes = new byte[1361];
        OwnSample kick = new()
        {
            Name = "Kick",
            LowKey = 36,
            HighKey = 36,
            RootKey = 36,
            Bytes = bytes,
        };
        OwnSample bass = kick with { Name = "Slap Bass", LowKey = 40, HighKey = 64, RootKey = 64, Rate = 12, Loops = true };
        OwnSample voice = new()
        {
            Name = "Hey",
            LowKey = 65,
            HighKey = 65,
            RootKey = 65,
            Rate = 14,
            Bytes = new byte[3025],
        };
        Assert.True(DmcSampleBank.TryMake([kick, bass, voice], out DmcSampleBank bank));
        rig.Engine.Samples = bank;
        rig.Show("sound").Find<SoundView>().Select(ApuVoice.Dmc);
        rig.Frame();
        Area line = rig.Find<ListBox>(list => list.Parent is SamplePanel).PlaceOf(1);
        rig.Click(line.X + 20, line.Y + 6);
        rig.Move(4, 4);
        rig.Frame();
        Check(rig, "samples");
    }

    private static void Check(WindowRig rig, string name)
    {
        string path = Repository.Path($"docs/images/window/{name}.png");
        if (Environment.GetEnvironmentVariable("LAKHNES_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using FileStream file = File.Create(path);
            PngWriter.Write(file, rig.Canvas);
        }

        Canvas expected = PngReader.Read(path);
        Assert.Equal((expected.Width, expected.Height), (rig.Canvas.Width, rig.Canvas.Height));
        Assert.InRange(Others(expected, rig.Canvas), 0, MostOthers);
    }

    private static int Preset(string name) => Array.FindIndex(FactoryPresets.All.ToArray(), preset => preset.Name == name);

    private static EngineEvent Note(short key, short channel = 0) => new(EngineEventKind.NoteOn, 0, channel, key, Value: 0.8);

    private static double Others(Canvas expected, Canvas actual)
    {
        int others = 0;
        for (int i = 0; i < expected.Pixels.Length; i++)
        {
            uint a = expected.Pixels[i],
                b = actual.Pixels[i];
            bool same =
                Math.Abs((int)(a >> 16 & 255) - (int)(b >> 16 & 255)) <= Tolerance
                && Math.Abs((int)(a >> 8 & 255) - (int)(b >> 8 & 255)) <= Tolerance
                && Math.Abs((int)(a & 255) - (int)(b & 255)) <= Tolerance;
            if (!same)
                others++;
        }

        return others / (double)expected.Pixels.Length;
    }
}
