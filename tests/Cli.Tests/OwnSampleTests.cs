using LakhNes.Cli.Terminal;
using LakhNes.Conversion;
using LakhNes.Conversion.Audio;
using LakhNes.Instrument.Samples;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Tests;

/// <summary><c>--sample</c>: a WAV file is heard where its key is played, in sound and in files of register writes.</summary>
public sealed class OwnSampleTests : IDisposable
{
    private const int Drums = 9,
        Key = 90;

    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-sample-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ASampleIsHeardWhereItsKeyIsPlayed()
    {
        string song = WriteSong(),
            wav = WriteWav("tone.wav", 0.4);
        Assert.All(Render(song), sample => Assert.InRange(sample, -1e-3f, 1e-3f));
        float[] heard = Render(song, "--sample", $"{Key}={wav}");
        Assert.True(heard.Max() > 0.05f, $"{heard.Max()}");
        // 0.5 s of rest, then 0.4 s of sound
        Assert.InRange(Array.FindIndex(heard, sample => Math.Abs(sample) > 0.01f) / 96_000.0, 0.49, 0.52);
        Assert.InRange(Array.FindLastIndex(heard, sample => Math.Abs(sample) > 0.01f) / 96_000.0, 0.85, 0.97);
    }

    [Theory]
    [InlineData("vgm")]
    [InlineData("vgz")]
    [InlineData("nsf")]
    public void FilesOfRegisterWritesHaveTheSampleToo(string extension)
    {
        string song = WriteSong(),
            file = Path.Combine(_folder, "out." + extension);
        CliRun run = CliRun.Of("render", song, file, "--sample", $"F6-A6,root 90,rate 15={WriteWav("tone.wav", 0.4)}");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));

        float[] played = Song.Open(file).Render(48_000);

        // the same sound as straight from the engine, which has both channels and twice the level; an NSF player's triangle rests
        // elsewhere, and the chip's mixer lets more of the sample through
        float[] direct = Render(song, "--sample", $"F6-A6,root 90,rate 15={Path.Combine(_folder, "tone.wav")}");
        double[] levels = [Level(played, 1), Level(direct, 2)];
        Assert.InRange(20 * Math.Log10(levels[1] / levels[0]), 3, 7);
        // an NSF player's own beginning moves the triangle
        Assert.InRange(Array.FindIndex(played, 9600, sample => Math.Abs(sample) > 0.01f) / 48_000.0, 0.48, 0.54);
    }

    [Fact]
    public void DeltasAreTakenAsTheyAre()
    {
        string dmc = Path.Combine(_folder, "a.dmc");
        File.WriteAllBytes(dmc, [.. Enumerable.Range(0, 2001).Select(i => (byte)(i / 2 % 2 == 0 ? 0xFF : 0x00))]);
        Assert.Contains(Render(WriteSong(), "--sample", $"{Key},rate 12={dmc}"), sample => Math.Abs(sample) > 0.05f);
    }

    [Fact]
    public void ConvertMakesASampleOfARecordingAsTheWindowDoes()
    {
        string wav = WriteWav("tone.wav", 0.4),
            dmc = Path.Combine(_folder, "tone.DMC");
        CliRun run = CliRun.Of("convert", wav, dmc);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"tone\.DMC: 1\d\d\d bytes, 0\.\d\d s at rate 15, from level \d+\n", run.Output);
        Assert.True(OwnSample.IsLength(File.ReadAllBytes(dmc).Length));

        // the same deltas as of the recording itself, and nearly from the level that these begin at
        OwnSample straight = Sample(wav),
            converted = Sample(dmc);
        Assert.Equal(straight.Bytes.ToArray(), converted.Bytes.ToArray());
        Assert.InRange(converted.StartLevel - straight.StartLevel, -8, 8);
    }

    private static OwnSample Sample(string path)
    {
        Assert.True(SampleFile.TryRead(path, new OwnSample(), null, true, OwnSample.MostBytes, out OwnSample sample, out _));
        return sample;
    }

    [Fact]
    public void ConvertTakesRateLoopAndLevel()
    {
        string wav = WriteWav("tone.wav", 0.4);
        byte[] Convert(params string[] options)
        {
            string dmc = Path.Combine(_folder, "a.dmc");
            Assert.Equal(ExitCode.Success, CliRun.Of(["convert", wav, dmc, .. options]).ExitCode);
            return File.ReadAllBytes(dmc);
        }

        byte[] usual = Convert();
        Assert.InRange(Convert("--dmc-rate", "0").Length, usual.Length / 9, usual.Length / 6);
        // the tone's 0.4 s alone: nothing is added to end at level 0
        Assert.InRange(Convert("--loop").Length, 1641, 1673);
        Assert.NotEqual(usual, Convert("--unscaled"));
    }

    [Theory]
    [InlineData("song.mid a.dmc", "only a .wav file becomes a .dmc file")]
    [InlineData("tone.wav a.dmc --dmc-rate 16", "--dmc-rate must be a number from 0 to 15")]
    [InlineData("long.wav a.dmc --dmc-rate 15", "long.wav: lasts 2.00 s; at rate 15 there is room for 0.95 s")]
    [InlineData("endless.wav a.dmc", "endless.wav: lasts 20.00 s; at rate 0 there is room for 7.7")]
    [InlineData("tone.wav a.dmc --filter off", "--filter does nothing where a .dmc is written")]
    [InlineData("tone.wav a.dmc --seconds 1", "--seconds does nothing where a .dmc is written")]
    [InlineData("song.mid a.vgm --loop", "--loop does nothing where no .dmc is written")]
    public void ConvertSaysInALineWhatCannotBeASample(string line, string expected)
    {
        WriteSong();
        WriteWav("tone.wav", 0.4);
        WriteWav("long.wav", 2);
        WriteWav("endless.wav", 20);
        string[] words = [.. line.Split(' ').Select(word => word.Contains('.') ? Path.Combine(_folder, word) : word)];
        CliRun run = CliRun.Of(["convert", .. words]);
        Assert.InRange(run.ExitCode, 1, 2);
        Assert.Contains(expected, Assert.Single(run.Error.TrimEnd().Split('\n')));
        Assert.Empty(Directory.GetFiles(_folder, "*.dmc"));
    }

    [Theory]
    [InlineData("90", "--sample 90: expected KEY[-KEY]")]
    [InlineData("H9=tone.wav", "--sample H9=tone.wav: there is no key H9")]
    [InlineData("90-60=tone.wav", "--sample 90-60=tone.wav: the second key is below the first")]
    [InlineData("90,rate 16=tone.wav", "--sample 90,rate 16=tone.wav: the chip's rates are 0 to 15, not 16")]
    [InlineData("90,faster=tone.wav", "--sample 90,faster=tone.wav: expected KEY[-KEY]")]
    [InlineData("90=nowhere.wav", "nowhere.wav: no such file")]
    [InlineData("90=SONG", "SONG: not a WAV file")]
    [InlineData("90,rate 15=LONG", "LONG: lasts 2.00 s; at rate 15 there is room for 0.95 s")]
    public void WhatCannotBeIsOneClearErrorAndNothingIsWritten(string sample, string expected)
    {
        string song = WriteSong(),
            output = Path.Combine(_folder, "out.wav"),
            longer = WriteWav("long.wav", 2);
        CliRun run = CliRun.Of("render", song, output, "--sample", sample.Replace("SONG", song).Replace("LONG", longer));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith("lakhnes: " + expected.Replace("SONG", song).Replace("LONG", longer), run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void MoreThanTheMemoryHoldsIsRefused()
    {
        string wav = WriteWav("full.wav", 0.94);
        string[] four = [.. Enumerable.Range(0, 4).SelectMany(i => (string[])["--sample", $"{60 + i},rate 15={wav}"])];
        CliRun run = CliRun.Of(["render", WriteSong(), Path.Combine(_folder, "out.wav"), .. four]);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("full.wav: lasts 0.94 s; at rate 15 there is room for 0.07 s", run.Error);
    }

    private static double Level(float[] samples, int channels) =>
        Math.Sqrt(samples.Sum(sample => (double)sample * sample) / channels);

    private float[] Render(string song, params string[] options)
    {
        string wav = Path.Combine(_folder, "rendered.wav");
        CliRun run = CliRun.Of(["render", song, wav, "--bits", "32", "--sample-rate", "48000", .. options]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(wav).AsSpan(58)).ToArray();
    }

    private string WriteSong()
    {
        MidiEvent[] notes = [MidiEvent.NoteOn(480, Drums, Key, 127), MidiEvent.NoteOff(500, Drums, Key)];
        string path = Path.Combine(_folder, "song.mid");
        var song = new MidiFile(MidiFileFormat.SingleTrack, MidiDivision.Musical(480), [new MidiTrack(notes, 960)]);
        File.WriteAllBytes(path, song.ToBytes());
        return path;
    }

    private string WriteWav(string name, double seconds)
    {
        string path = Path.Combine(_folder, name);
        using FileStream stream = File.Create(path);
        using var wav = new WavWriter(stream, 44_100, 1, WavSampleFormat.Pcm16);
        wav.Write([.. Enumerable.Range(0, (int)(seconds * 44_100)).Select(i => 0.7f * MathF.Sin(i * 0.05f))]);
        return path;
    }
}
