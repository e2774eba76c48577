using System.Text.Json.Nodes;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Engine;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Tests;

public sealed class TakeCommandTests : TakeCommandRig
{
    public static TheoryData<string> Extensions => [.. SongFormats.All.Select(format => format.Extension())];

    [Fact]
    public void WithoutOutputsTheTakesAreListed()
    {
        CliRun run = CliRun.Of("take", WriteState(TwoTakes.Value));

        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^take 1: beats 5 to 8 at 120, \d+ notes, 0 dropped, default, seed 7, variation 0\s*$", lines[0]);
        Assert.Matches(@"^take 2: beats 5 to 8 at 120, \d+ notes, 0 dropped, default, seed 7, variation 1\s*$", lines[1]);
    }

    [Fact]
    public void JsonTellsTheSame()
    {
        CliRun run = CliRun.Of("take", WriteState(TwoTakes.Value), "--json");

        JsonArray takes = JsonNode.Parse(run.Output)!["takes"]!.AsArray();
        Take[] expected = Takes(TwoTakes.Value);
        Assert.Equal(expected.Select(take => take.Number), takes.Select(take => (int)take!["number"]!));
        Assert.Equal(expected.Select(take => take.Start), takes.Select(take => (double)take!["start"]!));
        Assert.Equal(expected.Select(take => take.End), takes.Select(take => (double)take!["end"]!));
        Assert.Equal(expected.Select(Composed).Select(notes => notes.Length), takes.Select(take => (int)take!["notes"]!));
        Assert.All(
            takes,
            take =>
                Assert.Equal(
                    ("default", 7, false, 120.0),
                    ((string?)take!["model"], (int)take["seed"]!, (bool)take["kept"]!, (double)take["tempo"]!)
                )
        );
        Assert.Equal([0, 1], takes.Select(take => (int)take!["variation"]!));
    }

    [Theory]
    [MemberData(nameof(Extensions))]
    public void EveryFormatHoldsTheComposedNotes(string extension)
    {
        string file = Path.Combine(Folder, "out" + extension);

        CliRun run = CliRun.Of("take", WriteState(TwoTakes.Value), file, "--number", "2");

        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("take 2:", run.Output);
        Assert.True(SongFormats.TryOfPath(file, out SongFormat format));
        byte[] bytes = File.ReadAllBytes(file);
        if (format == SongFormat.Png)
        {
            Assert.Equal([0x89, .. "PNG"u8], bytes[..4]);
        }
        else if (format == SongFormat.Wav)
        {
            Assert.Contains(bytes[44..], sample => sample is not (0 or 255));
        }
        else
        {
            int[] written =
                format == SongFormat.Midi
                    ?
                    [
                        .. MidiFile
                            .Read(file)
                            .Tracks.SelectMany(track => track.Events)
                            .Where(e => e.IsNoteOn)
                            .OrderBy(e => e.Tick)
                            .Select(e => (int)e.Data1),
                    ]
                    :
                    [
                        .. Song.Read(bytes, file, format)
                            .Score.Events.Where(e => e.Kind == NesEventKind.NoteOn)
                            .Select(e => (int)e.Value),
                    ];
            int[] composed = Composed(Takes(TwoTakes.Value)[1]);
            Assert.NotEmpty(composed);
            if (format == SongFormat.BlendedScore)
            {
                // it does not say which voice plays a note, and has no noise
                Assert.NotEmpty(written);
                Assert.All(written, note => Assert.Contains(note, composed));
                return;
            }

            // to the chip the same note again without a gap is one that goes on
            bool isOfTheChip =
                format is not (SongFormat.Midi or SongFormat.Tx1 or SongFormat.Tx2 or SongFormat.Txf or SongFormat.Txb);
            Assert.Equal(isOfTheChip ? Joined(composed) : composed, isOfTheChip ? Joined(written) : written);
        }

        static int[] Joined(int[] notes) => [.. notes.Where((note, i) => i == 0 || note != notes[i - 1])];
    }

