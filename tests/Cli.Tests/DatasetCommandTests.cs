using System.Text;
using System.Text.Json;

namespace LakhNes.Cli.Tests;

public sealed class DatasetCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-").FullName;

    private string Output => Path.Combine(_folder, "out");

    public DatasetCommandTests()
    {
        string text = Path.Combine(_folder, "a.tx1.txt"),
            train = Directory.CreateDirectory(Path.Combine(_folder, "train")).FullName;
        File.WriteAllText(text, "P1_NOTEON_69\nWT_7338\nP1_NOTEOFF");
        CliRun.Of("convert", text, Path.Combine(train, "a.mid"));
        File.WriteAllText(Path.Combine(train, "broken.mid"), "no music");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a.tx1.txt", "P1_NOTEON_69\nWT_7338\nP1_NOTEOFF", 3)]
    [InlineData("a.tx2.txt", "P1_NOTEON_69\nP1_VELOCITY_15\nWT_7338\nP1_NOTEOFF", 4, "--tx2")]
    [InlineData("a.txf.txt", "P1_NOTEON_69\nWT_10\nP1_NOTEOFF", 3, "--txf")]
    [InlineData("a.txf.txt", "P1_NOTEON_69\nP1_VELOCITY_15\nWT_10\nP1_NOTEOFF", 4, "--txf", "--tx2")]
    public void EveryKindOfTextIsMadeAndCounted(string name, string text, int tokens, params string[] options)
    {
        CliRun run = CliRun.Of(["dataset", _folder, Output, "--json", .. options]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(text, File.ReadAllText(Path.Combine(Output, "train", name)));
        JsonElement train = JsonDocument.Parse(run.Output).RootElement.GetProperty("splits").GetProperty("train");
        Assert.Equal(
            (1, tokens, 1),
            (
                train.GetProperty("songs").GetInt32(),
                train.GetProperty("tokens").GetInt32(),
                train.GetProperty("errors").GetInt32()
            )
        );
        Assert.Contains("broken.mid: offset 0x0", run.Error);
    }

    [Fact]
    public void BarsAreFoundAndSongsWithoutAnyAreLeftOut()
    {
        // eight bars of 4/4 at 6 frames a sixteenth: a bass on each beat, a scale in eighths over it
        var text = new StringBuilder();
        for (int eighth = 0; eighth < 64; eighth++)
        {
            text.Append($"P1_NOTEON_{60 + eighth % 16}\n");
            if (eighth % 2 == 0)
                text.Append($"TR_NOTEON_{(eighth % 8 == 0 ? 36 : 43)}\n");
            text.Append("WT_8806\n");
        }
        string source = Path.Combine(_folder, "b.tx1.txt");
        File.WriteAllText(source, text + "P1_NOTEOFF\nTR_NOTEOFF");
        CliRun.Of("convert", source, Path.Combine(_folder, "train", "b.mid"));

        CliRun run = CliRun.Of("dataset", _folder, Output, "--json", "--bars");
        Assert.Equal(0, run.ExitCode);
        JsonElement train = JsonDocument.Parse(run.Output).RootElement.GetProperty("splits").GetProperty("train");
        Assert.Equal((1, 1), (train.GetProperty("songs").GetInt32(), train.GetProperty("unsure").GetInt32()));
        Assert.Equal(["b.txb.txt"], Directory.GetFiles(Path.Combine(Output, "train")).Select(Path.GetFileName));
        string[] lines = File.ReadAllLines(Path.Combine(Output, "train", "b.txb.txt"));
        Assert.Equal(
            ["BAR", "METRE_4_4", "TEMPO_150", "POS_0", "P1_NOTEON_60", "TR_NOTEON_36", "POS_12", "P1_NOTEON_61"],
            lines[..8]
        );
        Assert.Equal(8, lines.Count(line => line == "BAR"));
        Assert.Equal("step 48", File.ReadAllText(Path.Combine(Output, "unit.txt")));
    }

    [Theory]
    [InlineData("--txf")]
    [InlineData("--tx2")]
    public void BarsAreATextOfTheirOwn(string other) =>
        Assert.Equal(2, CliRun.Of("dataset", _folder, Output, "--bars", other).ExitCode);

    [Fact]
    public void AFolderWithoutSplitsIsAnErrorThatNamesIt()
    {
        CliRun run = CliRun.Of("dataset", Path.Combine(_folder, "train"), Output);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"lakhnes: {Path.Combine(_folder, "train")}: no .mid file", run.Error);
    }
}
