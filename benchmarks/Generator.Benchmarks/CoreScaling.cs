using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Evaluation;
using LakhNes.Generator.Sampling;
using LakhNes.Score.Randomness;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Benchmarks;

/// <summary>How much faster several songs are composed, and predicted, on several cores than on one.</summary>
internal static class CoreScaling
{
    private const int Pieces = 8,
        PieceTokens = 96,
        Songs = 20,
        SongTokens = 400;

    /// <summary>Takes rounds of each in turn and says the ratios of their medians.</summary>
    /// <param name="folder">For the model.</param>
    /// <param name="cores">Threads of the many.</param>
    /// <param name="rounds">Rounds of each.</param>
    /// <param name="say">Gets lines.</param>
    public static void Measure(string folder, int cores, int rounds, Action<FormattableString> say)
    {
        TokenVocabulary vocabulary = TokenVocabulary.Txf;
        var dimensions = new TransformerXlDimensions
        {
            LayerCount = 6,
            TokenCount = vocabulary.Count,
            ModelSize = 256,
            HeadCount = 8,
            HeadSize = 32,
            InnerSize = 1024,
            MemoryLength = 256,
        };
        string file = Path.Combine(folder, "scaling.onnx");
        using (FileStream stream = File.Create(file))
            ModelFile.Write(RandomWeights.Create(dimensions, vocabulary), ModelPrecision.Int8, stream);
        var options = new EvaluationOptions { BatchSize = 10, MemoryLength = 256 };
        EvaluationSong[] songs = [.. Enumerable.Range(0, Songs).Select(song => Song(song, vocabulary.Count))];
        var window = new ModelLoadOptions { MaximumWindow = options.Window };
        using TransformerXlModel single = TransformerXlModel.Load(file, window with { Threads = 1 }),
            shared = TransformerXlModel.Load(file, window with { Threads = cores });

        Measured Composing(int workers) =>
            new($"compose {Pieces} pieces, {workers} thread(s)", () => Compose(single, workers), steps: 1);
        Measured Predicting(int threads) =>
            new(
                $"predict {Songs} songs, {threads} thread(s)",
                () => Evaluator.Evaluate(threads == 1 ? single : shared, songs, options with { Threads = threads }),
                steps: 1
            );
        Measured[] all = [Composing(1), Composing(cores), Predicting(1), Predicting(cores)];
        for (int round = 0; round < rounds; round++)
        {
            foreach (Measured measured in all)
                measured.Round();
        }

        foreach (Measured measured in all)
            say(
                $"{measured.Name, -44}{measured.Median, 11:0.0} ms median{measured.Best, 11:0.0} ms best{measured.Cpu, 11:0.0} ms CPU"
            );
        say(
            $"composing, {cores} threads against one: {all[0].Median / all[1].Median:0.00} times (best {all[0].Best / all[1].Best:0.00})"
        );
        say(
            $"predicting, {cores} threads against one: {all[2].Median / all[3].Median:0.00} times (best {all[2].Best / all[3].Best:0.00})"
        );
    }

    private static void Compose(TransformerXlModel model, int workers)
    {
        Piece[][] groups =
        [
            .. Enumerable
                .Range(0, Pieces)
                .Chunk(Pieces / workers)
                .Select(group =>
                {
                    var plan = new CompositionPlan
                    {
                        Sampling = new SamplingOptions(1, 40, 1),
                        Constraints = [new Grammar()],
                        TokenCount = PieceTokens,
                    };
                    return group
                        .Select(i => new Piece(model.Vocabulary, plan, new Pcg32(1, (ulong)i), [TokenVocabulary.Start]))
                        .ToArray();
                }),
        ];
        PieceGroups.Compose(model, new DecoderOptions { MemoryLength = 256 }, groups, workers);
    }

    private static EvaluationSong Song(int seed, int tokens)
    {
        var random = new Pcg32((ulong)seed, 1);
        int[] song = new int[SongTokens];
        for (int i = 1; i < song.Length - 1; i++)
            song[i] = 1 + random.Next(tokens - 1);
        return new EvaluationSong(song, SongTokens / 44.0);
    }
}
