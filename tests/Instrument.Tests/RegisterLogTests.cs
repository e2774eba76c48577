using System.Runtime.CompilerServices;
using LakhNes.Instrument.Tests.Support;

namespace LakhNes.Instrument.Tests;

/// <summary>Every behaviour as a readable log of register writes: the files in <c>Logs</c>.</summary>
public class RegisterLogTests
{
    public static TheoryData<string> Logs =>
        [.. Directory.GetFiles(Folder(), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    [Theory]
    [MemberData(nameof(Logs))]
    public void TheRegistersAreWrittenAsTheLogSays(string name)
    {
        var script = new LogScript(File.ReadAllText(Path.Combine(Folder(), name + ".txt")));

        string log = script.Play();

        Assert.True(script.Expected == log, $"{name}.txt does not say what was written:\n{log}");
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Logs");
}
