using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Tests.Support;

namespace LakhNes.Instrument.Tests;

/// <summary>Presets as data: the factory's, and files.</summary>
public class PresetTests
{
    [Fact]
    public void FactoryPresetsHaveNamesOfTheirOwnAndCoverEveryCategory()
    {
        Preset[] all = FactoryPresets.All.ToArray();

        Assert.InRange(all.Length, 24, 128);
        Assert.Distinct(all.Select(preset => preset.Name), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(Enum.GetValues<PresetCategory>(), all.Select(preset => preset.Category).Distinct().Order());
    }

    /// <summary>Projects and MIDI files hold these numbers: lines are added at the end, and none ever changes.</summary>
    private static readonly string[] Numbered =
    [
        "Three Voices",
        "Slow Pad",
        "Organ",
        "Hero Lead",
        "Reedy Lead",
        "Soft Flute",
        "Wide Unison",
        "Rubber Glide",
        "Duty Dancer",
        "Echo Lead",
        "Octave Stack",
        "Triangle Bass",
        "Slap Triangle",
        "Square Bass",
        "Growl Bass",
        "Octave Bass",
        "Stack Bass",
        "Short Pluck",
        "Chip Harp",
        "Music Box",
        "Koto",
        "Mallet",
        "Mandolin",
        "Frame Arp",
        "Sixteenth Climb",
        "Triplet Bounce",
        "Major Chord",
        "Minor Chord",
        "Octave Flutter",
        "Noise Snare",
        "Noise Kick",
        "Tick Hat",
        "Metal Hit",
        "Triangle Tom",
        "Sample Kit",
        "Jump",
        "Coin",
        "Laser",
        "Explosion",
        "Power Up",
        "Siren",
        "Teleport",
        "Wind",
        "Damage",
    ];

    [Fact]
    public void NumbersOfPresetsNeverChange()
    {
        Preset[] all = FactoryPresets.All.ToArray();
        Assert.Equal(Numbered, all.Select(preset => preset.Name));
        Assert.Equal(Enumerable.Range(0, all.Length), all.Select(preset => preset.Number));
    }

    [Fact]
    public void TheDefaultPresetIsAFreshInstrument() =>
        Assert.Equal(Text(new InstrumentSettings()), Text(FactoryPresets.All[FactoryPresets.Default].Settings));

    [Fact]
    public void EveryFactoryPresetSurvivesAFile()
    {
        foreach (Preset preset in FactoryPresets.All)
        {
            byte[] file = PresetFile.Write(preset.Name, preset.Category.ToString(), preset.Settings);
            var read = new InstrumentSettings();

            // reading checks every range, so this also proves the presets legal
            Assert.True(PresetFile.TryRead(file, read, out PresetInfo info, out string error), $"{preset.Name}: {error}");
            Assert.Equal(new PresetInfo(preset.Name, preset.Category.ToString()), info);
            Assert.Equal(Text(preset.Settings), Text(read));
        }
    }

    [Property(MaxTest = 100)]
    public Property AnySettingsSurviveAFile() =>
        Prop.ForAll(
            Script.Arbitrary,
            script =>
            {
                var settings = new InstrumentSettings();
                script.Apply(settings);
                var read = new InstrumentSettings();

                Assert.True(
                    PresetFile.TryRead(PresetFile.Write("Å\"\n", "", settings), read, out PresetInfo info, out string error),
                    error
                );
                Assert.Equal("Å\"\n", info.Name);
                Assert.Equal(Text(settings), Text(read));
            }
        );

    [Fact]
    public void AMissingFieldTakesItsDefaultAndAnUnknownOneIsIgnored()
    {
        var read = new InstrumentSettings { BendRange = 7 };
        read[ApuVoice.Noise].Volume = 3;

        Assert.True(
            PresetFile.TryRead(
                File("""{"unisonDetune": 5, "future": [1], "voices": {"pulse2": {"pan": -1}}}"""),
                read,
                out _,
                out string error
            ),
            error
        );
        Assert.Equal(5, read.UnisonDetune);
        Assert.Equal(-1, read[ApuVoice.Pulse2].Pan);
        Assert.Equal(2, read.BendRange);
        Assert.Equal(15, read[ApuVoice.Noise].Volume);
    }

    [Theory]
    [InlineData("""{"bendRange": 25}""", "bendRange is 25, outside 0 to 24")]
    [InlineData("""{"bendRange": "2"}""", "bendRange is not a number")]
    [InlineData("""{"bendRange": 1e999}""", "bendRange")]
    [InlineData("""{"unisonDetune": 1.5}""", "unisonDetune is not a whole number")]
    [InlineData("""{"exactPitch": 1}""", "exactPitch is neither true nor false")]
    [InlineData("""{"voiceMode": "Quintet"}""", "voiceMode is not one of Channels, Poly, Unison, Arpeggio, Solo")]
    [InlineData("""{"voiceMode": "3"}""", "voiceMode is not one of")]
    [InlineData("""{"voiceMode": 3}""", "voiceMode is not one of")]
    [InlineData("""{"voiceMode": "Poly, Solo"}""", "voiceMode is not one of")]
    [InlineData("""{"voiceMode": "\ud800"}""", "voiceMode is not one of")]
    [InlineData("""{"voices": 1}""", "voices is not an object")]
    [InlineData("""{"voices": {"dmc": []}}""", "voices.dmc is not an object")]
    [InlineData("""{"voices": {"pulse1": {"volume": 16}}}""", "voices.pulse1.volume is 16, outside 0 to 15")]
    [InlineData("""{"voices": {"pulse1": {"volumeSteps": 3}}}""", "voices.pulse1.volumeSteps is not an object")]
    [InlineData(
        """{"voices": {"pulse1": {"volumeSteps": {"steps": [1, 16]}}}}""",
        "voices.pulse1.volumeSteps.steps is 16, outside 0 to 15"
    )]
    [InlineData(
        """{"voices": {"pulse1": {"volumeSteps": {"steps": [1], "loop": 1}}}}""",
        "voices.pulse1.volumeSteps.loop is 1, outside -1 to 0"
    )]
    [InlineData("""[]""", "the settings are not an object")]
    public void AWrongFieldIsNamedAndNothingChanges(string settings, string error)
    {
        var target = new InstrumentSettings { BendRange = 7 };
        string before = Text(target);

        Assert.False(PresetFile.TryRead(File(settings), target, out _, out string message));
        Assert.StartsWith(error, message, StringComparison.Ordinal);
        Assert.Equal(before, Text(target));
    }

    [Fact]
    public void SixtyFiveStepsAreRefused()
    {
        string steps = string.Join(',', Enumerable.Repeat("1", 65));
        byte[] file = File("""{"voices": {"noise": {"volumeSteps": {"steps": [#]}}}}""".Replace("#", steps));

        Assert.False(PresetFile.TryRead(file, new InstrumentSettings(), out _, out string error));
        Assert.Equal("voices.noise.volumeSteps.steps is not a list of at most 64 numbers", error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("""{"format": "LakhNES preset"}""")]
    [InlineData("""{"format": "LakhNES preset", "version": "1", "settings": {}}""")]
    [InlineData("""{"format": "LakhNES preset", "version": 2, "settings": {}}""")]
    [InlineData("""{"format": "LakhNES preset", "version": 1}""")]
    [InlineData("""{"format": "\ud800", "version": 1, "settings": {}}""")]
    [InlineData("""{"format": "another", "version": 1, "settings": {}}""")]
    public void AForeignFileIsRefused(string text)
    {
        Assert.False(PresetFile.TryRead(Encoding.UTF8.GetBytes(text), new InstrumentSettings(), out _, out string error));
        Assert.NotEmpty(error);
    }

    [Property(MaxTest = 100_000)]
    [Trait("Category", "Soak")]
    public Property AHundredThousandDamagedFilesAreReadOrRefused() => ADamagedFileIsReadOrRefusedButNeverThrows();

    [Property(MaxTest = 1000)]
    public Property ADamagedFileIsReadOrRefusedButNeverThrows() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                var random = new System.Random(seed);
                byte[] file = PresetFile.Write(
                    "Name",
                    "Lead",
                    FactoryPresets.All[random.Next(FactoryPresets.All.Length)].Settings
                );
                for (int damage = random.Next(1, 8); damage > 0; damage--)
                    file[random.Next(file.Length)] = (byte)random.Next(256);
                if (random.Next(3) == 0)
                    file = file[..random.Next(file.Length)];
                var target = new InstrumentSettings();
                string before = Text(target);

                bool read = PresetFile.TryRead(file, target, out _, out string error);
                Assert.Equal(read, error.Length == 0);
                if (!read)
                    Assert.Equal(before, Text(target));
            }
        );

    private static byte[] File(string settings) =>
        Encoding.UTF8.GetBytes(
            $$"""{"format": "LakhNES preset", "version": 1, "name": "x", "category": "y", "settings": {{settings}}}"""
        );

    private static string Text(InstrumentSettings settings)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            SettingsJson.Write(writer, settings);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
