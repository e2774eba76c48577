using LakhNes.Engine;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Generator.Composition;

namespace LakhNes.Hosts.Tests.Generation;

/// <summary>The built plugin in both hosts: a take is kept, saved, loaded by the other format, and bounced.</summary>
public class TakeTests
{
    private const int Quarter = 24_000;
    private const int Stop = 24 * Quarter;

    [SkippableTheory]
    [InlineData("vst3-host", "clap-host")]
    [InlineData("clap-host", "vst3-host")]
    public void AKeptTakeIsWhatARestoredProjectBounces(string from, string to)
    {
        using var folder = new TestFolder();
        string[] length = ["--seconds", "13"];
        string phrase = File.ReadAllText(Path.Combine(Built.Root, "demo", "phrase.txt"));
        Generated heard = Generated.Of(
            from,
            $"{phrase}{Stop} stop\n{Stop + 4_800} set Keep Take=On\n",
            [.. length, "--save-state", folder["project"]]
        );
        string played = string.Concat(phrase.Split('\n').Where(line => !line.Contains("set ")).Select(line => line + "\n"));
        Generated bounced = Generated.Of(
            to,
            $"0 set Seed=77\n{played}{Stop} stop\n",
            [.. length, "--load-state", folder["project"]]
        );
        Generated other = Generated.Of(to, $"{phrase}0 set Seed=77\n{Stop} stop\n", length);

        Assert.True(heard.Onsets.Count() > 10, $"{heard.Onsets.Count()} notes");
        heard.AssertSame(bounced, "the bounce");
        Assert.NotEqual(heard.Notes, other.Notes);
    }

    [SkippableFact]
    public void AKeptInfillPlaysTheSameInBothFormats()
    {
        using var folder = new TestFolder();
        string[] length = ["--seconds", "13"];
        string phrase = File.ReadAllText(Path.Combine(Built.Root, "demo", "phrase.txt"));
        Generated heard = Generated.Of(
            "vst3-host",
            $"{phrase}{Stop} stop\n{Stop + 4_800} set Keep Take=On\n",
            [.. length, "--save-state", folder["project"]]
        );
        double from = FillIn(folder["project"], folder["filled"]);
        string played = string.Concat(phrase.Split('\n').Where(line => !line.Contains("set ")).Select(line => line + "\n"));
        Generated one = Bounce("vst3-host"),
            other = Bounce("clap-host");

        one.AssertSame(other, "the other format");
        Assert.Equal(heard.Onsets.Where(onset => onset < from), one.Onsets.Where(onset => onset < from));
        Assert.NotEqual(heard.Notes, one.Notes);

        Generated Bounce(string host) =>
            Generated.Of(host, $"{played}{Stop} stop\n", [.. length, "--load-state", folder["filled"]]);
    }

    // all bars but the first; gives the sample at which the second begins
    private static double FillIn(string project, string filled)
    {
        using var engine = new ChipEngine(new ModelSource(Path.Combine(Built.Root, "models", "default.onnx")));
        Assert.True(engine.TryLoadState(File.ReadAllBytes(project), out string error), error);
        Take take = Assert.Single(engine.Takes);
        Assert.True(
            engine.TryInfillTake(new TakeInfill(take.Number, 2, take.Bars, VoiceSet.All), out InfillTask? task, out error),
            error
        );
        Eventually.True(() => task.IsDone);
        Assert.True(engine.KeepTake(task.Number, true), task.Error);
        File.WriteAllBytes(filled, engine.SaveState());
        return take.StartOfBar(2) * Quarter;
    }
}
