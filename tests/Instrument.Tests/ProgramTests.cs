using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Tests.Support;

namespace LakhNes.Instrument.Tests;

/// <summary>
/// General MIDI programs: a channel's notes sound by them, the settings and the other channels stay as they are.
/// </summary>
public class ProgramTests
{
    private const int Duty = 0x4000;

    [Fact]
    public void EveryProgramHasANameAndSoundsOnPulsesAndTriangleAtItsKey()
    {
        Assert.Equal(
            GeneralMidiSounds.Count,
            Enumerable.Range(0, GeneralMidiSounds.Count).Select(GeneralMidiSounds.NameOf).Distinct().Count()
        );
        for (int program = 0; program < GeneralMidiSounds.Count; program++)
        {
            foreach (ApuVoice voice in new[] { ApuVoice.Pulse1, ApuVoice.Pulse2, ApuVoice.Triangle })
            {
                VoiceSettings sound = GeneralMidiSounds.Of(program, voice)!;
                Assert.Equal((0, 0, 0.0), (sound.Transpose, sound.ArpeggioSteps.Length, sound.DetuneCents));
                Assert.True(sound.VolumeSteps.Length == 0 || sound.VolumeSteps.Steps[0] > 0);
            }

            Assert.Null(GeneralMidiSounds.Of(program, ApuVoice.Noise));
            Assert.Null(GeneralMidiSounds.Of(program, ApuVoice.Dmc));
        }
    }

    [Fact]
    public void AProgramIsHeardOnItsChannelAlone()
    {
        var player = new Player(settings =>
            (settings.VoiceMode, settings.Programs) = (VoiceMode.Channels, ProgramMeaning.GeneralMidi)
        );
        player.Instrument.Program(player.Now, 0, 30); // distortion guitar: the thinnest duty
        player.On(69).On(76, channel: 1).Frames(2);
        Assert.Equal(0, DutyOf(player, Duty));
        Assert.Equal(2, DutyOf(player, Duty + 4));
    }

    [Theory]
    [InlineData(ProgramMeaning.Presets)]
    [InlineData(ProgramMeaning.Off)]
    public void ItIsNotHeardWhereItMeansSomethingElse(ProgramMeaning meaning)
    {
        var player = new Player(settings => settings.Programs = meaning);
        player.Instrument.Program(player.Now, 0, 30);
        player.On(69).Frames(2);
        Assert.Equal(2, DutyOf(player, Duty));
    }

    [Fact]
    public void InPolyModeItGoesWithTheNoteWhateverVoicePlaysIt()
    {
        var player = new Player(settings => settings.Programs = ProgramMeaning.GeneralMidi);
        player.Instrument.Program(player.Now, 5, 30);
        player.On(69).On(76, channel: 5).Frames(2);
        Assert.Equal((2, 0), (DutyOf(player, Duty), DutyOf(player, Duty + 4)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(128)]
    [InlineData(int.MaxValue)]
    public void ThereAreNoOthers(int program)
    {
        var player = new Player(settings => settings.Programs = ProgramMeaning.GeneralMidi);
        player.Instrument.Program(player.Now, 0, program);
        player.On(69).Frames(2);
        Assert.Equal(2, DutyOf(player, Duty));
    }

    [Fact]
    public void DrumsAreDrumsWhateverTheirProgram()
    {
        var player = new Player(settings => settings.Programs = ProgramMeaning.GeneralMidi);
        player.Instrument.Program(player.Now, 9, 30);
        player.On(38, channel: 9).Frames(2);
        Assert.False(player.IsSilent(ApuVoice.Noise, 0.05));
    }

    private static int DutyOf(Player player, int address) => player.Log.Writes.Last(write => write.Address == address).Value >> 6;
}
