using System.Text.Json;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Evaluation;
using LakhNes.Score;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Evaluation;

public sealed class EvaluatorTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    [Fact]
    public void SegmentLossIsTheOriginals()
    {
        var options = new EvaluationOptions
        {
            BatchSize = 1,
            SegmentLength = tiny.SegmentLength,
            MemoryLength = tiny.MemoryLength,
        };
        int[] tokens = tiny.Tokens[..(tiny.SegmentTokens + 1)];
        using TransformerXlModel model = Load(options);
        EvaluationResult? result = Evaluator.Evaluate(model, [new EvaluationSong(tokens, 1)], options);
        Assert.Equal(tiny.SegmentTokens, result!.Positions);
        Assert.Equal(tiny.SegmentLoss, result.MeanNll, 1e-5 * tiny.SegmentLoss);
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void PerplexityIsTheOriginals(int index)
    {
        string scores = SharedData.Require("fixtures", "score");
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllText(SharedData.Require("fixtures", "checkpoint-tiny", "eval.json"))
        );
        JsonElement expected = document.RootElement[index];
        var options = new EvaluationOptions
        {
            BatchSize = expected.GetProperty("batch_size").GetInt32(),
            SegmentLength = expected.GetProperty("tgt_len").GetInt32(),
            MemoryLength = expected.GetProperty("mem_len").GetInt32(),
        };
        EvaluationSong[] songs =
        [
            .. expected
                .GetProperty("files")
                .EnumerateArray()
                .Select(name =>
                    EvaluationSong.From(
                        NesText.Read(Path.Combine(scores, name.GetString()!), TimeUnit.Sample),
                        TokenVocabulary.Tx1
                    )!
                ),
        ];
        using TransformerXlModel model = Load(options);
        EvaluationResult? result = Evaluator.Evaluate(model, songs, options);
        Assert.Equal(expected.GetProperty("positions").GetInt64(), result!.Positions);
        double perplexity = expected.GetProperty("ppl").GetDouble();
        Assert.Equal(perplexity, result.Perplexity, 1e-4 * perplexity);
    }

    [Theory]
    [InlineData(ModelPrecision.Float32)]
    [InlineData(ModelPrecision.Int8)]
    public void ThreadsChangeNoFigure(ModelPrecision precision)
    {
        var random = new Random(3);
        EvaluationSong[] songs =
        [
            .. Enumerable
                .Range(0, 12)
                .Select(_ => new EvaluationSong(
                    [
                        TokenVocabulary.Start,
                        .. Enumerable.Range(0, 60).Select(_ => random.Next(1, tiny.Weights.Dimensions.TokenCount)),
                        TokenVocabulary.Start,
                    ],
                    1
                )),
        ];
        EvaluationResult Of(int threads)
        {
            var options = new EvaluationOptions
            {
                BatchSize = 5,
                SegmentLength = 16,
                MemoryLength = 24,
                Threads = threads,
            };
            using TransformerXlModel model = Load(options, precision);
            return Evaluator.Evaluate(model, songs, options)!;
        }
        EvaluationResult one = Of(1),
            many = Of(11); // two to each stream
        Assert.Equal(one.MeanNll, many.MeanNll); // to the bit
        Assert.Equal(one.Recalled!.MeanNll, many.Recalled!.MeanNll);
        Assert.Equal(one.Likeliest, many.Likeliest);
        Assert.True(one.Segments > 3);
    }

    [Fact]
    public void SongsAreDealtInOrder()
    {
        var dealer = new SongDealer(
            [Song(0, 1, 2, 0), Song(0, 3, 0), Song(0, 4, 5, 6, 0), Song(0, 7, 8, 9, 10, 11, 12, 13, 0)],
            streams: 2
        );
        int[] inputs = new int[6],
            targets = new int[6];
        Assert.True(dealer.TryDeal(3, inputs, targets));
        Assert.Equal([0, 1, 2, 0, 3, 0], inputs);
        Assert.Equal([1, 2, 0, 3, 0, 4], targets);
        Assert.True(dealer.TryDeal(3, inputs, targets));
        Assert.Equal([0, 7, 8, 4, 5, 6], inputs);
        Assert.Equal([7, 8, 9, 5, 6, 0], targets);
        Assert.False(dealer.TryDeal(3, inputs, targets));
    }

    /// <summary>Without memory a segment sees the tokens that are computed anew, and nothing before them.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 2)]
    [InlineData(11, 1)]
    public void ExtendedTokensAreComputedAnewWithTheirSegment(int extended, int streams)
    {
        const int segment = 4;
        int[] song = tiny.Tokens[..((streams * 3 * segment) + 1)];
        EvaluationSong[] songs = [.. Enumerable.Repeat(new EvaluationSong(song[..((3 * segment) + 1)], 1), streams)];
        var options = new EvaluationOptions
        {
            BatchSize = streams,
            SegmentLength = segment,
            MemoryLength = 0,
            ExtendedLength = extended,
        };
        using TransformerXlModel model = Load(options);
        double sum = 0;
        using (var decoder = new TransformerXlDecoder(model, new DecoderOptions { MemoryLength = 0 }))
        {
            for (int first = 0; first < 3 * segment; first += segment)
            {
                decoder.Reset();
                decoder.Begin();
                int from = Math.Max(0, first - extended);
                for (int i = from; i < first + segment; i++)
                    decoder.Add(0, song[i], i - from + 1);
                decoder.Run();
                for (int i = first; i < first + segment; i++)
                    sum += Evaluator.NegativeLogLikelihood(decoder.Logits(i - from), song[i + 1]);
            }
        }

        EvaluationResult? result = Evaluator.Evaluate(model, songs, options);
        Assert.Equal(sum / (3 * segment), result!.MeanNll, 1e-5);
    }

    [Fact]
    public void ClampAndSameLengthCanBeChosenForAModel()
    {
        var options = new EvaluationOptions
        {
            BatchSize = 1,
            SegmentLength = 16,
            MemoryLength = 8,
        };
        EvaluationSong[] songs = [Song(tiny.Tokens)];
        double Loss(string file, int? clamp, bool? sameLength)
        {
            using TransformerXlModel model = TransformerXlModel.Load(
                file,
                new ModelLoadOptions
                {
                    MaximumWindow = options.Window,
                    ClampLength = clamp,
                    SameLength = sameLength,
                }
            );
            return Evaluator.Evaluate(model, songs, options)!.MeanNll;
        }

        string path = tiny.FileOf(ModelPrecision.Float32),
            clamped = Path.GetTempFileName();
        try
        {
            using (FileStream stream = File.Create(clamped))
                ModelFile.Write(
                    tiny.Weights with
                    {
                        Dimensions = tiny.Weights.Dimensions with { ClampLength = 2, SameLength = true },
                    },
                    ModelPrecision.Float32,
                    stream
                );
            Assert.Equal(Loss(clamped, null, null), Loss(path, 2, true));
            Assert.Equal(Loss(path, null, null), Loss(clamped, 0, false));
            Assert.NotEqual(Loss(path, null, null), Loss(path, 2, null));
            Assert.NotEqual(Loss(path, null, null), Loss(path, null, true));
        }
        finally
        {
            File.Delete(clamped);
        }
    }

    [Fact]
    public void TooFewSongsGiveNoResult()
    {
        var options = new EvaluationOptions
        {
            BatchSize = 2,
            SegmentLength = 4,
            MemoryLength = 4,
        };
        using TransformerXlModel model = Load(options);
        Assert.Null(Evaluator.Evaluate(model, [Song(0, 1, 2, 3, 4, 5, 6, 7, 0)], options));
    }

    [Fact]
    public void ShortSongsAreLeftOut()
    {
        NesScore Notes(int count) =>
            new(
                TimeUnit.Sample,
                [.. Enumerable.Range(0, count).Select(i => NesEvent.NoteOn(100 + 10 * i, NesVoice.Pulse1, 60))],
                5000
            );
        Assert.Null(EvaluationSong.From(Notes(4), TokenVocabulary.Tx1));
        EvaluationSong? song = EvaluationSong.From(Notes(5), TokenVocabulary.Tx1);
        Assert.Equal(5 + 4 + 2, song!.Tokens.Length);
        Assert.Equal(40 / 44100.0, song.Seconds, 9);
    }

    [Fact]
    public void LikelihoodsAddUpToOne()
    {
        var random = new Random(1);
        float[] logits = [.. Enumerable.Range(0, 373).Select(_ => random.NextSingle() * 40 - 20)];
        Assert.Equal(
            1,
            Enumerable.Range(0, logits.Length).Sum(token => Math.Exp(-Evaluator.NegativeLogLikelihood(logits, token))),
            1e-6
        );
    }

    private static EvaluationSong Song(params int[] tokens) => new(tokens, 1);

    private TransformerXlModel Load(EvaluationOptions options, ModelPrecision precision = ModelPrecision.Float32) =>
        TransformerXlModel.Load(
            tiny.FileOf(precision),
            new ModelLoadOptions { MaximumWindow = options.Window, Threads = options.ModelThreads }
        );
}
