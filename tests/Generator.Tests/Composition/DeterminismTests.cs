using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Sampling;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Composition;

/// <summary>The tokens of a seed are the same in every run, on any number of threads, alone and beside other pieces.</summary>
public sealed class DeterminismTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    private const int Pieces = 3;

    [Theory]
    [InlineData(ModelPrecision.Int8, 1, 1)]
    [InlineData(ModelPrecision.Int8, 3, 1)]
    [InlineData(ModelPrecision.Int8, 1, Pieces)]
    [InlineData(ModelPrecision.Int8, 2, Pieces)]
    [InlineData(ModelPrecision.Float32, 1, 1)]
    [InlineData(ModelPrecision.Float32, 3, 1)]
    public void TokensAreThoseOfTheSeed(ModelPrecision precision, int threads, int together) =>
        Assert.Equal(Compose(precision, threads: 1, together: 1), Compose(precision, threads, together));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    [InlineData(3, 7)]
    public void GroupsOnSeveralThreadsAreTheSamePieces(int workers, int together)
    {
        int[][] alone = Groups(workers: 1, together: 10);
        Assert.Equal(10, alone.Length);
        Assert.Equal(alone, Groups(workers, together));
    }

    [Fact]
    public void AnErrorInOneGroupIsThatError()
    {
        TokenVocabulary vocabulary = tiny.Weights.Vocabulary;
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Int8), new ModelLoadOptions());
        CompositionPlan Plan(ILogitConstraint constraint) =>
            new()
            {
                Sampling = new SamplingOptions(1, 40, 0.98f),
                Constraints = [constraint],
                TokenCount = 20,
            };
        Piece[][] groups =
        [
            [new Piece(vocabulary, Plan(new Grammar()), new Pcg32(1, 1), [TokenVocabulary.Start])],
            [new Piece(vocabulary, Plan(new Failing()), new Pcg32(1, 2), [TokenVocabulary.Start])],
        ];
        Assert.Throws<TimeZoneNotFoundException>(() => PieceGroups.Compose(model, new DecoderOptions(), groups, workers: 2));
    }

    private sealed class Failing : ILogitConstraint
    {
        public void Apply(PieceState state, Span<float> logits) => throw new TimeZoneNotFoundException();
    }

    private int[][] Groups(int workers, int together)
    {
        TokenVocabulary vocabulary = tiny.Weights.Vocabulary;
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Int8), new ModelLoadOptions());
        Piece[][] groups =
        [
            .. Enumerable
                .Range(0, 10)
                .Chunk(together)
                .Select(group =>
                {
                    // a constraint that works in room of its own is one for each group
                    var plan = new CompositionPlan
                    {
                        Sampling = new SamplingOptions(1, 40, 0.98f),
                        Constraints = [new Grammar(), new Onsets(vocabulary.Count) { Grid = new OnsetGrid(5512.5) }],
                        TokenCount = 60,
                    };
                    return group
                        .Select(i => new Piece(vocabulary, plan, new Pcg32(7, (ulong)i), [TokenVocabulary.Start]))
                        .ToArray();
                }),
        ];
        var told = new List<int>();
        PieceGroups.Compose(model, new DecoderOptions(), groups, workers, new Told(told));
        Assert.NotEmpty(told);
        return [.. groups.SelectMany(group => group).Select(piece => piece.Tokens.ToArray())];
    }

    private sealed class Told(List<int> values) : IProgress<int>
    {
        public void Report(int value) => values.Add(value); // no list survives two threads at once
    }

    [Fact]
    public void AnotherSeedIsAnotherPiece()
    {
        int[][] pieces = Compose(ModelPrecision.Int8, threads: 1, together: 1);
        Assert.NotEqual(pieces[0], pieces[1]);
    }

    private int[][] Compose(ModelPrecision precision, int threads, int together)
    {
        TokenVocabulary vocabulary = tiny.Weights.Vocabulary;
        using TransformerXlModel model = TransformerXlModel.Load(
            tiny.FileOf(precision),
            new ModelLoadOptions { Threads = threads }
        );
        using var decoder = new TransformerXlDecoder(model, new DecoderOptions { Streams = together });
        var plan = new CompositionPlan
        {
            Sampling = new SamplingOptions(1, 40, 0.98f),
            Constraints = [new Grammar()],
            TokenCount = 120,
        };
        int[] prompt = [TokenVocabulary.Start, .. tiny.Tokens.Where(token => token != TokenVocabulary.Start).Take(50)];
        var pieces = new List<Piece>();
        for (int first = 0; first < Pieces; first += together)
        {
            Piece[] batch =
            [
                .. Enumerable.Range(first, together).Select(i => new Piece(vocabulary, plan, new Pcg32(7, (ulong)i), prompt)),
            ];
            new Composer(decoder).Compose(batch);
            pieces.AddRange(batch);
        }

        return [.. pieces.Select(piece => piece.Tokens.ToArray())];
    }
}
