using System.Text.Json;
using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;
using LakhNes.Score.Text;

namespace LakhNes.Cli.Tests;

/// <summary>MIDI files as everyone has them, everywhere where a song is taken; program changes; lengths.</summary>
public sealed class OrdinaryMidiTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-").FullName;

    private string At(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Song(string name = "song.mid") =>
        Songs.Write(
            _folder,
            name,
            480 * 16,
            Enumerable
                .Range(0, 16)
                .SelectMany(i =>
                    Songs.Note(i * 480, i * 480 + 400, 0, 72 + i % 5).Concat(Songs.Note(i * 480, i * 480 + 400, 1, 40 + i % 3))
                )
        );

    [Theory]
    [InlineData("song.mid")]
    [InlineData("SONG.MIDI")]
    [InlineData("song.kar")]
    [InlineData("song.rmi")]
    public void ConvertLaysItOutForTheConsole(string name)
    {
        CliRun run = CliRun.Of("convert", Song(name), At("out.txf.txt"), "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains("ordinary MIDI", run.Error);
        Assert.Equal(8.0, JsonDocument.Parse(run.Output).RootElement.GetProperty("seconds").GetDouble(), 0.02);
        Assert.Contains("P1_NOTEON_72", File.ReadAllText(At("out.txf.txt")));
        Assert.Contains("TR_NOTEON_40", File.ReadAllText(At("out.txf.txt")));
    }

    [Fact]
    public void ARiffWrapperIsNoMatter()
    {
        byte[] midi = File.ReadAllBytes(Song());
        File.WriteAllBytes(
            At("w.rmi"),
            [
                .. "RIFF"u8,
                .. BitConverter.GetBytes(midi.Length + 12),
                .. "RMIDdata"u8,
                .. BitConverter.GetBytes(midi.Length),
                .. midi,
            ]
        );
        Assert.Equal(0, CliRun.Of("convert", At("w.rmi"), At("w.mid")).ExitCode);
        Assert.True(NesMidi.IsNesMidi(MidiFile.Read(At("w.mid"))));
    }

    [Fact]
    public void StatsTakesItAndSaysSo()
    {
        CliRun run = CliRun.Of("stats", Song(), "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 of 1 songs are ordinary MIDI", run.Error);
    }

    [Fact]
    public void ContinueTakesItWithTheInstalledModel()
    {
        CliRun run = CliRun.Of("continue", Song(), "--prime-len", "20", "--gen-len", "3", "--out", At("on.mid"), "--seed", "1");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("ordinary MIDI", run.Error);
    }

    [Theory]
    [InlineData("01-major-tune-120", "4/4", 120)]
    [InlineData("02-minor-tune-bass-140", "4/4", 140)]
    [InlineData("03-pentatonic-96", "4/4", 96)]
    [InlineData("04-swung-blues-110", "4/4", 110)]
    [InlineData("05-waltz-150", "3/4", 150)]
    [InlineData("06-jig-6-8-180", "6/8", 180)]
    [InlineData("07-band-minor-160", "4/4", 160)]
    [InlineData("08-bass-drums-104", "4/4", 104)]
    [InlineData("09-ballad-70", "4/4", 70)]
    [InlineData("10-fanfare-132", "4/4", 132)]
    public void TempoAndMetreThatAFileStatesAreBelieved(string phrase, string metre, int tempo)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "data", "phrases", phrase + ".mid");
        Assert.Equal(0, CliRun.Of("convert", path, At("a.txb.txt")).ExitCode);
        ScoreBar bar = BarText.Read(At("a.txb.txt")).Bars[0];
        Assert.Equal((metre, tempo), ($"{bar.Metre}", bar.Tempo));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    [InlineData(180)]
    public void ContinueGoesOnInTheTempoThatAFileStates(int tempo)
    {
        string song = Songs.Write(
            _folder,
            "song.mid",
            480 * 16,
            [
                MidiEvent.Tempo(0, 60_000_000 / tempo),
                MidiEvent.TimeSignature(0, 3, 4),
                .. Enumerable.Range(0, 32).SelectMany(i => Songs.Note(i * 240, (i * 240) + 200, 0, 60 + (i * 7 % 12))),
            ]
        );
        CliRun run = CliRun.Of("continue", song, "--gen-len", "3", "--choose", "1", "--out", At("on.mid"), "--seed", "1");
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("estimated", run.Error);
        MidiFile written = MidiFile.Read(At("on.mid"));
        Assert.Equal(tempo, written.TempoMap().QuartersPerMinute(0), 0.01);
        Assert.Equal((3, 4), (written.SignatureMap().At(0).Numerator, written.SignatureMap().At(0).Denominator));
    }

    [Fact]
    public void ATempoThatTheNotesDoNotKeepToIsEstimatedAndALineSaysSo()
    {
        // played at 137 in a file that says 120
        string song = Songs.Write(
            _folder,
            "free.mid",
            480 * 40,
            Enumerable
                .Range(0, 64)
                .SelectMany(i =>
                    Songs.Note((long)(i * 240 * 120 / 137.0), (long)((i * 240 + 200) * 120 / 137.0), 0, 60 + (i * 7 % 12))
                )
        );
        CliRun run = CliRun.Of("continue", song, "--gen-len", "3", "--choose", "1", "--out", At("on.mid"), "--seed", "1");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("its notes do not lie on its tempo's beats, so that its bars are estimated", run.Error);
    }

    [Fact]
    public void WhatThePluginExportsKeepsItsVoices()
    {
        MidiTrack Voice(string name, int channel, int key) =>
            new([MidiEvent.TextEvent(0, MidiMeta.TrackName, name), .. Songs.Note(0, 480, channel, key)]);
        var take = new MidiFile(
            MidiFileFormat.Simultaneous,
            MidiDivision.Musical(480),
            [Voice("Pulse 1 (played)", 0, 50), Voice("Pulse 2", 1, 80), Voice("Triangle", 2, 90), Voice("Noise", 3, 38)]
        );
        NesScore score = NesMidi.Read(MidiFile.Read(take.ToBytes(), "take.mid"));
        Assert.Equal(
            [(NesVoice.Pulse1, 50), (NesVoice.Pulse2, 80), (NesVoice.Triangle, 90), (NesVoice.Noise, 3)],
            score.Events.Where(e => e.Kind == NesEventKind.NoteOn).Select(e => (e.Voice, (int)e.Value))
        );
    }

    [Fact]
    public void AdaptTakesFilesAndFolders()
    {
        Directory.CreateDirectory(At("in"));
        File.Move(Song("a.mid"), At("in/a.mid"));
        CliRun run = CliRun.Of("adapt", At("in"), Song("b.kar"), Song("c.mid"), At("out"), "--max-per-file", "1", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            ["a_000.mid", "b_000.mid", "c_000.mid"],
            Directory.GetFiles(At("out")).Select(f => Path.GetFileName(f)!).Order()
        );
        Assert.Equal((0, ""), (CliRun.Of("adapt", Song("d.mid"), At("best.mid")).ExitCode, ""));
        Assert.True(NesMidi.IsNesMidi(MidiFile.Read(At("best.mid"))));
    }

    [Fact]
    public void ConvertTakesManyFilesAndOneBadOneDoesNotStopIt()
    {
        Directory.CreateDirectory(At("in/deep"));
        File.Move(Song("a.mid"), At("in/deep/a.mid"));
        File.WriteAllText(At("in/bad.mid"), "no music");
        CliRun run = CliRun.Of("convert", At("in"), Song("b.mid"), At("out"), "--formats", "txf,vgm");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("bad.mid: offset 0x0: no MThd", run.Error);
        Assert.Contains("1 of 3 files failed", run.Error);
        Assert.Contains("2 of 3 songs converted", run.Output);
        Assert.Equal(
            ["b.txf.txt", "b.vgm", "deep/a.txf.txt", "deep/a.vgm"],
            Directory
                .GetFiles(At("out"), "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(At("out"), f).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void AWavFileSoundsAsAskedFor()
    {
        string text = At("a.tx1.txt");
        File.WriteAllText(text, "TR_NOTEON_60\nWT_22050\nTR_NOTEOFF");
        Assert.Equal(0, CliRun.Of("convert", text, At("nes.wav"), "--bits", "32").ExitCode);
        Assert.Equal(
            0,
            CliRun
                .Of(
                    "convert",
                    text,
                    At("off.wav"),
                    "--bits",
                    "32",
                    "--filter",
                    "off",
                    "--mixer",
                    "linear",
                    "--sample-rate",
                    "48000"
                )
                .ExitCode
        );
        (float[] nes, int rate) = Songs.Read(At("nes.wav"));
        (float[] off, int other) = Songs.Read(At("off.wav"));
        Assert.Equal((44_100, 48_000), (rate, other));
        // the console's high-pass takes the mean away that the chip's levels have
        Assert.Equal(0, nes.Skip(10_000).Average(), 0.01);
        Assert.InRange(Math.Abs(off.Skip(10_000).Average()), 0.03, 1);
    }

    [Fact]
    public void ProgramsSoundAsGeneralMidiUnlessASoundIsChosen()
    {
        string plain = Songs.Write(_folder, "plain.mid", 960, Songs.Note(0, 900, 0, 69));
        string piano = Songs.Write(_folder, "piano.mid", 960, [MidiEvent.Program(0, 0, 0), .. Songs.Note(0, 900, 0, 69)]);
        byte[] Render(string song, params string[] options)
        {
            CliRun run = CliRun.Of(["render", song, At("a.wav"), .. options]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            return File.ReadAllBytes(At("a.wav"));
        }

        Assert.NotEqual(Render(plain), Render(piano));
        foreach (
            string[] chosen in new string[][]
            {
                ["--set", "Pulse 1 Duty=25 %"],
                ["--preset", "Hero Lead"],
                ["--set", "Program Change=Off"],
            }
        )
            Assert.Equal(Render(plain, chosen), Render(piano, chosen));
        Assert.NotEqual(Render(piano, "--set", "Program Change=Presets"), Render(piano));
        Assert.Contains("channel 1 Acoustic Grand Piano", CliRun.Of("render", piano, At("a.wav")).Output);
        Assert.Contains("program changes ignored", CliRun.Of("render", piano, At("a.wav"), "--preset", "Hero Lead").Output);
    }

    [Fact]
    public void APedalThatStaysDownEndsWithTheSong()
    {
        string song = Songs.Write(_folder, "pedal.mid", 480, [MidiEvent.Controller(0, 0, 64, 127), .. Songs.Note(0, 480, 0, 69)]);
        Assert.Equal(0, CliRun.Of("render", song, At("a.wav"), "--bits", "32").ExitCode);
        (float[] samples, int rate) = Songs.Read(At("a.wav"));
        Assert.InRange((double)samples.Length / rate, 0.5, 0.8);
    }

    [Fact]
    public void ALongSongNeedsAWord()
    {
        string song = Songs.Write(_folder, "far.mid", 960 * 4000, Songs.Note(0, 480, 0, 69));
        CliRun run = CliRun.Of("render", song, At("a.wav"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("it lasts 4000 s", run.Error);
        Assert.False(File.Exists(At("a.wav")));
        Assert.Equal(0, CliRun.Of("render", song, At("a.wav"), "--seconds", "1.5", "--bits", "32").ExitCode);
        (float[] samples, int rate) = Songs.Read(At("a.wav"));
        Assert.InRange((double)samples.Length / rate, 1.5, 1.8);
        Assert.Contains("4 GiB", CliRun.Of("render", song, At("b.wav"), "--seconds", "20000", "--sample-rate", "384000").Error);
    }

    [Fact]
    public void TensOfThousandsOfTemposAreRenderedTogether()
    {
        string song = Songs.Write(
            _folder,
            "tempos.mid",
            40_000,
            [.. Songs.Note(0, 40_000, 0, 69), .. Enumerable.Range(0, 40_000).Select(i => MidiEvent.Tempo(i, 20_000 + i % 7))]
        );
        CliRun run = CliRun.Of("render", song, At("a.wav"), "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.InRange(JsonDocument.Parse(run.Output).RootElement.GetProperty("seconds").GetDouble(), 1.6, 2.0);
    }

    [Fact]
    public void APatternIsChosenByTrack()
    {
        var patterns = new MidiFile(
            MidiFileFormat.Independent,
            MidiDivision.Musical(480),
            [new MidiTrack([.. Songs.Note(0, 480, 0, 69)]), new MidiTrack([.. Songs.Note(0, 1920, 0, 60)])]
        );
        File.WriteAllBytes(At("two.mid"), patterns.ToBytes());
        Assert.Contains("pattern 1 of 2 is played", CliRun.Of("render", At("two.mid"), At("a.wav")).Error);
        Assert.Equal((0, ""), (CliRun.Of("render", At("two.mid"), At("a.wav"), "--bits", "32", "--track", "2").ExitCode, ""));
        Assert.InRange(Songs.Tone(At("a.wav")), 258, 266);
        Assert.Contains("no track 3, only 1 to 2", CliRun.Of("convert", At("two.mid"), At("a.tx1.txt"), "--track", "3").Error);
    }
}
