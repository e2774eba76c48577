using LakhNes.Corpus.Adaptation;
using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;
using LakhNes.Score.Text;

namespace LakhNes.Corpus.Tests.Adaptation;

public class MusicalAdaptationTests
{
    private const int Piano = 0,
        FingeredBass = 33,
        Flute = 73,
        Helicopter = 125;

    private static AdaptedFile Adapt(MidiBuilder midi, int most = 16, ulong seed = 0) =>
        MidiAdaptation.Adapt(midi.Bytes(), "x.mid", new AdaptationOptions { MaxPerFile = most, Seed = seed });

    [Fact]
    public void APolyphonicPartBecomesMelodyAndBass()
    {
        // both hands in quarters, the right one resting in the last bar
        AdaptedFile file = Adapt(
            new MidiBuilder().Part(
                Piano,
                [.. MidiBuilder.Scale(72, count: 12), .. MidiBuilder.Scale(64, count: 12), .. MidiBuilder.Scale(40, count: 16)]
            )
        );
        Assert.Equal(PartOutcome.Split, Assert.Single(file.Parts));
        Assert.Equal(2, file.Pieces.Length);
        Assert.Equal(
            MidiBuilder.Scale(72, count: 12).Select(n => n.Item3),
            MidiBuilder.Notes(file.Pieces[0], NesVoice.Pulse1).Select(n => n.Note)
        );
        Assert.Equal(
            MidiBuilder.Scale(40, count: 16).Select(n => n.Item3),
            MidiBuilder.Notes(file.Pieces[0], NesVoice.Triangle).Select(n => n.Note)
        );
        Assert.Empty(MidiBuilder.Notes(file.Pieces[0], NesVoice.Pulse2));
    }

    [Fact]
    public void LegatoIsNoPolyphony()
    {
        AdaptedFile file = Adapt(new MidiBuilder().Part(Flute, MidiBuilder.Scale(72, length: 1.05)));
        Assert.Equal(PartOutcome.Kept, Assert.Single(file.Parts));
        (double Start, double End, int Note)[] notes = MidiBuilder.Notes(file.Pieces[0], NesVoice.Pulse1);
        Assert.Equal(MidiBuilder.Scale(72).Select(n => n.Item3), notes.Select(n => n.Note));
        Assert.All(notes.Zip(notes.Skip(1)), n => Assert.Equal(n.First.End, n.Second.Start));
    }

    [Fact]
    public void TheBassPlaysTheTriangleInEveryPiece()
    {
        AdaptedFile file = Adapt(
            new MidiBuilder()
                .Part(Flute, MidiBuilder.Scale(72))
                .Part(FingeredBass, MidiBuilder.Scale(55))
                .Part(Piano, MidiBuilder.Scale(52))
                .Part(Piano, MidiBuilder.Scale(64))
        );
        Assert.Equal(6, file.Pieces.Length); // three others on two pulses
        Assert.All(file.Pieces, p => Assert.Equal(55, MidiBuilder.Notes(p, NesVoice.Triangle)[0].Note));
        Assert.Equal(
            (72, 64),
            (
                MidiBuilder.Notes(file.Pieces[0], NesVoice.Pulse1)[0].Note,
                MidiBuilder.Notes(file.Pieces[0], NesVoice.Pulse2)[0].Note
            )
        );
        Assert.Equal(6, file.Pieces.DistinctBy(p => string.Join(' ', p.Events)).Count());
    }

    [Fact]
    public void WithoutABassTheLowestLinePlaysTheTriangle()
    {
        AdaptedFile file = Adapt(new MidiBuilder().Part(Flute, MidiBuilder.Scale(60)).Part(Flute, MidiBuilder.Scale(72)));
        Assert.Equal(2, file.Pieces.Length);
        Assert.All(file.Pieces, p => Assert.Equal(60, MidiBuilder.Notes(p, NesVoice.Triangle)[0].Note));
    }

    [Theory]
    [InlineData(72, NesVoice.Pulse1, NesVoice.Pulse2)]
    [InlineData(36, NesVoice.Triangle)]
    public void ALineOnItsOwnPlaysWhereItBelongs(int key, params NesVoice[] voices) =>
        Assert.Equal(voices, Adapt(new MidiBuilder().Part(Flute, MidiBuilder.Scale(key))).Pieces.Select(p => p.Events[0].Voice));

