using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion.Formats;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Looping;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Expression;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Commands;

/// <summary>
/// <c>lakhnes generate</c>: pieces out of nothing, as LakhNES' <c>generate.py</c> makes them, several side by side.
/// </summary>
internal static class GenerateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        Option<int> number = CommonOptions.Number("--num", "How many pieces.", 1, 1, 100_000);
        var timing = new TimingChoice(1024, grid: 4);
        var composing = new ComposingChoice();
        var folder = new Option<string>("--out-dir")
        {
            Description = "Folder for the pieces; made where there is none.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".",
        };
        Option<SongFormat[]> formats = PieceFiles.FormatsOption();
        var candidates = new CandidateChoice(usual: 4);
        var loop = new LoopChoice(timing);
        Option<int> batch = CommonOptions.Number("--batch-size", "Pieces composed side by side.", 16, 1, 256);
        var command = new Command("generate", "Compose pieces.") { number, folder, formats, batch };
        timing.AddTo(command);
        composing.AddTo(command);
        candidates.AddTo(command);
        loop.AddTo(command);
        command.SetAction(parsed =>
        {
            int choices = candidates.Count(parsed),
                count = parsed.GetValue(number) * choices,
                threads = composing.Threads(parsed);
            // several pieces have a thread each rather than several threads in each of their steps; closing loops has one piece
            int workers = loop.IsWanted(parsed) ? 1 : Math.Min(threads, count);
            using TransformerXlModel model = composing.Load(parsed, workers > 1 ? 1 : threads);
            TokenVocabulary vocabulary = model.Vocabulary;
            ulong seed = composing.Seed(parsed);
            PlannedPiece[] planned =
            [
                .. Enumerable.Range(0, count).Select(i => composing.Piece(parsed, model, timing, seed, i / choices, i % choices)),
            ];
            int streams = Math.Min(parsed.GetValue(batch), (count + workers - 1) / workers);
            Piece[] pieces =
            [
                .. planned.Select(
                    (own, i) => new Piece(own.Text, own.Plan, CandidateChoice.Random(seed, i / choices, i % choices), own.Prompt)
                ),
            ];
            CompositionPlan[] plans = [.. planned.Select(own => own.Plan)];
            CompositionMeter meter = Compose(context, model, composing.DecoderOptions(parsed), pieces, streams, plans, workers);
            Piece[] kept =
            [
                .. pieces
                    .Chunk(choices)
                    .Select((same, i) => CandidateChoice.Best(same, vocabulary, heard: null, planned[i * choices].Sketch.Key)),
            ];
            ClosedLoop[]? loops = loop.Close(
                context,
                parsed,
                model,
                composing,
                [.. plans.Where((_, i) => i % choices == 0)],
                kept,
                seed
            );
            Report(
                context,
                score => composing.Express(parsed, score, seed, timing.Beat(parsed)),
                kept,
                loops,
                vocabulary,
                parsed.GetRequiredValue(folder),
                parsed.GetRequiredValue(formats),
                timing.Beat(parsed),
                threads,
                seed,
                meter,
                composing.Json(parsed)
            );
        });
        return command;
    }

    private static CompositionMeter Compose(
        CommandContext context,
        TransformerXlModel model,
        DecoderOptions options,
        Piece[] pieces,
        int streams,
        CompositionPlan[] plans,
        int workers
    )
    {
        CompositionMeter? meter = null;
        context.WithProgress(
            "Composing",
            progress =>
            {
                meter = new CompositionMeter(progress);
                var watch = new PieceProgress(meter, pieces, plans);
                meter.Time(() => PieceGroups.Compose(model, options, [.. pieces.Chunk(streams)], workers, watch));
                watch.Report(0); // what others were at while one told is told exactly
            }
        );
        return meter!;
    }

    private static void Report(
        CommandContext context,
        Func<NesScore, ExpressedPiece> express,
        Piece[] pieces,
        ClosedLoop[]? loops,
        TokenVocabulary vocabulary,
        string folder,
        SongFormat[] formats,
        double? beat,
        int threads,
        ulong seed,
        CompositionMeter meter,
        bool json
    )
    {
        Files.CreateFolder(folder);
        var written = new (string[] Files, double Seconds)[pieces.Length];
        ParallelWork.For(
            pieces.Length,
            threads,
            i =>
            {
                ExpressedPiece expressed = express(Tokeniser.Decode(pieces[i].AllTokens, vocabulary));
                if (loops is not null)
                    expressed = expressed.Looped();
                string stem = Path.Combine(folder, $"{i}");
                string[] files = PieceFiles.Write(stem, formats, expressed, vocabulary.HasBars ? null : beat);
                written[i] = (files, expressed.Score.Seconds);
            }
        );
        var list = new JsonArray();
        for (int i = 0; i < pieces.Length; i++)
        {
            (string[] files, double seconds) = written[i];
            JsonNode piece = new JsonObject
            {
                ["files"] = new JsonArray([.. files.Select(file => JsonValue.Create(file))]),
                ["tokens"] = pieces[i].Tokens.Length,
                ["seconds"] = seconds,
            };
            if (loops is not null)
                (piece["seamNats"], piece["seamNatsWithoutLoop"]) = (loops[i].Nats, loops[i].NatsBefore);
            list.Add(piece);
            if (!json)
                context.Output.WriteLine(
                    FormattableString.Invariant($"{string.Join(' ', files)}: {pieces[i].Tokens.Length} tokens, {seconds:0.0} s")
                        + (loops is null ? "" : LoopChoice.Said(loops[i]))
                );
        }

        if (!json)
        {
            context.Output.WriteLine(FormattableString.Invariant($"{meter.Speed()}; seed {seed}"));
            return;
        }

        var report = new JsonObject { ["pieces"] = list, ["seed"] = seed };
        meter.AddTo(report);
        context.WriteJson(report);
    }
}
