namespace LakhNes.Hosts.Tests;

/// <summary>What becomes of a program that never ends, or leaves another behind.</summary>
public class HostProgramTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Fact]
    public void AProgramThatNeverEndsIsKilledWithItsChildrenAndTriedAgain()
    {
        using var folder = new TestFolder();
        string script = """
            test -e tried && { echo the second time; exit 0; }
            touch tried
            sleep 600 &
            echo $! > child
            wait
            """;
        string said = HostProgram.Run("/bin/sh", ["-c", $"cd {folder.Path}\n{script}"], attempts: 2, patience: Soon);
        Assert.Equal("the second time\n", said);
        // the command line of a process that has ended, but that nobody has asked about yet, is empty
        string child = $"/proc/{File.ReadAllText(folder["child"]).Trim()}/cmdline";
        Assert.DoesNotContain("sleep", File.Exists(child) ? File.ReadAllText(child) : "");
    }

    [Fact]
    public void ATestFailsWhoseProgramNeverEndsInAnyAttempt()
    {
        Exception failed = Assert.ThrowsAny<Exception>(() =>
            HostProgram.Run("/bin/sh", ["-c", "echo so far; exec sleep 600"], patience: Soon)
        );
        Assert.Contains("did not end within 00:00:02: so far", failed.Message);
    }

    [Fact]
    public void ATestFailsWhoseProgramLeavesOneBehindThatPrints()
    {
        Exception failed = Assert.ThrowsAny<Exception>(() =>
            HostProgram.Run("/bin/sh", ["-c", "sleep 60 & exit 0"], patience: Soon)
        );
        Assert.Contains("did not end within 00:00:02", failed.Message);
    }
}
