using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.Terminal;

namespace LakhNes.Cli.Tests;

public class CommandLineAppTests
{
    [Fact]
    public void HelpSucceedsOnStdout()
    {
        CliRun run = CliRun.Of("--help");

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("Usage:", run.Output);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData]
    [InlineData("no-such-command")]
    [InlineData("--no-such-option")]
    [InlineData("@song.mid")]
    public void WrongUsageIsExitCodeTwoAndOneLine(params string[] args)
    {
        CliRun run = CliRun.Of(args);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        AssertOneLine(run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void FailureIsExitCodeOneAndOneLineThatNamesFileAndCause()
    {
        CliRun run = CliRun.Of(_ => Failing(new CommandException("in/song.mid", "not a MIDI file")), "fail");

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Equal("lakhnes: in/song.mid: not a MIDI file\n", run.Error.ReplaceLineEndings("\n"));
        Assert.Empty(run.Output);
    }

    [Fact]
    public void TroubleWithFilesIsAFailureOfOneLineToo()
    {
        CliRun run = CliRun.Of(_ => Failing(new IOException("No space\nleft")), "fail");

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Equal("lakhnes: No space left\n", run.Error.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("8000", ExitCode.Success)]
    [InlineData("384000", ExitCode.Success)]
    [InlineData("7999", ExitCode.Usage)]
    [InlineData("384001", ExitCode.Usage)]
    [InlineData("fast", ExitCode.Usage)]
    [InlineData("48,000", ExitCode.Usage)]
    [InlineData("", ExitCode.Usage)]
    public void NumbersOutsideTheirBoundsAreWrongUsage(string value, int expected)
    {
        CliRun run = CliRun.Of(
            _ => Accepting(CommonOptions.Number("--rate", "Hz", 48_000, 8_000, 384_000)),
            "accept",
            "--rate",
            value
        );

        Assert.Equal(expected, run.ExitCode);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("-0.1")]
    [InlineData("Infinity")]
    public void NotANumberIsOutsideEveryBound(string value)
    {
        CliRun run = CliRun.Of(_ => Accepting(CommonOptions.Number("--temp", "", 1.0, 0.0, 2.0)), "accept", "--temp", value);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--temp must be a number from 0 to 2", run.Error);
    }

    [Theory]
    [InlineData("18446744073709551615", ExitCode.Success)]
    [InlineData("-1", ExitCode.Usage)]
    public void ASeedIsAnyUnsignedNumberOf64Bits(string value, int expected) =>
        Assert.Equal(expected, CliRun.Of(_ => Accepting(CommonOptions.Seed()), "accept", "--seed", value).ExitCode);

    [Fact]
    public void JsonIsOneObjectOnOneLine()
    {
        CliRun run = CliRun.Of(
            context => Acting(() => context.WriteJson(new JsonObject { ["text"] = "a\nb", ["peakDb"] = -6.5 })),
            "act"
        );

        AssertOneLine(run.Output);
        JsonNode parsed = JsonNode.Parse(run.Output)!;
        Assert.Equal("a\nb", (string?)parsed["text"]);
        Assert.Equal(-6.5, (double?)parsed["peakDb"]);
    }

    [Fact]
    public void ProgressIsNotDrawnWhereNobodyWatches()
    {
        bool worked = false;
        CliRun run = CliRun.Of(
            context =>
                Acting(() =>
                    context.WithProgress(
                        "Working",
                        progress =>
                        {
                            progress.Report(0.5);
                            worked = true;
                        }
                    )
                ),
            "act"
        );

        Assert.True(worked);
        Assert.Empty(run.Output + run.Error);
    }

    private static Command Failing(Exception failure)
    {
        var command = new Command("fail");
        command.SetAction(int (ParseResult _) => throw failure);
        return command;
    }

    private static Command Accepting(Option option)
    {
        var command = new Command("accept") { option };
        command.SetAction(_ => ExitCode.Success);
        return command;
    }

    private static Command Acting(Action action)
    {
        var command = new Command("act");
        command.SetAction(_ => action());
        return command;
    }

    private static void AssertOneLine(string text)
    {
        Assert.EndsWith(Environment.NewLine, text);
        Assert.Single(text.TrimEnd('\r', '\n').Split('\n'));
        Assert.NotEmpty(text.Trim());
    }
}
