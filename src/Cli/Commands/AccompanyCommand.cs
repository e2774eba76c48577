using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Composition.Infilling;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Expression;
using LakhNes.Generator.Recall;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Randomness;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Commands;

/// <summary>
/// <c>lakhnes accompany SONG</c>: some voices of a song stay, and the others are composed to them. <c>--resample pitch</c>
/// chooses the others' notes anew but leaves their rhythm, as LakhNES' <c>accompany_rhythm</c> notebook does (which keeps the
/// noise, and draws with temperature 1 among all notes).
/// </summary>
internal static class AccompanyCommand
{
    private const float PitchTemperature = 1;
    private const int PitchTopK = 0;
    private const int UsualCandidates = 4;

    // of what follows a part that is composed anew so much is looked at
    private const double SeenSeconds = 4;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var song = new Argument<string>("SONG") { Description = "The song to accompany." };
        Option<VoiceSet?> keep = ConstraintChoice.VoicesOption(
            "--keep",
            "Voices that stay as they are (by default those that play in the song; with --resample pitch NO).",
            null
        );
        var resample = new Option<string>("--resample")
        {
            Description =
                "voices: the other voices are composed; pitch: they keep their rhythm, only their notes are chosen anew.",
            DefaultValueFactory = _ => "voices",
        };
        resample.AcceptOnlyFromAmong("pitch", "voices");
        Option<double> from = CommonOptions.Number("--from", "Where composing begins, in seconds of the song.", 0.0, 0, 36_000);
        Option<double?> to = CommonOptions.OptionalNumber(
            "--to",
            "Where it ends, in seconds (by default with the song).",
            0.0,
            36_000
        );
        Option<int> choose = CommonOptions.Number(
            "--choose",
            "With --to: compose so many candidates and keep the one after which the song's next bars are likeliest.",
            UsualCandidates,
            1,
            16
        );
        var composing = new ComposingChoice();
        Option<string> output = PieceFiles.OutputOption();
        Option<bool> parts = PieceFiles.PartsOption();
        var command = new Command("accompany", "Compose to some voices of a song.")
        {
            song,
            keep,
            resample,
            from,
            to,
            choose,
            output,
            parts,
        };
        composing.AddTo(command);
        var chords = new ChordChoice();
        chords.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(resample) == "voices")
                return;
            if (chords.IsWanted(result))
                result.AddError("--chords does nothing with --resample pitch.");
            if (composing.HasScene(result))
                result.AddError("--scene does nothing with --resample pitch.");
            foreach (
                Option option in new Option[] { from, to, choose }.Where(option =>
                    result.GetResult(option) is { Implicit: false }
                )
            )
                result.AddError($"{option.Name} does nothing with --resample pitch.");
        });
        command.SetAction(parsed =>
        {
            string outPath = parsed.GetRequiredValue(output);
            string[] partFiles = parsed.GetValue(parts) ? PieceFiles.PartsOf(outPath) : [];
            Files.CheckOutputs([outPath, .. partFiles], [parsed.GetValue(song), composing.ModelPath(parsed)]);
            using TransformerXlModel model = composing.Load(parsed);
            using TransformerXlDecoder decoder = composing.Decoder(parsed, model);
            string path = parsed.GetRequiredValue(song);
            NesScore given = SongTokens.Fit(context, path, model.Vocabulary);
            ulong seed = composing.Seed(parsed);
            PieceSketch sketch = composing.Sketch(parsed, model.Vocabulary, seed);
            bool pitch = parsed.GetValue(resample) == "pitch";
            var request = new Request(decoder, model.Vocabulary, given, KeptOf(parsed.GetValue(keep), pitch, given, path))
            {
                Sampling = pitch ? composing.Sampling(parsed, PitchTemperature, PitchTopK) : composing.Sampling(parsed),
                // both ways keep to the song's own grammar
                Constraints =
                [
                    .. composing.Constraints(parsed, model.Vocabulary, sketch).Where(constraint => constraint is not Grammar),
                ],
                Recall = composing.Recall(parsed, model, model.Vocabulary.TextOf(given, 0)),
                Text = composing.Text(parsed, model.Vocabulary, given, UnitsOf(parsed.GetValue(from), given)),
                Seed = seed,
                Chords = infill => ChordsOf(infill, chords, parsed, path, model.Vocabulary, given),
                From = UnitsOf(parsed.GetValue(from), given),
                Candidates = parsed.GetValue(choose),
                ToSeconds = parsed.GetValue(to) ?? given.Seconds,
                To = parsed.GetValue(to) is { } seconds ? UnitsOf(seconds, given) : given.Length,
            };
            if (!pitch && (request.To <= request.From || request.To > given.Length))
                throw new CommandException(
                    path,
                    FormattableString.Invariant($"--from and --to choose no part of its {given.Seconds:0.0} s")
                );
            Report(
                context,
                request,
                (wanted, meter) =>
                    composing.Express(parsed, pitch ? Pitches(wanted, meter) : Voices(wanted, meter), request.Seed),
                outPath,
                composing.Json(parsed)
            );
            if (partFiles is not [var prompts, var keeps])
                return;
            PieceFiles.Write(prompts, given);
            PieceFiles.Write(
                keeps,
                new NesScore(given.Unit, [.. given.Events.Where(e => request.Kept.Contains(e.Voice))], given.Length, given.Bars)
            );
        });
        return command;
    }

    private static VoiceSet KeptOf(VoiceSet? chosen, bool pitch, NesScore song, string path)
    {
        if (chosen is { } kept)
            return kept;
        if (pitch)
            return default(VoiceSet).With(NesVoice.Noise);
        VoiceSet playing = song.Events.Aggregate(default(VoiceSet), (all, e) => all.With(e.Voice));
        return playing != VoiceSet.All
            ? playing
            : throw new CommandException(path, "all voices play in it: --keep says which of them stay");
    }

    private static long UnitsOf(double seconds, NesScore song) => song.TimeOf(seconds);

    private static NesScore Pitches(Request request, CompositionMeter meter)
    {
        int[] song = [.. Tokeniser.Encode(request.Song, request.Vocabulary)];
        int[] composed = RhythmAccompaniment.Compose(
            request.Decoder,
            request.Vocabulary,
            song,
            request.Kept,
            request.Sampling,
            request.Constraints,
            new Pcg32(request.Seed),
            request.Recall?.Invoke(),
            new ActionProgress(done => meter.Update((double)done / song.Length, done, request.Song.Seconds * done / song.Length))
        );
        return Tokeniser.Decode(composed, request.Vocabulary);
    }

    private static NesScore Voices(Request request, CompositionMeter meter)
    {
        var infill = new Infill(request.Song, request.Vocabulary, request.From, request.To, request.Kept.Others, request.Text);
        List<ILogitConstraint> constraints = [.. request.Constraints];
        if (request.Chords(infill) is { } chords)
            constraints.Add(chords);
        CompositionPlan plan = infill.Plan(request.Sampling, constraints) with { Mixture = request.Recall };
        long seen = Math.Min(request.Song.Length, request.Song.TimeOf(request.ToSeconds + SeenSeconds));
        bool chooses = request.Candidates > 1 && seen > request.To;
        var rightSide = new RightSide(request.Vocabulary, request.Decoder);
        NesScore? best = null;
        for (int i = 0; i < (chooses ? request.Candidates : 1); i++)
        {
            request.Decoder.Reset();
            var piece = new Piece(infill.Text, plan, CandidateChoice.Random(request.Seed, 0, i), infill.Prompt.AsSpan());
            new Composer(request.Decoder).Compose([piece], new PieceProgress(meter, [piece], [plan], piece.State.Time));
            NesScore candidate = infill.Merge(piece.Tokens);
            if (!chooses)
                return candidate;
            double nats = rightSide.Nats(candidate, request.To, seen);
            request.NatsBefore ??= nats;
            if (nats < (request.Nats ?? double.PositiveInfinity))
                (best, request.Nats) = (candidate, nats);
        }

        return best!;
    }

    // from the song's first bar on
    private static ChordTones? ChordsOf(
        Infill infill,
        ChordChoice chords,
        ParseResult parsed,
        string path,
        TokenVocabulary vocabulary,
        NesScore song
    )
    {
        if (!chords.IsWanted(parsed))
            return null;
        if (!vocabulary.HasBars || song.Bars.IsEmpty)
            throw new CommandException(path, "--chords need a model and a song that know bars");
        ScoreBar bar = song.Bars[0];
        return chords.Constraint(parsed, infill.TimeOf(bar.Start), Metre.StepsPerQuarter, bar.Metre.StepsPerBar);
    }

    private static void Report(
        CommandContext context,
        Request request,
        Func<Request, CompositionMeter, ExpressedPiece> compose,
        string path,
        bool json
    )
    {
        ExpressedPiece result = default;
        CompositionMeter? meter = null;
        context.WithProgress(
            "Composing",
            progress =>
            {
                meter = new CompositionMeter(progress);
                meter.Time(() => result = compose(request, meter));
            }
        );
        PieceFiles.Write(path, result);
        if (!json)
        {
            context.Output.WriteLine(
                FormattableString.Invariant($"{path}: {result.Score.Seconds:0.0} s; {meter!.Speed()}; seed {request.Seed}")
                    + request.Said
            );
            return;
        }

        var report = new JsonObject { ["file"] = path, ["seed"] = request.Seed };
        if (request.Nats is { } nats)
            (report["rightSideNats"], report["rightSideNatsWithoutChoice"]) = (nats, request.NatsBefore);
        meter!.AddTo(report);
        context.WriteJson(report);
    }

    private sealed record Request(TransformerXlDecoder Decoder, TokenVocabulary Vocabulary, NesScore Song, VoiceSet Kept)
    {
        public required SamplingOptions Sampling { get; init; }

        public required List<ILogitConstraint> Constraints { get; init; }

        public required Func<IMixture>? Recall { get; init; }

        public required IMusicText Text { get; init; }

        public required ulong Seed { get; init; }

        public required Func<Infill, ChordTones?> Chords { get; init; }

        public required long From { get; init; }

        public required long To { get; init; }

        public required double ToSeconds { get; init; }

        public required int Candidates { get; init; }

        // how unlikely what follows the part is, after the first candidate and after the one that is kept
        public double? NatsBefore { get; set; }

        public double? Nats { get; set; }

        public string Said =>
            Nats is { } nats
                ? FormattableString.Invariant($"; leads on at {nats:0.0} nats ({NatsBefore:0.0} without a choice)")
                : "";
    }

    private sealed class ActionProgress(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
