using LakhNes.Cli.Terminal;
using LakhNes.Score.Harmony;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Tests;

/// <summary><c>--chords</c> with the model that is shipped.</summary>
public sealed class ChordCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WhatIsComposedToChordsHasTheirTonesOnTheBeats()
    {
        double free = Share("free"),
            follows = Share("chords", "--chords", "Eb Bb7:2 Eb:2", "--follow", "100"),
            inAScene = Share("scene", "--chords", "Eb Bb7:2 Eb:2", "--follow", "100", "--scene", "boss");
        Assert.True(follows > 0.9, $"{follows:0.00} of the notes");
        Assert.True(inAScene > 0.9, $"{inAScene:0.00} of the notes of a scene with a key of its own");
        Assert.True(free < 0.7, $"{free:0.00} of the notes without chords");
    }

    [Theory]
    [InlineData("generate --chords Q", "--chords: 'Q' is no chord")]
    [InlineData("continue song.mid --chords Am:x", "--chords: 'Am:x' says no number of beats")]
    [InlineData("generate --follow 3", "--follow does nothing without --chords")]
    [InlineData("accompany song.mid --resample pitch --chords Am", "--chords does nothing with --resample pitch")]
    public void AFaultIsToldInALine(string command, string reason)
    {
        CliRun run = CliRun.Of(command.Split(' '));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(reason, run.Error);
    }

    // of the pitched notes on beats of a generated piece, those of the chords "Eb Bb7:2 Eb:2"
    private double Share(string name, params string[] options)
    {
        string folder = Path.Combine(_folder, name);
        CliRun run = CliRun.Of(["generate", "--bars", "16", "--tempo", "120", "--seed", "1", "--out-dir", folder, .. options]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        ChordProgression chords = ChordProgression.Parse("Eb Bb7:2 Eb:2", 4, out _)!;
        int all = 0,
            tones = 0;
        MidiFile song = MidiFile.Read(Directory.GetFiles(folder, "*.mid").Single());
        foreach (MidiTrack track in song.Tracks.Where(track => !track.Name.Contains("Noise", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (MidiEvent e in track.Events.Where(e => e.IsNoteOn))
            {
                double beat = (double)e.Tick / song.Division.TicksPerQuarter;
                if (Math.Abs(beat - Math.Round(beat)) > 0.01)
                    continue;
                all++;
                tones += chords.At(Math.Round(beat), out _, out _).Contains(e.Data1) ? 1 : 0;
            }
        }

        Assert.True(all > 16, $"{all} notes on beats");
        return (double)tones / all;
    }
}
