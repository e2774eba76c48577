namespace LakhNes.Hosts.Tests;

/// <summary>What is composed stays here: ONNX Runtime marks no user and reports nothing (docs/generator.md).</summary>
public class PrivacyTests
{
    [SkippableFact]
    public void ComposingLeavesNothingInTheUsersFolders()
    {
        string command = Built.Command;
        using var home = new TestFolder();
        using var songs = new TestFolder();
        // it keeps silent where a variable says that nobody is there
        string[] asAtHome = ["-u", "CI", "-u", "GITHUB_ACTIONS", "-u", "ORT_DISABLE_TELEMETRY"];
        var environment = new Dictionary<string, string> { ["HOME"] = home.Path, ["XDG_CACHE_HOME"] = home["cache"] };
        HostProgram.Run(
            "/usr/bin/env",
            [.. asAtHome, command, "generate", "--gen-len", "20", "--out-dir", songs["new"]],
            environment: environment
        );
        Assert.NotEmpty(Directory.GetFiles(songs["new"]));
        Assert.Empty(Directory.GetFileSystemEntries(home.Path));
    }
}
