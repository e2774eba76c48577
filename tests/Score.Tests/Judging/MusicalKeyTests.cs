using LakhNes.Score.Judging;

namespace LakhNes.Score.Tests.Judging;

public sealed class MusicalKeyTests
{
    private static PhraseNote[] Scale(int tonic, params int[] degrees) =>
        [
            .. degrees.Select(
                (degree, i) => new PhraseNote(NesVoice.Pulse1, tonic + degree, i, i + (degree % 12 is 0 or 7 ? 1.0 : 0.5))
            ),
        ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AScaleThatBeginsAndEndsOnItsTonicIsOfItsKey(bool minor)
    {
        for (int tonic = 0; tonic < 12; tonic++)
        {
            PhraseNote[] notes = minor
                ? Scale(60 + tonic, 0, 2, 3, 5, 7, 8, 10, 12, 7, 3, 0)
                : Scale(60 + tonic, 0, 2, 4, 5, 7, 9, 11, 12, 7, 4, 0);
            Assert.Equal(new MusicalKey(tonic, minor), MusicalKey.Of(notes));
            Assert.All(notes, note => Assert.True(new MusicalKey(tonic, minor).Contains(note.Key)));
        }
    }

    [Fact]
    public void NoiseHasNoKey()
    {
        Assert.Null(MusicalKey.Of([new PhraseNote(NesVoice.Noise, 5, 0, 4)]));
        Assert.Null(MusicalKey.Of(ReadOnlySpan<PhraseNote>.Empty));
        Assert.Equal(
            MusicalKey.Of(Scale(60, 0, 4, 7)),
            MusicalKey.Of([.. Scale(60, 0, 4, 7), new PhraseNote(NesVoice.Noise, 1, 0, 100)])
        );
    }

    [Fact]
    public void KeysBelowTheTonicBelongToItToo()
    {
        var key = new MusicalKey(11, false);
        Assert.True(key.Contains(10)); // A#, its leading note
        Assert.False(key.Contains(0));
    }
}
