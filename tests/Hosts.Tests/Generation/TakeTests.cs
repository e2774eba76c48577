namespace LakhNes.Hosts.Tests.Generation;

/// <summary>The built plugin in both hosts: a take is kept, saved, loaded by the other format, and bounced.</summary>
public class TakeTests
{
    private const int Quarter = 24_000;
    private const int Stop = 16 * Quarter;

    [SkippableTheory]
    [InlineData("vst3-host", "clap-host")]
    [InlineData("clap-host", "vst3-host")]
    public void AKeptTakeIsWhatARestoredProjectBounces(string from, string to)
    {
        using var folder = new TestFolder();
        string[] length = ["--seconds", "9"];
        string phrase = File.ReadAllText(Path.Combine(Built.Root, "demo", "phrase.txt"));
        Generated heard = Generated.Of(
            from, $"{phrase}{Stop} stop\n{Stop + 4_800} set Keep Take=On\n", [.. length, "--save-state", folder["project"]]);
        string played = string.Concat(phrase.Split('\n').Where(line => !line.Contains("set ")).Select(line => line + "\n"));
        Generated bounced = Generated.Of(to, $"0 set Seed=77\n{played}{Stop} stop\n", [.. length, "--load-state", folder["project"]]);
        Generated other = Generated.Of(to, $"{phrase}0 set Seed=77\n{Stop} stop\n", length);

        Assert.True(heard.Onsets.Count() > 10, $"{heard.Onsets.Count()} notes");
        heard.AssertSame(bounced, "the bounce");
        Assert.NotEqual(heard.Notes, other.Notes);
    }
}
