using System.Text.Json;

namespace LakhNes.Cli.Tests;

public sealed class ConvertCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private string Song(
        string name = "song.tx1.txt",
        string text = "P1_NOTEON_69\nWT_22050\nP1_NOTEOFF\nNO_NOTEON_3\nWT_22050\nNO_NOTEOFF"
    )
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    [Theory]
    [InlineData("out.mid", "MThd")]
    [InlineData("OUT.TX2.TXT", "P1_NOTEON_69\nP1_VELOCITY_15\n")]
    [InlineData("out.txf.txt", "P1_NOTEON_69\nWT_30\n")]
    [InlineData("out.ftm.txt", "# FamiTracker text export 0.4.2\n")]
    [InlineData("out.fms.txt", "Project TempoMode=\"FamiTracker\" Name=\"song\"")]
    [InlineData("out.vgm", "Vgm ")]
    [InlineData("out.vgz", "\x1F")]
    [InlineData("out.wav", "RIFF")]
    public void TheExtensionSaysWhatIsWritten(string name, string start)
    {
        CliRun run = CliRun.Of("convert", Song(), At(name));
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.StartsWith(start, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(At(name))));
    }

    [Fact]
    public void JsonTellsFileLengthAndSeconds()
    {
        CliRun run = CliRun.Of("convert", Song(), At("a.wav"), "--seconds", "0.5", "--json");
        JsonElement report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(At("a.wav"), report.GetProperty("file").GetString());
        Assert.Equal(0.5, report.GetProperty("seconds").GetDouble());
        Assert.Equal(44 + 44100, report.GetProperty("bytes").GetInt32());
        Assert.Equal(44 + 44100, new FileInfo(At("a.wav")).Length);
    }

    [Fact]
    public void TxfHoldsExpressionWhereAsked()
    {
        CliRun.Of("convert", Song(), At("a.txf.txt"), "--expression");
        Assert.Contains("P1_VELOCITY_15", File.ReadAllText(At("a.txf.txt")));
    }

    [Fact]
    public void APresetsSequencesAreTheInstrumentsOfAModule()
    {
        File.WriteAllText(
            At("own.lakhnes"),
            """
            { "format": "LakhNES preset", "version": 1, "name": "Own", "category": "Lead", "settings": { "voices": {
              "pulse1": { "volume": 10, "timbre": 1, "transpose": 12,
                "volumeSteps": { "steps": [15, 6, 0], "loop": -1, "release": 2 },
                "arpeggioSteps": { "steps": [0, 4], "loop": 0, "release": -1 },
                "pitchSteps": { "steps": [1, 3], "loop": 1, "release": -1 } },
              "pulse2": { "hardwareEnvelope": true, "envelopePeriod": 3 } } } }
            """
        );
        CliRun run = CliRun.Of("convert", Song(), At("a.ftm.txt"), "--instruments", At("own.lakhnes"), "--pattern-bars", "1");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string text = File.ReadAllText(At("a.ftm.txt"));
        // the last volume before the key is let go is the release point; what is not silent is at least 1
        Assert.Contains("MACRO       0   0  -1   1   0 : 10 4 0\n", text, StringComparison.Ordinal);
        Assert.Contains("MACRO       1   0   0  -1   0 : 12 16\n", text, StringComparison.Ordinal);
        Assert.Contains("MACRO       2   0   1  -1   0 : 1 3\n", text, StringComparison.Ordinal);
        Assert.Contains("MACRO       0   1  -1  -1   0 : 15 14 13 12", text, StringComparison.Ordinal);
        Assert.Contains("INST2A03   0     0   0   0  -1   0 \"Pulse 1\"\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AModuleIsWhatIsContinuedFromAndAnyTextOfAFolderIsNot()
    {
        CliRun.Of("convert", Song(), At("a.ftm.txt"));
        File.Move(At("a.ftm.txt"), At("b.txt"));
        File.WriteAllText(At("README.txt"), "nothing");
        Assert.Equal(0, CliRun.Of("convert", At("b.txt"), At("b.vgm")).ExitCode);
        CliRun all = CliRun.Of("convert", _folder, At("out"), "--formats", "txf");
        Assert.Equal((0, ""), (all.ExitCode, all.Error));
        Assert.False(File.Exists(At("out/README.txf.txt")));
        CliRun readme = CliRun.Of("convert", At("README.txt"), At("c.vgm"));
        Assert.NotEqual(0, readme.ExitCode);
        Assert.StartsWith($"lakhnes: {At("README.txt")}: line 1: ", readme.Error);
    }

    [Fact]
    public void RateDownsamples()
    {
        CliRun.Of("convert", Song(), At("a.tx1.txt"), "--rate", "3");
        Assert.Equal(
            "P1_NOTEON_69\nWT_14700\nNO_NOTEON_3\nWT_14700\nP1_NOTEOFF\nWT_14700\nNO_NOTEOFF",
            File.ReadAllText(At("a.tx1.txt"))
        );
    }

    [Theory]
    [InlineData("missing.mid", "a.wav", "missing.mid: no such file")]
    [InlineData("song.xyz", "a.wav", "song.xyz: its extension is none of .mid")]
    [InlineData("song.tx1.txt", "a.xyz", "a.xyz: its extension is none of .mid")]
    [InlineData("bad.tx1.txt", "a.wav", "bad.tx1.txt: line 1: 'nonsense' is no symbol")]
    [InlineData("song.tx1.txt", "nowhere/a.wav", "a.wav: no such file or folder")]
    public void WhatCannotBeDoneIsOneLine(string input, string output, string message)
    {
        Song();
        Song("song.xyz");
        Song("bad.tx1.txt", "nonsense");
        CliRun run = CliRun.Of("convert", At(input), At(output));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("lakhnes: ", run.Error);
        Assert.Contains(message, run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.False(File.Exists(At(output)));
    }

    [Theory]
    [InlineData("--rate", "0")]
    [InlineData("--seconds", "-1")]
    [InlineData("--track", "0")]
    public void ValuesOutOfRangeAreWrongUsage(string option, string value) =>
        Assert.Equal(2, CliRun.Of("convert", Song(), At("a.wav"), option, value).ExitCode);
}
