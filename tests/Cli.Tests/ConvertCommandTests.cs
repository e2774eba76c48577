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