    [Fact]
    public void WhatWasPlayedComesAlongOnlyWhereItIsAskedFor()
    {
        string state = WriteState(TwoTakes.Value),
            plain = Path.Combine(Folder, "plain.mid"),
            with = Path.Combine(Folder, "with.mid");

        Assert.Equal(ExitCode.Success, CliRun.Of("take", state, plain, "--number", "2").ExitCode);
        Assert.Equal(ExitCode.Success, CliRun.Of("take", state, with, "--number", "2", "--played").ExitCode);

        string[] names = [.. MidiFile.Read(plain).Tracks.Select(track => track.Name)];
        Assert.Equal("LakhNES take 2", names[0]);
        Assert.NotEmpty(names[1..]);
        Assert.DoesNotContain(names, name => name.EndsWith("(played)", StringComparison.Ordinal));
        MidiTrack played = MidiFile.Read(with).Tracks[1];
        Assert.Equal("Pulse 1 (played)", played.Name);
        Assert.Equal(
            [(0L, 60), (960, 64), (1920, 67), (2880, 72)],
            played.Events.Where(e => e.IsNoteOn).Select(e => (e.Tick, (int)e.Data1))
        );
    }

    [Fact]
    public void AKeptTakeIsWrittenAloneAndAnotherOnlyByItsNumber()
    {
        string state = WriteState(Compose(keep: 1));

        Assert.StartsWith("take 1 (kept):", Assert.Single(CliRun.Of("take", state).Output.TrimEnd().Split('\n')));
        Assert.StartsWith("take 2:", Assert.Single(CliRun.Of("take", state, "--number", "2").Output.TrimEnd().Split('\n')));
    }

    [Fact]
    public void ATakeThatIsNotThereIsNamed()
    {
        string state = WriteState(TwoTakes.Value),
            file = Path.Combine(Folder, "out.mid");

        CliRun run = CliRun.Of("take", state, file, "--number", "3");

        Assert.Equal(
            (ExitCode.Failure, $"lakhnes: {state}: there is no take 3 in it{Environment.NewLine}"),
            (run.ExitCode, run.Error)
        );
        Assert.False(File.Exists(file));
        Assert.Equal(ExitCode.Usage, CliRun.Of("take", state, "--number", "0").ExitCode);
        Assert.Equal(ExitCode.Usage, CliRun.Of("take").ExitCode);
    }

    [Fact]
    public void AStateWithoutTakesSaysSo()
    {
        using var engine = new ChipEngine();
        string state = WriteState(engine.SaveState()),
            file = Path.Combine(Folder, "out.mid");

        CliRun listed = CliRun.Of("take", state),
            written = CliRun.Of("take", state, file),
            json = CliRun.Of("take", state, "--json");

        Assert.Equal((ExitCode.Success, $"no takes{Environment.NewLine}"), (listed.ExitCode, listed.Output));
        Assert.Equal((ExitCode.Failure, ""), (written.ExitCode, written.Output));
        Assert.Equal($"lakhnes: {state}: nothing was composed, so there is no take to write{Environment.NewLine}", written.Error);
        Assert.Empty(JsonNode.Parse(json.Output)!["takes"]!.AsArray());
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void AStateThatIsNoneIsNamedWithTheReason()
    {
        byte[] state = TwoTakes.Value,
            damaged = [.. state],
            newer = [.. state];
        damaged[state.Length / 2] ^= 1;
        newer[8] = 99;

        AssertRefused("not a LakhNES state", "not a state"u8.ToArray());
        AssertRefused("not a LakhNES state", []);
        AssertRefused("damaged state: wrong checksum", damaged);
        AssertRefused("truncated state", state[..^100]);
        AssertRefused("written by a newer LakhNES", newer);
        string missing = Path.Combine(Folder, "missing.state");
        Assert.Equal($"lakhnes: {missing}: no such file or folder{Environment.NewLine}", CliRun.Of("take", missing).Error);

        void AssertRefused(string reason, byte[] bytes)
        {
            string path = WriteState(bytes);
            CliRun run = CliRun.Of("take", path);
            Assert.Equal(ExitCode.Failure, run.ExitCode);
            Assert.StartsWith($"lakhnes: {path}: {reason}", run.Error);
            Assert.Single(run.Error.TrimEnd().Split('\n'));
        }
    }

    [Fact]
    public void AFormatThatIsNoneIsNamedBeforeAnythingIsWritten()
    {
        string good = Path.Combine(Folder, "good.mid"),
            bad = Path.Combine(Folder, "bad.ogg");

        CliRun run = CliRun.Of("take", WriteState(TwoTakes.Value), good, bad);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Equal(
            $"lakhnes: {bad}: its extension is none of {SongFormats.ListExtensions(readable: false)}{Environment.NewLine}",
            run.Error
        );
        Assert.False(File.Exists(good));
    }
}
