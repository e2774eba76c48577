using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Evaluation;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Formats;
using LakhNes.Score.NesMdb;
using LakhNes.Score.Randomness;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Benchmarks;

/// <summary>How much faster several songs are composed, predicted and converted on several cores than on one.</summary>
internal static class CoreScaling
{
    private const int Pieces = 32,
        PieceTokens = 48,
        Streams = 16, // of generate, from the start
        Songs = 20,
        SongTokens = 400,
        Files = 200,
        FileNotes = 400;

    /// <summary>
    /// Takes rounds of each in turn and says the ratios of their medians, and how much more processor time the cores take.
    /// </summary>
    /// <param name="folder">For the model and the songs.</param>
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
        string file = Path.Combine(folder, "scaling.onnx"),
            midi = Path.Combine(folder, "midi");
        using (FileStream stream = File.Create(file))
            ModelFile.Write(RandomWeights.Create(dimensions, vocabulary), ModelPrecision.Int8, stream);
        WriteFiles(Path.Combine(midi, "train"));
        var options = new EvaluationOptions { BatchSize = 10, MemoryLength = 256 };
        EvaluationSong[] songs = [.. Enumerable.Range(0, Songs).Select(song => Song(song, vocabulary.Count))];
        using TransformerXlModel model = TransformerXlModel.Load(
            file,
            new ModelLoadOptions { MaximumWindow = options.Window, Threads = 1 }
        );

        (string What, Action<int> Work)[] all =
        [
            ($"composing {Pieces} pieces", threads => Compose(model, threads)),
            ($"predicting {Songs} songs", threads => Evaluator.Evaluate(model, songs, options with { Threads = threads })),
            (
                $"converting {Files} songs",
                threads => NesDataset.Convert(midi, Path.Combine(folder, "texts"), NesTextFormat.Txb, threads)
            ),
        ];
        (Measured One, Measured Many)[] pairs =
        [
            .. all.Select(each =>
                (
                    new Measured($"{each.What}, one thread", () => each.Work(1), steps: 1),
                    new Measured($"{each.What}, {cores} threads", () => each.Work(cores), steps: 1)
                )
            ),
        ];
        for (int round = 0; round < rounds; round++)
        {
            foreach ((Measured one, Measured many) in pairs)
            {
                one.Round();
                many.Round();
            }
        }

        foreach ((Measured one, Measured many) in pairs)
        {
            foreach (Measured measured in new[] { one, many })
                say(
                    $"{measured.Name, -44}{measured.Median, 11:0.0} ms median{measured.Best, 11:0.0} ms best{measured.Cpu, 11:0.0} ms CPU"
                );
            say(
                $"  {one.Median / many.Median:0.00} times the speed (best {one.Best / many.Best:0.00}), {many.Cpu / one.Cpu:0.00} times the processor time"
            );
        }
    }

    // as generate does
    private static void Compose(TransformerXlModel model, int workers)
    {
        Piece[][] groups =
        [
            .. Enumerable
                .Range(0, Pieces)
                .Chunk(Math.Min(Streams, (Pieces + workers - 1) / workers))
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

    // sixteenths at 150 beats a minute, a bass on each beat
    private static void WriteFiles(string folder)
    {
        const int Sixteenth = 4410;
        Directory.CreateDirectory(folder);
        for (int song = 0; song < Files; song++)
        {
            var random = new Pcg32((ulong)song, 2);
            List<NesEvent> events = [];
            for (int note = 0; note < FileNotes; note++)
            {
                events.Add(NesEvent.NoteOn(note * Sixteenth, NesVoice.Pulse1, 60 + random.Next(24)));
                if (note % 4 == 0)
                    events.Add(NesEvent.NoteOn(note * Sixteenth, NesVoice.Triangle, 36 + random.Next(12)));
            }

            var score = new NesScore(TimeUnit.Sample, [.. events], FileNotes * Sixteenth);
            File.WriteAllBytes(Path.Combine(folder, $"{song}.mid"), NesMidi.Write(score).ToBytes());
        }
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
