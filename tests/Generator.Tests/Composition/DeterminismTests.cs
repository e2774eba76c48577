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
