using LakhNes.Cli.Terminal;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Tests;

/// <summary><c>lakhnes render --take</c>.</summary>
public sealed class RenderTakeTests : TakeCommandRig
{
    [Fact]
    public void RenderWritesItsTakeToEveryFileNamed()
    {
        string song = WriteSong(),
            wav = Path.Combine(Folder, "song.wav"),
            midi = Path.Combine(Folder, "take.mid"),
            nsf = Path.Combine(Folder, "take.nsf");

        CliRun run = CliRun.Of(
            "render",
            song,
            wav,
            "--generate",
            "--more",
            "2",
            "--set",
            "Begin=Beat",
            "--model",
            Model,
            "--sample-rate",
            $"{Rate}",
            "--take",
            $"{midi},{nsf}"
        );

        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.True(File.Exists(wav) && File.Exists(nsf));
        IReadOnlyList<MidiTrack> tracks = MidiFile.Read(midi).Tracks;
        Assert.Equal(
            [60, 64, 67, 72],
            tracks
                .Single(track => track.Name.EndsWith(" (played)", StringComparison.Ordinal))
                .Events.Where(e => e.IsNoteOn)
                .Select(e => (int)e.Data1)
        );
        Assert.Contains(
            tracks.Skip(1),
            track => !track.Name.EndsWith(" (played)", StringComparison.Ordinal) && track.Events.Any(e => e.IsNoteOn)
        );
    }

    [Fact]
    public void RenderRefusesATakeThatItCannotWriteBeforeItPlays()
    {
        string song = WriteSong(),
            wav = Path.Combine(Folder, "song.wav"),
            bad = Path.Combine(Folder, "take.doc"),
            midi = Path.Combine(Folder, "take.mid");

        CliRun run = CliRun.Of("render", song, wav, "--generate", "--model", Model, "--take", $"{midi},{bad}");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith($"lakhnes: {bad}: its extension is none of", run.Error);
        Assert.False(File.Exists(wav) || File.Exists(midi));

        // nothing composes
        run = CliRun.Of("render", song, wav, "--sample-rate", $"{Rate}", "--take", midi);
        Assert.Equal(
            (ExitCode.Failure, $"lakhnes: {midi}: nothing was composed, so there is no take to write{Environment.NewLine}"),
            (run.ExitCode, run.Error)
        );
        Assert.False(File.Exists(midi));
    }
}
