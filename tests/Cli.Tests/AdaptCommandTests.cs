using System.Text.Json;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;

namespace LakhNes.Cli.Tests;

public sealed class AdaptCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-").FullName;

    private string Input => Path.Combine(_folder, "in");

    private string Output => Path.Combine(_folder, "out");

    public AdaptCommandTests()
    {
        Directory.CreateDirectory(Input);
        File.WriteAllBytes(Path.Combine(Input, "song.mid"), Song());
        File.WriteAllText(Path.Combine(Input, "broken.mid"), "no music");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AFolderBecomesPiecesAndAReport()
    {
        CliRun run = CliRun.Of("adapt", Input, Output, "--seed", "7", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(
            (2, 1, 2),
            (
                report.GetProperty("files").GetInt32(),
                report.GetProperty("adapted").GetInt32(),
                report.GetProperty("pieces").GetInt32()
            )
        );
        Assert.Equal(1, report.GetProperty("skipped").GetProperty("unreadable").GetInt32());
        Assert.Equal(1, report.GetProperty("parts").GetProperty("split").GetInt32());
        Assert.Equal(7u, report.GetProperty("seed").GetUInt64());
        Assert.Contains("broken.mid", report.GetProperty("errors")[0].GetString());
        Assert.All(Directory.GetFiles(Output), f => Assert.NotEmpty(NesMidi.Read(MidiFile.Read(f)).Events));
    }

    [Theory]
    [InlineData("--min-seconds", "600", "skipped: shorter than 600 s")]
    [InlineData("--max-seconds", "0.5", "skipped: longer than 0.5 s")]
    public void WhichFilesAreTakenCanBeChosen(string option, string value, string reason)
    {
        CliRun run = CliRun.Of("adapt", Input, Output, option, value);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"1 {reason}", run.Output);
        Assert.Empty(Directory.GetFiles(Output));
    }

    [Fact]
    public void ThePapersRulesDropWhatIsPolyphonic()
    {
        CliRun run = CliRun.Of("adapt", Input, Output, "--paper", "--json");
        JsonElement report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(0, report.GetProperty("pieces").GetInt32());
        Assert.Equal(1, report.GetProperty("skipped").GetProperty("noUsablePart").GetInt32());
        Assert.Empty(Directory.GetFiles(Output));
    }

    [Fact]
    public void PeopleGetASummaryByReason()
    {
        CliRun run = CliRun.Of("adapt", Input, Output, "--max-per-file", "1");
        Assert.StartsWith("2 files: 1 adapted to 1 pieces", run.Output);
        Assert.Contains("1 skipped: not readable as MIDI", run.Output);
        Assert.Contains("1 polyphonic, split into melody and bass", run.Output);
        Assert.Contains("broken.mid: offset 0x0: no MThd", run.Error);
    }

    [Fact]
    public void AFolderThatIsNotThereIsOneLine()
    {
        CliRun run = CliRun.Of("adapt", Path.Combine(_folder, "none"), Output);
        Assert.Equal(
            (1, $"lakhnes: {Path.Combine(_folder, "none")}: no such file or folder"),
            (run.ExitCode, run.Error.TrimEnd())
        );
    }

    /// <summary>Two voices on one channel for ten seconds.</summary>
    private static byte[] Song()
    {
        List<MidiEvent> events = [];
        for (int i = 0; i < 20; i++)
        {
            events.Add(MidiEvent.NoteOn(i * 480, 0, 72 + i % 5, 100));
            events.Add(MidiEvent.NoteOn(i * 480, 0, 48 + i % 5, 100));
            events.Add(MidiEvent.NoteOff(i * 480 + 400, 0, 72 + i % 5));
            events.Add(MidiEvent.NoteOff(i * 480 + 400, 0, 48 + i % 5));
        }
        return new MidiFile(MidiFileFormat.SingleTrack, MidiDivision.Musical(480), [new MidiTrack(events)]).ToBytes();
    }
}
