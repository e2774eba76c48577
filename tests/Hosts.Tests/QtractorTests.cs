namespace LakhNes.Hosts.Tests;

/// <summary>The plug-in scan of qtractor, a sequencer that hosts CLAP.</summary>
public class QtractorTests
{
    [SkippableFact]
    public void TheScanLoadsTheClap()
    {
        string scan = Built.System("/usr/lib/*/qtractor/qtractor_plugin_scan", "/usr/lib/qtractor/qtractor_plugin_scan");

        string output = HostProgram.Run(scan, [], input: $"CLAP:{Built.Clap}\n");

        // CLAP|name|audio in:out|MIDI in:out|controls in:out|flags|file|index|id
        string[] fields = Assert
            .Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line.StartsWith("CLAP|"))
            .Split('|');
        Assert.Equal("LakhNES", fields[1]);
        Assert.Equal("0:2", fields[2]);
        Assert.StartsWith("1:", fields[3]);
        Assert.Equal(Built.Clap, fields[6]);
    }
}
