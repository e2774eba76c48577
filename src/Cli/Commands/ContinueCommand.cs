using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Looping;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Evaluation;
using LakhNes.Generator.Expression;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Commands;

/// <summary>
/// <c>lakhnes continue SONG</c>: the beginning of a song, then what the model makes of it, as LakhNES' <c>continuations</c>
/// notebook does: the prime's perplexity is the model's own; the continuation's is that of the distribution that was drawn from,
/// after temperature and cuts.
/// </summary>
internal static class ContinueCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var song = new Argument<string>("SONG") { Description = "The song to continue." };
        Option<int> prime = CommonOptions.Number(
            "--prime-len",
            "Tokens of the song's beginning that are kept.",
            512,
            1,
            10_000_000
        );
        var timing = new TimingChoice(512, grid: 0);
        var composing = new ComposingChoice();
        var candidates = new CandidateChoice(usual: 4);
        var loop = new LoopChoice(timing);
        Option<string> output = PieceFiles.OutputOption();
        Option<bool> parts = PieceFiles.PartsOption();
        var command = new Command("continue", "Continue a song.") { song, prime, output, parts };
        timing.AddTo(command);
        composing.AddTo(command);
        candidates.AddTo(command);
        loop.AddTo(command);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            string[] partFiles = parsed.GetValue(parts) ? PieceFiles.PartsOf(path) : [];
            Files.CheckOutputs([path, .. partFiles], [parsed.GetValue(song), composing.ModelPath(parsed)]);
            using TransformerXlModel model = composing.Load(parsed);
            TokenVocabulary vocabulary = model.Vocabulary;
            int[] whole = [.. SongTokens.Of(context, parsed.GetRequiredValue(song), vocabulary)],
                kept = [.. whole.Take(parsed.GetValue(prime))];
            NesScore heard = Tokeniser.Decode(kept, vocabulary);
            IMusicText text = composing.Text(parsed, vocabulary, heard);
            int[] prompt = Prompt.Told(text, [TokenVocabulary.Start, .. kept]);
            ulong seed = composing.Seed(parsed);
            PieceSketch sketch = composing.Sketch(parsed, vocabulary, seed);
            CompositionPlan[] plans =
            [
                .. Enumerable
                    .Range(0, candidates.Count(parsed))
                    .Select(i => composing.Plan(parsed, model, timing, text, sketch, i, heard))
                    .Select(plan => loop.IsWanted(parsed) ? timing.InWholeBars(parsed, vocabulary, plan, heard) : plan),
            ];
            Piece[] pieces = [.. plans.Select((plan, i) => new Piece(text, plan, CandidateChoice.Random(seed, 0, i), prompt))];
            using TransformerXlDecoder decoder = composing.Decoder(parsed, model, pieces.Length);
            double primePerplexity = Math.Exp(Evaluator.Prime(decoder, prompt));
            pieces[0].KnownToModel = prompt.Length - 1;
            CompositionMeter? meter = null;
            context.WithProgress(
                "Continuing",
                progress =>
                {
                    meter = new CompositionMeter(progress);
                    meter.Time(() =>
                        new Composer(decoder).Compose(pieces, new PieceProgress(meter, pieces, plans, heard.Length))
                    );
                }
            );
            Piece piece = CandidateChoice.Best(pieces, vocabulary, heard);
            double perplexity = Math.Exp(piece.NegativeLogLikelihood / Math.Max(1, piece.Tokens.Length));
            Piece[] closed = [piece];
            ClosedLoop[]? loops = loop.Close(context, parsed, model, composing, plans, closed, seed, heard);
            int[] all = loops is null ? [.. kept, .. piece.Tokens] : [.. closed[0].AllTokens];
            ExpressedPiece expressed = composing.Express(parsed, Tokeniser.Decode(all, vocabulary), seed);
            PieceFiles.Write(path, loops is null ? expressed : expressed.Looped());
            if (partFiles is [var prompts, var keeps])
            {
                PieceFiles.Write(prompts, Tokeniser.Decode(whole, vocabulary));
                PieceFiles.Write(keeps, heard);
            }

            if (!composing.Json(parsed))
            {
                context.Output.WriteLine(
                    FormattableString.Invariant(
                        $"{path}: {kept.Length} tokens kept (perplexity {primePerplexity:0.000}), {piece.Tokens.Length} composed (perplexity {perplexity:0.000}); {meter!.Speed()}; seed {seed}"
                    ) + (loops is null ? "" : LoopChoice.Said(loops[0]))
                );
                return;
            }

            var report = new JsonObject
            {
                ["file"] = path,
                ["seed"] = seed,
                ["primeTokens"] = kept.Length,
                ["primePerplexity"] = primePerplexity,
                ["continuationPerplexity"] = perplexity,
            };
            if (loops is not null)
                (report["seamNats"], report["seamNatsWithoutLoop"]) = (loops[0].Nats, loops[0].NatsBefore);
            meter!.AddTo(report);
            context.WriteJson(report);
        });
        return command;
    }
}
