using System.CommandLine.Parsing;
using LakhNes.Cli.Terminal;

namespace LakhNes.Cli.Tests;

/// <summary>The command lines of the manual and the README are such that the command takes.</summary>
public class DocumentedCommandTests
{
    public static TheoryData<string> Lines
    {
        get
        {
            string root = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(root, "LakhNes.Plugin.sln")))
                root = Path.GetDirectoryName(root)!;
            return
            [
                .. Directory
                    .GetFiles(Path.Combine(root, "docs", "manual"), "*.md")
                    .Append(Path.Combine(root, "README.md"))
                    .SelectMany(File.ReadLines)
                    .Select(line => line.StartsWith("artifacts/", StringComparison.Ordinal) ? line["artifacts/".Length..] : line)
                    .Where(line => line.StartsWith("lakhnes ", StringComparison.Ordinal) && !line.Contains("COMMAND"))
                    .Select(line => line.Split(" #")[0]),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void IsUnderstood(string line)
    {
        var context = new CommandContext(TextWriter.Null, TextWriter.Null, ErrorIsTerminal: false);
        string[] words = [.. CommandLineParser.SplitCommandLine(line).Skip(1)];
        Assert.Empty(CommandLineApp.Parse(words, context).Errors.Select(error => error.Message));
    }
}
