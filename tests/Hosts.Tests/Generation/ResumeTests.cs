using System.Globalization;

namespace LakhNes.Hosts.Tests.Generation;

/// <summary>
/// The built plugin in both hosts: a project saved while its song runs is opened at that place, and goes on as if nothing had
/// come between.
/// </summary>
public class ResumeTests
{
    private const int Quarter = 24_000;
    private const int Length = 20 * Quarter;

    private static readonly string[] Hosts = ["vst3-host", "clap-host"];

    // in the phrase (a key is down), in the silence after it, in the answer
    [SkippableTheory]
    [InlineData("vst3-host", "Continue", 2.25, 4.25, 9.3125)]
    [InlineData("clap-host", "Continue", 2.25, 4.25, 9.3125)]
    [InlineData("vst3-host", "Trade", 9.3125)]
    [InlineData("clap-host", "Trade", 6.125)]
    [InlineData("vst3-host", "Accompany", 4.25)]
    [InlineData("clap-host", "Accompany", 4.2, 9.3)]
    [InlineData("vst3-host", "Free", 9.3125)]
    [InlineData("clap-host", "Free", 2.25)]
    public void TheSameNotesFollowAtTheSameSamples(string host, string mode, params double[] beats)
    {
        using var folder = new TestFolder();
        string[] song = (Scripts.Phrase() + Scripts.Phrase(13 * Quarter)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] settings = ["--set", $"Mode={mode}", "--set", "Run=On", "--set", "Listen Bars=1", "--set", "Answer Bars=1"];
        string[] expected = Generated.Of(host, Script(0), [.. settings, .. Seconds(Length)]).Notes;

        foreach (double beat in beats)
        {
            int at = (int)Math.Round(beat * Quarter);
            Generated before = Generated.Of(host, Script(0), [.. settings, .. Seconds(at), "--save-state", folder["state"]]);
            Assert.Equal(From(expected, 0).Where(note => note.Sample < at), From(before.Notes, 0));
            (int Sample, string)[] follows = [.. Struck(From(expected, at))];
            Assert.NotEmpty(follows);
            foreach (string opener in Hosts)
            {
                string[] place = ["--load-state", folder["state"], "--from", beat.ToString(CultureInfo.InvariantCulture)];
                Generated after = Generated.Of(opener, Script(at), [.. place, .. Seconds(Length - at)]);
                Assert.Equal(follows, From(after.Notes, 0));
                Assert.True(after.Audio.Peak() > 0.01, $"{opener} at {beat}");
            }
        }

        string Script(int from) =>
            string.Concat(From(song, from).Select(line => FormattableString.Invariant($"{line.Sample} {line.What}\n")));
    }

    // the lines from a sample on, which becomes the first
    private static IEnumerable<(int Sample, string What)> From(string[] lines, int from) =>
        lines
            .Select(line => line.Split(' ', 2))
            .Select(line => (int.Parse(line[0], CultureInfo.InvariantCulture) - from, line[1]))
            .Where(line => line.Item1 >= 0);

    // without the ends of notes that began before: they are not struck again
    private static IEnumerable<(int Sample, string What)> Struck(IEnumerable<(int Sample, string What)> notes)
    {
        var sounding = new HashSet<string>();
        foreach ((int sample, string what) in notes)
        {
            string[] fields = what.Split(' ');
            string key = fields[1] + ' ' + fields[2];
            if (fields[0] == "note-on" ? sounding.Add(key) : sounding.Remove(key))
                yield return (sample, what);
        }
    }

    private static string[] Seconds(int samples) =>
        ["--seconds", (samples / 48_000.0).ToString("R", CultureInfo.InvariantCulture)];
}
