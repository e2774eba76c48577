namespace LakhNes.Hosts.Tests.Generation;

/// <summary>
/// The built plugin with the shipped model in both hosts: a phrase is played, the answer comes in tempo, and always the same.
/// </summary>
public class GeneratorTests
{
    private const int Quarter = 24_000;
    private const int Seconds = 8;

    private static readonly string[] On =
    [
        "--set",
        "Mode=Continue",
        "--set",
        "Answer Length=Endless",
        "--set",
        "Run=On",
        "--seconds",
        $"{Seconds}",
    ];

    public static TheoryData<string> Hosts => ["vst3-host", "clap-host"];

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void AnAnswerBeginsOnABeatWithinFourOfThePhrasesEnd(string host)
    {
        Generated answer = Generated.Of(host, Scripts.Phrase(), On);

        Assert.InRange(answer.Onsets.First(), 4 * Quarter, 8 * Quarter);
        Assert.Equal(0, answer.Onsets.First() % Quarter);
        Assert.True(answer.Onsets.Count() > 10, $"{answer.Onsets.Count()} notes");
        Assert.True(answer.Audio.Peak(Seconds - 1, Seconds) > 0.01);
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void OfflineEveryRunAndBlockSizeIsTheSameToTheBit(string host)
    {
        Generated expected = Generated.Of(host, Scripts.Phrase(), [.. On, "--block", "512"]);

        foreach (string block in new[] { "512", "1", "32", "441", "4096", "7,1,513,64,3,4096,100" })
            expected.AssertSame(Generated.Of(host, Scripts.Phrase(), [.. On, "--block", block]), $"blocks of {block}");
    }

    [SkippableTheory]
    [InlineData("Continue")]
    [InlineData("Trade")]
    [InlineData("Accompany")]
    [InlineData("Free")]
    public void BothFormatsComposeTheSame(string mode)
    {
        string[] options = [.. On, "--set", $"Mode={mode}"];
        Generated clap = Generated.Of("clap-host", Scripts.Phrase(), options);

        Assert.NotEmpty(clap.Notes);
        clap.AssertSame(Generated.Of("vst3-host", Scripts.Phrase(), options), mode);
    }

    /// <summary>
    /// The song begins after two seconds in which the model is loaded; nobody waits for it, and what is late is dropped.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void LiveItIsTheSameAsOffline(string host)
    {
        const int start = 4 * Quarter;
        string script = $"0 stop\n{start} play\n{Scripts.Phrase(start)}";
        string[] options = [.. On, "--set", "Lead=2 beats", "--block", "64"];
        Generated offline = Generated.Of(host, script, options),
            live = Generated.Of(host, script, [.. options, "--live", "1"]);

        Assert.NotEmpty(offline.Notes);
        Assert.Subset(offline.Onsets.ToHashSet(), live.Onsets.ToHashSet());
        int late = offline.Onsets.Count() - live.Onsets.Count();
        Skip.If(
            late > 0,
            $"the machine was too busy: {late} notes were late, blocks by up to {live.Report.Number("overdueSeconds"):F3} s"
        );
        offline.AssertSame(live, "live");
    }

    /// <summary>
    /// The state is saved and loaded again while the phrase is played, while the answer is composed, and in the middle of it.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void LoadingTheStateWhileItComposesChangesNothing(string host)
    {
        Generated expected = Generated.Of(host, Scripts.Phrase(), On);

        string script = $"{Scripts.Phrase()}{2 * Quarter} reload\n{11 * Quarter / 2} reload\n{9 * Quarter} reload\n";
        expected.AssertSame(Generated.Of(host, script, On), "reloaded three times");
    }

    /// <summary>A project that is saved before, in and after the answer is heard as before when it is opened again.</summary>
    [SkippableTheory]
    [InlineData("vst3-host", "clap-host")]
    [InlineData("clap-host", "vst3-host")]
    public void AProjectThatIsOpenedAgainIsComposedTheSame(string host, string other)
    {
        using var folder = new TestFolder();
        Generated expected = Generated.Of(host, Scripts.Phrase(), On);
        foreach (string seconds in new[] { "1", "5", "8" })
        {
            Generated.Of(host, Scripts.Phrase(), [.. On, "--seconds", seconds, "--save-state", folder["state"]]);
            string[] opened = ["--seconds", $"{Seconds}", "--load-state", folder["state"]];
            expected.AssertSame(Generated.Of(host, Scripts.Phrase(), opened), $"opened after {seconds} s");
            expected.AssertSame(Generated.Of(other, Scripts.Phrase(), opened), $"opened after {seconds} s in {other}");
        }
    }
}
