using System.Text.Json.Nodes;
using LakhNes.Cli.Audio;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Engine;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Parameters;
using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Tests;

public sealed class TakeCommandTests : IDisposable
{
    private const int Rate = 8_000;
    private const int Ticks = 480;

    // two takes of one phrase, variations 0 and 1; made once, since composing takes its time
    private static readonly Lazy<byte[]> TwoTakes = new(() => Compose(keep: -1));

    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-take-").FullName;

    public static TheoryData<string> Extensions => [.. SongFormats.All.Select(format => format.Extension())];

    /// <summary>The shipped model.</summary>
    private static string Model
    {
        get
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "LakhNes.Plugin.sln")))
                folder = Path.GetDirectoryName(folder)!;
            return Path.Combine(folder, "models", "default.onnx");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

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
        string file = Path.Combine(_folder, "out" + extension);

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
            Assert.Equal(composed, written);
        }
    }

    [Fact]
    public void WhatWasPlayedComesAlongOnlyWhereItIsAskedFor()
    {
        string state = WriteState(TwoTakes.Value),
            plain = Path.Combine(_folder, "plain.mid"),
            with = Path.Combine(_folder, "with.mid");

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
            file = Path.Combine(_folder, "out.mid");

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
    public void AnInfillChangesItsPartAloneAndIsSaved()
    {
        string state = WriteState(Compose(keep: 1)),
            file = Path.Combine(_folder, "out.tx1.txt"),
            saved = Path.Combine(_folder, "saved.state");

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
            string song = Path.Combine(_folder, "again.tx1.txt");
            Assert.Equal("", CliRun.Of("take", state, song, "--infill", "1-1", "--variation", variation, "--model", Model).Error);
            return File.ReadAllText(song);
        }

        static HeardNote[] Pulses(Take take) => [.. take.Notes.Where(note => note.Voice < NesVoice.Triangle)];
    }

    [Fact]
    public void AnInfillThatCannotBeIsRefused()
    {
        string state = WriteState(TwoTakes.Value),
            file = Path.Combine(_folder, "out.mid"),
            missing = Path.Combine(_folder, "missing.onnx");
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

    [Fact]
    public void AStateWithoutTakesSaysSo()
    {
        using var engine = new ChipEngine();
        string state = WriteState(engine.SaveState()),
            file = Path.Combine(_folder, "out.mid");

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
        string missing = Path.Combine(_folder, "missing.state");
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
        string good = Path.Combine(_folder, "good.mid"),
            bad = Path.Combine(_folder, "bad.ogg");

        CliRun run = CliRun.Of("take", WriteState(TwoTakes.Value), good, bad);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Equal(
            $"lakhnes: {bad}: its extension is none of {SongFormats.ListExtensions(readable: false)}{Environment.NewLine}",
            run.Error
        );
        Assert.False(File.Exists(good));
    }

    [Fact]
    public void RenderWritesItsTakeToEveryFileNamed()
    {
        string song = WriteSong(),
            wav = Path.Combine(_folder, "song.wav"),
            midi = Path.Combine(_folder, "take.mid"),
            nsf = Path.Combine(_folder, "take.nsf");

        CliRun run = CliRun.Of(
            "render",
            song,
            wav,
            "--generate",
            "--more",
            "2",
            "--set",
            "Begin=Beat",
            "--model",
            Model,
            "--sample-rate",
            $"{Rate}",
            "--take",
            $"{midi},{nsf}"
        );

        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.True(File.Exists(wav) && File.Exists(nsf));
        IReadOnlyList<MidiTrack> tracks = MidiFile.Read(midi).Tracks;
        Assert.Equal(
            [60, 64, 67, 72],
            tracks
                .Single(track => track.Name.EndsWith(" (played)", StringComparison.Ordinal))
                .Events.Where(e => e.IsNoteOn)
                .Select(e => (int)e.Data1)
        );
        Assert.Contains(
            tracks.Skip(1),
            track => !track.Name.EndsWith(" (played)", StringComparison.Ordinal) && track.Events.Any(e => e.IsNoteOn)
        );
    }

    [Fact]
    public void RenderRefusesATakeThatItCannotWriteBeforeItPlays()
    {
        string song = WriteSong(),
            wav = Path.Combine(_folder, "song.wav"),
            bad = Path.Combine(_folder, "take.doc"),
            midi = Path.Combine(_folder, "take.mid");

        CliRun run = CliRun.Of("render", song, wav, "--generate", "--model", Model, "--take", $"{midi},{bad}");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith($"lakhnes: {bad}: its extension is none of", run.Error);
        Assert.False(File.Exists(wav) || File.Exists(midi));

        // nothing composes
        run = CliRun.Of("render", song, wav, "--sample-rate", $"{Rate}", "--take", midi);
        Assert.Equal(
            (ExitCode.Failure, $"lakhnes: {midi}: nothing was composed, so there is no take to write{Environment.NewLine}"),
            (run.ExitCode, run.Error)
        );
        Assert.False(File.Exists(midi));
    }

    private static byte[] Compose(int keep)
    {
        using var engine = new ChipEngine();
        engine.UseModel(new(Model));
        foreach (
            (string name, double value) in new (string, double)[]
            {
                ("Mode", 1),
                ("Run", 1),
                ("Begin", 1),
                ("Answer Length", 0),
                ("Seed", 7),
            }
        )
            Set(name, value);
        for (int variation = 0; variation < 2; variation++)
        {
            Set("Variation", variation);
            new SongRenderer(engine, Ask, Rate, moreSeconds: 2).Render(_ => { }, new Progress<double>());
        }

        if (keep > 0)
            Assert.True(engine.Takes.Length == 2 && engine.KeepTake(keep, true));
        return engine.SaveState();

        void Set(string name, double value) => engine.SetParameter(ParameterTable.Find(name)!.Index, value);
    }

    // a bar of quarters; at 120 two seconds
    private static MidiFile Ask =>
        new(MidiFileFormat.SingleTrack, MidiDivision.Musical(Ticks), [new MidiTrack([.. Phrase()], 4 * Ticks)]);

    private static IEnumerable<MidiEvent> Phrase()
    {
        int[] keys = [60, 64, 67, 72];
        for (int i = 0; i < keys.Length; i++)
        {
            yield return MidiEvent.NoteOn(i * Ticks, 0, keys[i], 100);
            yield return MidiEvent.NoteOff((i * Ticks) + 200, 0, keys[i]);
        }
    }

    private static Take[] Takes(byte[] state)
    {
        using var engine = new ChipEngine();
        Assert.True(engine.TryLoadState(state, out string error), error);
        return [.. engine.Takes];
    }

    private static int[] Composed(Take take) =>
        [
            .. take
                .Notes.Skip(take.PromptLength)
                .Where(note => note is { Origin: NoteOrigin.Composed, Note: > 0 })
                .Select(note => (int)note.Note),
        ];

    private string WriteState(byte[] bytes)
    {
        string path = Path.Combine(_folder, Guid.NewGuid() + ".state");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private string WriteSong()
    {
        string path = Path.Combine(_folder, "song.mid");
        File.WriteAllBytes(path, Ask.ToBytes());
        return path;
    }
}