    [Fact]
    public void DrumsFollowTheDrumMapAndAKickIsNotEatenByTheHiHat()
    {
        // bass drum, closed hi-hat, snare; the hi-hat is the first of two on the beat
        AdaptedFile file = Adapt(
            new MidiBuilder().Drums([
                .. Enumerable
                    .Range(0, 12)
                    .SelectMany(i => new[] { (i, 0.1, 42), (i, 0.1, i % 2 == 0 ? 36 : 38), (i + 0.5, 0.1, 42) }),
            ])
        );
        NesScore piece = Assert.Single(file.Pieces);
        Assert.Equal([5, 15, 10, 15], MidiBuilder.Notes(piece, NesVoice.Noise).Take(4).Select(n => n.Note));
        Assert.All(piece.Events, e => Assert.Equal(NesVoice.Noise, e.Voice));
    }

    [Fact]
    public void MetallicDrumsAreShortNoise()
    {
        // cowbell, then a snare
        NesScore piece = Adapt(
            new MidiBuilder().Drums([.. Enumerable.Range(0, 12).Select(i => ((double)i, 0.1, i % 2 == 0 ? 56 : 38))])
        ).Pieces[0];
        Assert.Equal([1, 0, 1], piece.Events.Where(e => e.Kind == NesEventKind.Timbre).Take(3).Select(e => e.Value));
    }

    [Fact]
    public void NotesOutsideAVoicesRangeMoveByOctaves()
    {
        AdaptedFile file = Adapt(new MidiBuilder().Part(Flute, MidiBuilder.Scale(107)).Part(FingeredBass, MidiBuilder.Scale(15)));
        Assert.Equal([107, 108, 97, 98], MidiBuilder.Notes(file.Pieces[0], NesVoice.Pulse1).Take(4).Select(n => n.Note));
        Assert.Equal(
            [27, 28, 29, 30, 31, 32, 21, 22],
            MidiBuilder.Notes(file.Pieces[0], NesVoice.Triangle).Take(8).Select(n => n.Note)
        );
    }

    [Fact]
    public void SoundEffectsDuplicatesAndSparsePartsAreLeftOut()
    {
        AdaptedFile file = Adapt(
            new MidiBuilder()
                .Part(Flute, MidiBuilder.Scale(72, count: 60))
                .Part(Helicopter, MidiBuilder.Scale(60))
                .Part(Piano, MidiBuilder.Scale(72, count: 60))
                .Part(Piano, (3, 1, 50))
        );
        Assert.Equal(
            [PartOutcome.Kept, PartOutcome.Unpitched, PartOutcome.Duplicate, PartOutcome.Sparse],
            file.Parts.AsEnumerable()
        );
    }

    [Fact]
    public void TimesStandOnConsoleFramesAndSoAreTheSameInTxf()
    {
        NesScore piece = Adapt(
            new MidiBuilder().Part(Flute, [.. Enumerable.Range(0, 40).Select(i => (i * 0.37, 0.2, 60 + i % 20))]),
            most: 1
        ).Pieces[0];
        Assert.Equal(TimeUnit.Frame, piece.Unit);
        NesScore back = NesMidi.Read(MidiFile.Read(NesMidi.WriteNesMdb(piece).ToBytes(), "x.mid"));
        ScoreAssert.Same(piece.WithoutExpression(), ConsoleFrames.FromSamples(back).WithoutExpression());
    }

    [Fact]
    public void ThePieceIsCutAtThreeMinutes()
    {
        NesScore piece = Adapt(new MidiBuilder().Part(Flute, [.. MidiBuilder.Scale(72, count: 300), (350, 100, 80)])).Pieces[0];
        Assert.Equal(180, piece.Seconds, 0.02);
        Assert.Equal(
            (175, 179.99, 80),
            MidiBuilder.Notes(piece, NesVoice.Pulse1).Select(n => (n.Start, Math.Round(n.End, 2), n.Note)).Last()
        );
    }

    [Fact]
    public void TheFirstOfManyPiecesIsTheSameForEverySeed()
    {
        MidiBuilder midi = new();
        for (int i = 0; i < 8; i++)
            midi.Part(i, MidiBuilder.Scale(40 + 3 * i));
        string[] Pieces(ulong seed) => [.. Adapt(midi, seed: seed).Pieces.Select(p => string.Join(' ', p.Events))];
        Assert.Equal(Pieces(1), Pieces(1));
        Assert.Equal(Pieces(1)[0], Pieces(2)[0]);
        Assert.NotEqual(Pieces(1), Pieces(2));
        Assert.Equal(16, Pieces(2).Distinct().Count());
    }
}
