using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.Generation;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Evaluation;
using LakhNes.Score.Randomness;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Commands;

/// <summary>
/// <c>lakhnes continue SONG</c>: the beginning of a song, then what the model makes of it, as LakhNES' <c>continuations</c> notebook
/// does: the prime's perplexity is the model's own; the continuation's is that of the distribution that was drawn from, after
/// temperature and cuts.
/// </summary>
internal static class ContinueCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var song = new Argument<string>("SONG") { Description = "The song to continue." };
        Option<string> model = ModelAccess.ModelOption();
        Option<int> prime = CommonOptions.Number("--prime-len", "Tokens of the song's beginning that are kept.", 512, 1, 10_000_000);
        var length = new LengthChoice(512);
        Option<int> memory = ModelAccess.MemoryOption(512);
        var sampling = new SamplingChoice(0.96, 64);
        var constraints = new ConstraintChoice();
        Option<string> output = PieceFiles.OutputOption();
        Option<int> threads = ModelAccess.ThreadsOption();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("continue", "Continue a song.") { song, model, prime, memory, output, threads, json };
        length.AddTo(command);
        sampling.AddTo(command);
        constraints.AddTo(command);
        command.SetAction(parsed =>
        {
            int memoryLength = parsed.GetValue(memory);
            using TransformerXlModel loaded = ModelAccess.Load(
                parsed.GetRequiredValue(model), new ModelLoadOptions { Threads = parsed.GetValue(threads), MaximumWindow = memoryLength + 1 });
            TokenVocabulary vocabulary = loaded.Vocabulary;
            int[] kept = [.. SongTokens.Of(parsed.GetRequiredValue(song), vocabulary).Take(parsed.GetValue(prime))];
            int[] prompt = [TokenVocabulary.Start, .. kept];
            long promptTime = Tokeniser.Decode(kept, vocabulary).Length;
            var plan = new CompositionPlan { Sampling = sampling.Sampling(parsed), Constraints = [.. constraints.Constraints(parsed, vocabulary)] };
            plan = length.Limit(parsed, plan, vocabulary.Unit, promptTime);
            ulong seed = sampling.Seed(parsed);
            var piece = new Piece(vocabulary, plan, new Pcg32(seed), prompt);
            using var decoder = new TransformerXlDecoder(loaded, new DecoderOptions { MemoryLength = memoryLength });
            double primePerplexity = Math.Exp(Evaluator.Prime(decoder, prompt));
            CompositionMeter? meter = null;
            context.WithProgress("Continuing", progress =>
            {
                meter = new CompositionMeter(progress);
                meter.Time(() => Composer.Compose(decoder, [piece], [prompt[^1]], new PieceProgress(meter, [piece], plan, promptTime)));
            });
            double perplexity = Math.Exp(piece.NegativeLogLikelihood / Math.Max(1, piece.Tokens.Count));
            string path = parsed.GetRequiredValue(output);
            PieceFiles.Write(path, Tokeniser.Decode([.. kept, .. piece.Tokens], vocabulary));
            if (!parsed.GetValue(json))
            {
                context.Output.WriteLine(FormattableString.Invariant(
                    $"{path}: {kept.Length} tokens kept (perplexity {primePerplexity:0.000}), {piece.Tokens.Count} composed (perplexity {perplexity:0.000}); {meter!.Speed()}; seed {seed}"));
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
            meter!.AddTo(report);
            context.WriteJson(report);
        });
        return command;
    }
}
