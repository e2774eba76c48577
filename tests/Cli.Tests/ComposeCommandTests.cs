using System.Text.Json.Nodes;
using LakhNes.Cli.Terminal;
using LakhNes.Score;
using LakhNes.Score.Formats;
using LakhNes.Score.Midi;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Tests;

/// <summary>
/// <c>generate</c>, <c>continue</c> and <c>accompany</c>, with the small random model of the generator's tests.
/// </summary>
public sealed class ComposeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-compose-").FullName;
    private readonly string _model;

    public ComposeCommandTests()
    {
        _model = Path.Combine(_folder, "model.onnx");
        Assert.Equal(
            ExitCode.Success,
            CliRun.Of("import", Path.Combine(AppContext.BaseDirectory, "data", "checkpoint-tiny"), "--out", _model).ExitCode
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AModelWithoutScenesIsNotAskedForOne()
    {
        CliRun run = CliRun.Of("generate", "--model", _model, "--scene", "boss", "--out-dir", At("out"));
        Assert.NotEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("--scene: the model knows no scenes", run.Error);
        Assert.False(Directory.Exists(At("out")));
    }

    [Fact]
    public void GenerateWritesEachPieceInEachFormat()
    {
        JsonNode json = Json(
            "generate",
            "--num",
            "3",
            "--gen-len",
            "40",
            "--choose",
            "1",
            "--mem-len",
            "12",
            "--out-dir",
            At("out"),
            "--formats",
            "tx1,txf,mid,vgm,nsf,wav",
            "--seed",
            "5"
        );
        Assert.Equal(
            [
                .. from piece in "012"
                from extension in new[] { ".mid", ".nsf", ".tx1.txt", ".txf.txt", ".vgm", ".wav" }
                select piece + extension,
            ],
            Directory.GetFiles(At("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(3, json["pieces"]!.AsArray().Count);
        Assert.Equal(120, (int)json["tokens"]!);
        Assert.All(json["pieces"]!.AsArray(), piece => Assert.Equal(40, (int)piece!["tokens"]!));
        double seconds = (double)json["seconds"]!;
        Assert.Equal(120 / seconds, (double)json["tokensPerSecond"]!, 6);
        Assert.Equal(
            json["pieces"]!.AsArray().Sum(piece => (double)piece!["seconds"]!) / seconds,
            (double)json["realTimeFactor"]!,
            6
        );
        Assert.Equal(40, File.ReadAllLines(At("out", "0.tx1.txt")).Length);
        MidiFile midi = MidiFile.Read(At("out", "0.mid"));
        Assert.Equal((960, "0", "Pulse 1"), (midi.Division.TicksPerQuarter, midi.Tracks[0].Name, midi.Tracks[1].Name));
    }

    [Fact]
    public void SeedDecidesWhateverTheBatch()
    {
        string[] Texts(string name, params string[] options)
        {
            CliRun run = Run([
                "generate",
                "--num",
                "3",
                "--gen-len",
                "30",
                "--out-dir",
                At(name),
                "--formats",
                "tx1",
                .. options,
            ]);
            Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
            return [.. Directory.GetFiles(At(name)).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        }

        string[] pieces = Texts("a", "--seed", "7");
        Assert.Equal(3, pieces.Distinct().Count());
        Assert.Equal(pieces, Texts("b", "--seed", "7", "--batch-size", "2"));
        Assert.Equal(pieces, Texts("c", "--seed", "7", "--threads", "3"));
        Assert.NotEqual(pieces, Texts("d", "--seed", "8"));
        Assert.NotEqual(Texts("e"), Texts("f"));
    }

    [Fact]
    public void ConstraintsHold()
    {
        Run(
            "generate",
            "--seconds",
            "20",
            "--voices",
            "p1,TR",
            "--key",
            "Eb major",
            "--range",
            "P1=60-71",
            "--density",
            "0.5",
            "--out-dir",
            _folder,
            "--formats",
            "tx1",
            "--seed",
            "1"
        );
        NesScore score = NesText.Read(At("0.tx1.txt"), TimeUnit.Sample);
        Assert.Equal(20, score.Seconds, 4);
        Assert.Equal([NesVoice.Pulse1, NesVoice.Triangle], score.Events.Select(e => e.Voice).Distinct().Order());
        NesEvent[] notes = [.. score.Events.Where(e => e.Kind == NesEventKind.NoteOn)];
        Assert.All(notes, e => Assert.Contains(e.Value % 12, new[] { 3, 5, 7, 8, 10, 0, 2 }));
        Assert.All(notes.Where(e => e.Voice == NesVoice.Pulse1), e => Assert.InRange(e.Value, 60, 71));
    }

    [Fact]
    public void BarsAreFourBeats()
    {
        Run("generate", "--bars", "2", "--tempo", "240", "--out-dir", _folder, "--formats", "tx1");
        Assert.Equal(2.0, NesText.Read(At("0.tx1.txt"), TimeUnit.Sample).Seconds, 4);
    }

    [Fact]
    public void MusicKeepsToTheGridOfATempo()
    {
        double Share(string grid)
        {
            Run(
                "generate",
                "--seconds",
                "60",
                "--tempo",
                "100",
                "--grid",
                grid,
                "--out-dir",
                _folder,
                "--formats",
                "tx1",
                "--seed",
                "1"
            );
            return ShareOnLines(NesText.Read(At("0.tx1.txt"), TimeUnit.Sample), 44100 * 0.15, 0);
        }

        Assert.InRange(Share("4"), 0.6, 1);
        Assert.InRange(Share("0"), 0, 0.4);
    }

    [Fact]
    public void AContinuedSongKeepsItsOwnBeat()
    {
        const int Sixteenth = 8820; // 0.2 s: not the default tempo's
        NesScore song = new(
            TimeUnit.Sample,
            [.. Enumerable.Range(0, 40).Select(i => NesEvent.NoteOn(i * Sixteenth, NesVoice.Pulse1, 60 + i % 5))]
        );
        double Share(string grid)
        {
            Run("continue", Save(song), "--grid", grid, "--seconds", "8", "--out", At("out.tx1.txt"), "--seed", "1");
            return ShareOnLines(NesText.Read(At("out.tx1.txt"), TimeUnit.Sample), Sixteenth, 40 * Sixteenth);
        }

        Assert.InRange(Share("2"), 0.6, 1);
        Assert.InRange(Share("0"), 0, 0.4);
    }

    [Fact]
    public void ContinueKeepsThePrimeAndReportsPerplexities()
    {
        NesScore song = Song();
        JsonNode json = Json(
            "continue",
            Save(song),
            "--prime-len",
            "50",
            "--gen-len",
            "20",
            "--out",
            At("out.tx1.txt"),
            "--seed",
            "3"
        );
        int[] tokens = [.. Tokeniser.Encode(NesText.Read(At("out.tx1.txt"), TimeUnit.Sample), TokenVocabulary.Tx1)];
        Assert.Equal(70, tokens.Length);
        Assert.Equal(Tokeniser.Encode(song.Trimmed(), TokenVocabulary.Tx1)[..50], tokens[..50]);
        Assert.Equal(50, (int)json["primeTokens"]!);

        // the definition, by the logits of another command
        JsonArray logits = JsonNode.Parse(
            Run("logits", "--tokens", $"0,{string.Join(',', tokens[..50])}", "--mem-len", "512", "--json").Output
        )!["logits"]!.AsArray();
        double nll = Enumerable
            .Range(0, 50)
            .Average(i =>
            {
                double[] row = [.. logits[i]!.AsArray().Select(logit => (double)logit!)];
                return Math.Log(row.Sum(Math.Exp)) - row[tokens[i]];
            });
        Assert.Equal(Math.Exp(nll), (double)json["primePerplexity"]!, 1e-2);

        // at most 64 tokens could be drawn, by a model that knows nothing about which
        Assert.InRange((double)json["continuationPerplexity"]!, 30, 64 * 1.5);
        Assert.Equal(
            1.0,
            (double)
                Json("continue", At("song.tx1.txt"), "--temp", "0", "--gen-len", "5", "--out", At("out.mid"))[
                    "continuationPerplexity"
                ]!
        );
    }

    [Fact]
    public void PromptAndKeptPartAreWrittenBesideTheWhole()
    {
        NesScore song = Song();
        NesScore Read(string name) => NesText.Read(At(name), TimeUnit.Sample);
        Json("continue", Save(song), "--prime-len", "50", "--gen-len", "20", "--out", At("on.tx1.txt"), "--parts");
        int[] Tokens(NesScore score) => [.. Tokeniser.Encode(score, TokenVocabulary.Tx1)];
        Assert.Equal(Tokens(song.Trimmed()), Tokens(Read("on.prompt.tx1.txt")));
        NesScore kept = Read("on.kept.tx1.txt");
        Assert.Equal(kept.Events, Read("on.tx1.txt").Events.Take(kept.Events.Length));
        Assert.InRange(kept.Events.Length, 10, song.Events.Length - 1);
        Json("accompany", At("song.tx1.txt"), "--keep", "P1", "--out", At("to.tx1.txt"), "--parts");
        Assert.Equal(Tokens(song.Trimmed()), Tokens(Read("to.prompt.tx1.txt")));
        Assert.Equal(Of(song.Trimmed(), NesVoice.Pulse1), Read("to.kept.tx1.txt").Events);
        // the song itself is not overwritten by one of them
        File.Copy(At("song.tx1.txt"), At("x.prompt.tx1.txt"));
        CliRun run = Run("continue", At("x.prompt.tx1.txt"), "--out", At("x.tx1.txt"), "--parts");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.False(File.Exists(At("x.tx1.txt")));
    }

    [Fact]
    public void AccompanyResamplesPitches()
    {
        NesScore song = Song();
        Json("accompany", Save(song), "--resample", "pitch", "--out", At("out.tx1.txt"), "--seed", "3");
        NesScore result = NesText.Read(At("out.tx1.txt"), TimeUnit.Sample);
        Assert.Equal(
            song.Trimmed().Events.Select(e => (e.Time, e.Voice, e.Kind)),
            result.Events.Select(e => (e.Time, e.Voice, e.Kind))
        );
        Assert.Equal(Of(song, NesVoice.Noise).Select(e => e.Value), Of(result, NesVoice.Noise).Select(e => e.Value));
        Assert.NotEqual(Of(song, NesVoice.Pulse1).Select(e => e.Value), Of(result, NesVoice.Pulse1).Select(e => e.Value));
        Json("accompany", At("song.tx1.txt"), "--resample", "pitch", "--keep", "P1,NO", "--out", At("kept.tx1.txt"));
        Assert.Equal(Of(song.Trimmed(), NesVoice.Pulse1), Of(NesText.Read(At("kept.tx1.txt"), TimeUnit.Sample), NesVoice.Pulse1));
    }

    [Fact]
    public void AccompanyKeepsTheVoicesThatPlay()
    {
        NesScore song = Song();
        NesScore tune = new(TimeUnit.Sample, [.. song.Events.Where(e => e.Voice == NesVoice.Pulse1)], song.Length);
        Json("accompany", Save(tune), "--out", At("band.tx1.txt"), "--seed", "3");
        NesScore band = NesText.Read(At("band.tx1.txt"), TimeUnit.Sample);
        Assert.Equal(Of(tune.Trimmed(), NesVoice.Pulse1), Of(band, NesVoice.Pulse1));
        Assert.True(band.Events.Length > tune.Events.Length);

        // its tune on all pitched voices in turn
        NesScore full = new(
            TimeUnit.Sample,
            [.. song.Events.Select((e, i) => e.Voice == NesVoice.Noise ? e : e with { Voice = (NesVoice)(i / 2 % 3) })],
            song.Length
        );
        CliRun run = Run("accompany", Save(full), "--out", At("none.tx1.txt"));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("all voices play in it: --keep says which of them stay", run.Error);
    }

    [Fact]
    public void AccompanyComposesTheOtherVoices()
    {
        NesScore song = Song();
        Json("accompany", Save(song), "--keep", "P1", "--out", At("out.tx1.txt"), "--seed", "3");
        NesScore result = NesText.Read(At("out.tx1.txt"), TimeUnit.Sample);
        Assert.Equal(Of(song.Trimmed(), NesVoice.Pulse1), Of(result, NesVoice.Pulse1));
        Assert.NotEqual(Of(song.Trimmed(), NesVoice.Noise), Of(result, NesVoice.Noise));
        Assert.True(
            result.Events.Any(e => e.Voice == NesVoice.Pulse2),
            "the second pulse, which the song does not use, is composed"
        );

        Json(
            "accompany",
            At("song.tx1.txt"),
            "--resample",
            "voices",
            "--keep",
            "P1",
            "--from",
            "0.4",
            "--to",
            "0.8",
            "--out",
            At("part.tx1.txt")
        );
        NesScore part = NesText.Read(At("part.tx1.txt"), TimeUnit.Sample);
        Assert.Equal(song.Trimmed().Events.Where(e => e.Time < 17640), part.Events.Where(e => e.Time < 17640));
    }

    [Fact]
    public void APartIsChosenThatLeadsToWhatFollowsIt()
    {
        string[] part =
        [
            "accompany",
            Save(Song()),
            "--resample",
            "voices",
            "--keep",
            "P1",
            "--seed",
            "3",
            "--from",
            "0.4",
            "--to",
        ];
        JsonNode chosen = Json([.. part, "0.8", "--out", At("chosen.tx1.txt")]),
            first = Json([.. part, "0.8", "--choose", "1", "--out", At("first.tx1.txt")]),
            toTheEnd = Json([.. part[..^1], "--out", At("end.tx1.txt")]);
        Assert.InRange((double)chosen["rightSideNats"]!, 0, (double)chosen["rightSideNatsWithoutChoice"]!);
        Assert.Null(first["rightSideNats"]);
        Assert.Null(toTheEnd["rightSideNats"]);
        bool same = File.ReadAllText(At("chosen.tx1.txt")) == File.ReadAllText(At("first.tx1.txt"));
        Assert.Equal((double)chosen["rightSideNats"]! == (double)chosen["rightSideNatsWithoutChoice"]!, same);
    }

    [Theory]
    [InlineData("--formats", "tx1,ogg")]
    [InlineData("--key", "H major")]
    [InlineData("--key", "C lydian")]
    [InlineData("--range", "P1=70")]
    [InlineData("--range", "NO=17-20")]
    [InlineData("--voices", "P1,P3")]
    [InlineData("--temp", "-1")]
    [InlineData("--gen-len", "0")]
    public void WrongUsageIsTold(string option, string value)
    {
        CliRun run = Run("generate", option, value);
        Assert.Equal((ExitCode.Usage, 1), (run.ExitCode, run.Error.Count(c => c == '\n')));
        Assert.Contains(option, run.Error);
    }

    [Fact]
    public void SongsThatCannotBeUsedAreErrors()
    {
        Assert.Equal(ExitCode.Usage, Run("continue", At("song.tx1.txt"), "--out", At("x.ogg")).ExitCode);
        Assert.Equal(
            $"lakhnes: {At("song.tx1.txt")}: no such file{Environment.NewLine}",
            Run("continue", At("song.tx1.txt"), "--out", At("x.mid")).Error
        );
        File.WriteAllText(At("empty.tx1.txt"), "WT_44100");
        CliRun run = Run("accompany", At("empty.tx1.txt"), "--out", At("x.mid"));
        Assert.Equal(
            (
                ExitCode.Failure,
                $"lakhnes: {At("empty.tx1.txt")}: there is no music in it that the model knows{Environment.NewLine}"
            ),
            (run.ExitCode, run.Error)
        );
        Save(Song());
        Assert.Contains(
            "--from and --to",
            Run("accompany", At("song.tx1.txt"), "--resample", "voices", "--from", "90", "--out", At("x.mid")).Error
        );
        Assert.False(File.Exists(At("x.mid")));
    }

    // long waits are told apart by 1000 samples
    private static double ShareOnLines(NesScore score, double step, long from) =>
        score
            .Events.Where(e => e.Time > from)
            .Select(e => e.Time)
            .Distinct()
            .Average(time => Math.Abs(Math.IEEERemainder(time, step)) < 0.12 * step ? 1.0 : 0);

    private static IEnumerable<NesEvent> Of(NesScore score, NesVoice voice) => score.Events.Where(e => e.Voice == voice);

    // a melody and a beat after a silence, in waits that the vocabulary has
    private static NesScore Song() =>
        new(
            TimeUnit.Sample,
            [
                .. Enumerable
                    .Range(0, 40)
                    .SelectMany(i =>
                        new[]
                        {
                            NesEvent.NoteOn(3000 + 1000 * i, NesVoice.Pulse1, 60 + i * 5 % 13),
                            i % 4 == 3
                                ? NesEvent.NoteOff(3000 + 1000 * i, NesVoice.Noise)
                                : NesEvent.NoteOn(3000 + 1000 * i, NesVoice.Noise, 1 + i % 4),
                        }
                    ),
            ],
            60_000
        );

    private string At(params string[] parts) => Path.Combine([_folder, .. parts]);

    private string Save(NesScore song)
    {
        File.WriteAllText(At("song.tx1.txt"), NesTextFormat.Tx1.Write(song));
        return At("song.tx1.txt");
    }

    private CliRun Run(params string[] args) => CliRun.Of([.. args, "--model", _model]);

    private JsonNode Json(params string[] args)
    {
        CliRun run = Run([.. args, "--json"]);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        return JsonNode.Parse(run.Output)!;
    }
}
