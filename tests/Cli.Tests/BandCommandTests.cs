using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Tests;

public sealed class BandCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    [Fact]
    public void ASongsSoundsBecomeAPresetAndItsBarsAPhrase()
    {
        File.WriteAllText(At("song.tx2.txt"), Song());
        CliRun run = CliRun.Of("band", At("song.tx2.txt"), "--out", At("own"), "--bars", "2");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var settings = new InstrumentSettings();
        Assert.True(PresetFile.TryRead(File.ReadAllBytes(At("own.lakhnes")), settings, out PresetInfo info, out _));
        Assert.Equal("own", info.Name);
        Assert.Equal(VoiceMode.Channels, settings.VoiceMode);
        // each note falls from its loudest by thirds, at a quarter duty
        VoiceSettings lead = settings[ApuVoice.Pulse1];
        Assert.Equal([15, 10, 5], lead.VolumeSteps.Steps.ToArray().Select(step => (int)step));
        Assert.Equal(1, lead.Timbre);
        MidiFile phrase = MidiFile.Read(File.ReadAllBytes(At("own.mid")), "own.mid");
        int[] keys = [.. phrase.Tracks.SelectMany(track => track.Events).Where(e => e.IsNoteOn).Select(e => (int)e.Data1)];
        Assert.Equal([60, 64, 67, 64], keys.Take(4));
        Assert.InRange(phrase.TempoMap().SecondsOfTick(phrase.EndTick), 3, 3.5);
    }

    [Fact]
    public void AnInstrumentFileBecomesAPreset()
    {
        byte[] instrument =
        [
            .. "FTI2.4"u8,
            1,
            4,
            0,
            0,
            0,
            .. "lead"u8,
            5,
            1,
            3,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            15,
            9,
            4, // volume, loop 1, release 1
            0,
            1,
            2,
            0,
            0,
            0,
            255,
            255,
            255,
            255,
            255,
            255,
            255,
            255,
            0,
            0,
            0,
            0,
            1,
            2, // pitch, which adds up
            0,
            1,
            1,
            0,
            0,
            0,
            255,
            255,
            255,
            255,
            255,
            255,
            255,
            255,
            0,
            0,
            0,
            0,
            3, // duty
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        ];
        File.WriteAllBytes(At("lead.fti"), instrument);
        CliRun run = CliRun.Of("band", At("lead.fti"), "--out", At("lead"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.False(File.Exists(At("lead.mid")));
        var settings = new InstrumentSettings();
        Assert.True(PresetFile.TryRead(File.ReadAllBytes(At("lead.lakhnes")), settings, out _, out _));
        VoiceSettings voice = settings[ApuVoice.Pulse2];
        Assert.Equal([15, 9, 4], voice.VolumeSteps.Steps.ToArray().Select(step => (int)step));
        Assert.Equal((1, 2), (voice.VolumeSteps.Loop, voice.VolumeSteps.Release));
        Assert.Equal([1, 3], voice.PitchSteps.Steps.ToArray().Select(step => (int)step));
        Assert.Equal(3, voice.Timbre);
    }

    [Fact]
    public void WhatHasNoRhythmOrIsNoInstrumentIsOneClearLine()
    {
        File.WriteAllText(At("song.tx1.txt"), "P1_NOTEON_69\nWT_44100\nP1_NOTEOFF");
        CliRun still = CliRun.Of("band", At("song.tx1.txt"), "--out", At("x"));
        Assert.NotEqual(0, still.ExitCode);
        Assert.StartsWith($"lakhnes: {At("song.tx1.txt")}: it has no rhythm", still.Error);
        File.WriteAllText(At("x.fti"), "no");
        CliRun broken = CliRun.Of("band", At("x.fti"), "--out", At("y"));
        Assert.StartsWith($"lakhnes: {At("x.fti")}: offset 0x0: no FTI", broken.Error);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    // eighths of 12 frames at 150 quarters a minute, over a bass
    private static string Song()
    {
        int[] keys = [60, 64, 67, 64, 62, 65, 69, 72];
        const int Frame = 735;
        System.Text.StringBuilder text = new();
        for (int i = 0; i < 64; i++)
        {
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"P1_NOTEON_{keys[i % 8]}\nP1_VELOCITY_{(i % 2 == 0 ? 15 : 9)}\nP1_TIMBRE_1\n"
            );
            if (i % 8 == 0)
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"TR_NOTEON_{(i % 16 == 0 ? 36 : 41)}\n");
            int loudest = i % 2 == 0 ? 15 : 9;
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"WT_{Frame}\nP1_VELOCITY_{loudest * 2 / 3}\nWT_{Frame}\nP1_VELOCITY_{loudest / 3}\nWT_{10 * Frame}\n"
            );
        }
        return text.Append("P1_NOTEOFF\nTR_NOTEOFF").ToString();
    }
}
