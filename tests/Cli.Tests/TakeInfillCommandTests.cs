using LakhNes.Cli.Terminal;
using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Engine;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Score;

namespace LakhNes.Cli.Tests;

/// <summary><c>lakhnes take --infill</c>.</summary>
public sealed class TakeInfillCommandTests : TakeCommandRig
{
    [Fact]
    public void AnInfillChangesItsPartAloneAndIsSaved()
    {
        string state = WriteState(Compose(keep: 1)),
            file = Path.Combine(Folder, "out.tx1.txt"),
            saved = Path.Combine(Folder, "saved.state");

        CliRun run = CliRun.Of(
            "take",
            state,
            file,
            "--number",
            "1",
            "--infill",
            "1",
            "--voices",
            "TR,NO",
            "--variation",
            "3",
            "--model",
            Model,
            "--save",
            saved
        );

        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("take 3 (kept) (infill of 1):", run.Output);
        Take[] takes = Takes(File.ReadAllBytes(saved));
        Assert.Equal([(1, true, 0), (2, false, 0), (3, true, 1)], takes.Select(take => (take.Number, take.Kept, take.InfillOf)));
        Assert.Equal(Takes(File.ReadAllBytes(state))[0].Notes.ToArray(), takes[0].Notes.ToArray());
        Assert.Equal(Pulses(takes[0]), Pulses(takes[2]));
        Assert.NotEqual(takes[0].Notes.ToArray(), takes[2].Notes.ToArray());
        int[] composed = Composed(takes[2]);
        int[] written =
        [
            .. Song.Read(File.ReadAllBytes(file), file, SongFormat.Tx1)
                .Score.Events.Where(e => e.Kind == NesEventKind.NoteOn)
                .Select(e => (int)e.Value),
        ];
        Assert.Equal(composed, written[^composed.Length..]);

        // the same again is the same, the next variation another
        Assert.Equal(Fill("3"), Fill("3"));
        Assert.NotEqual(Fill("3"), Fill("4"));

        string Fill(string variation)
        {
            string song = Path.Combine(Folder, "again.tx1.txt");
            Assert.Equal("", CliRun.Of("take", state, song, "--infill", "1-1", "--variation", variation, "--model", Model).Error);
            return File.ReadAllText(song);
        }

        static HeardNote[] Pulses(Take take) => [.. take.Notes.Where(note => note.Voice < NesVoice.Triangle)];
    }

    [Fact]
    public void AnInfillThatCannotBeIsRefused()
    {
        string state = WriteState(TwoTakes.Value),
            file = Path.Combine(Folder, "out.mid"),
            missing = Path.Combine(Folder, "missing.onnx");
        Take newest = Takes(TwoTakes.Value)[^1];

        CliRun past = CliRun.Of("take", state, file, "--infill", $"1-{newest.Bars + 1}", "--model", Model);
        Assert.Equal(
            (
                ExitCode.Failure,
                $"lakhnes: {state}: take 2 has bars 1 to {newest.Bars}, not 1 to {newest.Bars + 1}{Environment.NewLine}"
            ),
            (past.ExitCode, past.Error)
        );
        CliRun without = CliRun.Of("take", state, file, "--infill", "1", "--model", missing);
        Assert.Equal(ExitCode.Failure, without.ExitCode);
        Assert.StartsWith($"lakhnes: {missing}: ", without.Error);
        using var empty = new ChipEngine();
        CliRun none = CliRun.Of("take", WriteState(empty.SaveState()), file, "--infill", "1", "--model", Model);
        Assert.EndsWith("nothing was composed, so there is no take to fill in" + Environment.NewLine, none.Error);
        foreach (string bars in (string[])["0", "3-2", "x", "1-2-3", "-1"])
            Assert.Equal(ExitCode.Usage, CliRun.Of("take", state, file, "--infill", bars).ExitCode);
        CliRun alone = CliRun.Of("take", state, file, "--voices", "P1");
        Assert.Equal(ExitCode.Usage, alone.ExitCode);
        Assert.Contains("--voices says how --infill composes, which is missing.", alone.Error);
        Assert.False(File.Exists(file));
    }
}
