using LakhNes.Generator.Composition.Infilling;
using LakhNes.Generator.Decoding;
using LakhNes.Score;

namespace LakhNes.Generator.Tests.Composition;

/// <summary>How likely what follows a part is.</summary>
public sealed class RightSideTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    [Fact]
    public void PartsOneAfterAnotherAreAsUnlikelyAsAllOfThem()
    {
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Float32));
        using var decoder = new TransformerXlDecoder(model);
        var rightSide = new RightSide(model.Vocabulary, decoder);
        long beat = (long)model.Vocabulary.Unit.PerSecond / 2;
        NesScore song = Song(model.Vocabulary.Unit, beat);
        double first = rightSide.Nats(song, 5 * beat, 10 * beat),
            second = rightSide.Nats(song, 10 * beat, 15 * beat);
        Assert.True(first > 0 && second > 0);
        Assert.Equal(first + second, rightSide.Nats(song, 5 * beat, 15 * beat), 1e-3 * (first + second));
        Assert.Equal(0, rightSide.Nats(song, 50 * beat, 60 * beat));
    }

    private static NesScore Song(TimeUnit unit, long beat) =>
        new(unit, [.. Enumerable.Range(0, 20).Select(i => NesEvent.NoteOn(i * beat, NesVoice.Pulse1, 60 + (i * 7 % 12)))]);
}
