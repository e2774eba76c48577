using LakhNes.Corpus.Adaptation;
using LakhNes.Score;

namespace LakhNes.Corpus.Tests.Adaptation;

public class PaperAdaptationTests
{
    private static AdaptedFile Adapt(MidiBuilder midi, int most = 16, ulong seed = 0) =>
        MidiAdaptation.Adapt(
            midi.Bytes(),
            "x.mid",
            new AdaptationOptions
            {
                Paper = true,
                MaxPerFile = most,
                Seed = seed,
            }
        );

    [Theory]
    [InlineData(1, 3)] // alone on each voice
    [InlineData(2, 6)] // one voice silent
    [InlineData(3, 6)] // every order
    [InlineData(4, 16)] // 16 of 24
    public void PartsAreAssignedToVoicesInEveryWayUpToTheMost(int parts, int pieces)
    {
        MidiBuilder midi = new();
        for (int i = 0; i < parts; i++)
            midi.Part(i, MidiBuilder.Scale(48 + 7 * i));
        AdaptedFile file = Adapt(midi);
        Assert.Null(file.Skipped);
        Assert.Equal(pieces, file.Pieces.Length);
        Assert.Equal(pieces, file.Pieces.DistinctBy(p => string.Join(' ', p.Events)).Count());
        Assert.All(file.Pieces, p => Assert.Equal(Math.Min(parts, 3), p.Events.Select(e => e.Voice).Distinct().Count()));
    }

    [Fact]
    public void APolyphonicPartIsDropped()
    {
        AdaptedFile file = Adapt(new MidiBuilder().Part(0, MidiBuilder.Scale(60, length: 1.1)));
        Assert.Equal((SkipReason.NoUsablePart, PartOutcome.Polyphonic), (file.Skipped, Assert.Single(file.Parts)));
    }

    [Fact]
    public void DuplicatesAndPartsOutsideTheRangeAreDropped()
    {
        AdaptedFile file = Adapt(
            new MidiBuilder()
                .Part(0, MidiBuilder.Scale(60))
                .Part(1, MidiBuilder.Scale(60, length: 0.5))
                .Part(2, MidiBuilder.Scale(0))
                .Part(3, MidiBuilder.Scale(110))
        );
        Assert.Equal(
            [PartOutcome.Kept, PartOutcome.Duplicate, PartOutcome.OutOfRange, PartOutcome.OutOfRange],
            file.Parts.AsEnumerable()
        );
        Assert.Equal(3, file.Pieces.Length);
    }

    [Fact]
    public void NotesOutsideAVoicesRangeAreDropped()
    {
        // 28..35: the pulses begin at 33, the triangle at 21
        AdaptedFile file = Adapt(new MidiBuilder().Part(0, MidiBuilder.Scale(28)));
        Assert.Equal([6, 6, 16], file.Pieces.Select(p => p.Events.Count(e => e.Kind == NesEventKind.NoteOn)));
    }

    [Fact]
    public void ThePieceStartsWithItsFirstNoteAndKeepsVelocities()
    {
        NesScore piece = Adapt(new MidiBuilder().Part(0, MidiBuilder.Scale(60, start: 4, length: 0.5))).Pieces[0];
        Assert.Equal(NesEvent.NoteOn(0, NesVoice.Pulse1, 60), piece.Events[0]);
        Assert.Equal(NesEvent.Velocity(0, NesVoice.Pulse1, 12), piece.Events[1]); // 1 + 14 * 100 / 127 = 12.02
        Assert.Equal(NesEvent.NoteOff(11025, NesVoice.Pulse1), piece.Events[2]);
        Assert.Equal(22050 * 15 + 11025, piece.Length);
    }

    [Fact]
    public void AfterThreeMinutesThePieceEndsAndNotesThatReachOverAreDropped()
    {
        // quarters of half a second; the note from 179.5 s ends at the cut, the long one before the cut ends after it
        AdaptedFile file = Adapt(new MidiBuilder().Part(0, MidiBuilder.Scale(60, count: 400)).Part(1, (1, 1, 50), (350, 20, 40)));
        Assert.All(file.Pieces, p => Assert.Equal(180 * 44100, p.Length));
        Assert.All(file.Pieces, p => Assert.DoesNotContain(p.Events, e => e.Value == 40));
        Assert.Equal(
            360,
            MidiBuilder.Notes(file.Pieces.First(p => p.Events[0].Voice == NesVoice.Pulse1), NesVoice.Pulse1).Length
        );
    }

    [Fact]
    public void OverlappingHitsAreDroppedAndEqualKeysGetEqualNotes()
    {
        AdaptedFile file = Adapt(
            new MidiBuilder().Part(0, MidiBuilder.Scale(60)).Drums((0, 1, 36), (0.5, 1, 38), (1, 1, 36), (2, 0.5, 42))
        );
        Assert.All(
            file.Pieces,
            piece =>
            {
                (double Start, double End, int Note)[] hits = MidiBuilder.Notes(piece, NesVoice.Noise);
                Assert.Equal([0, 0.5, 1], hits.Select(h => h.Start));
                Assert.Equal(hits[0].Note, hits[1].Note);
                Assert.All(hits, h => Assert.InRange(h.Note, 1, 16));
            }
        );
    }

    [Fact]
    public void ThePieceEndsWithTheLastHitEvenIfThatIsDropped()
    {
        AdaptedFile file = Adapt(new MidiBuilder().Part(0, MidiBuilder.Scale(60)).Drums((15, 2, 36), (16, 4, 38)));
        Assert.All(file.Pieces, piece => Assert.Equal(20 * 22050, piece.Length));
        Assert.All(file.Pieces, piece => Assert.Single(MidiBuilder.Notes(piece, NesVoice.Noise)));
    }

    [Theory]
    [InlineData(9.9, SkipReason.TooShort)]
    [InlineData(1200.1, SkipReason.TooLong)]
    public void FilesOutsideTheLengthsAreSkipped(double quarters, SkipReason reason)
    {
        Assert.Equal(reason, Adapt(new MidiBuilder().Part(0, (0, quarters, 60))).Skipped);
        Assert.Equal(
            reason,
            MidiAdaptation.Adapt(new MidiBuilder().Part(0, (0, quarters, 60)).Bytes(), "x.mid", new AdaptationOptions()).Skipped
        );
    }

    [Fact]
    public void MoreThan512KibibytesAreSkipped()
    {
        byte[] bytes =
        [
            .. new MidiBuilder().Part(0, MidiBuilder.Scale(60)).Bytes(),
            .. new byte[new AdaptationOptions().LargestFile],
        ];
        Assert.Equal(SkipReason.TooLarge, MidiAdaptation.Adapt(bytes, "x.mid", new AdaptationOptions()).Skipped);
    }

    [Fact]
    public void TheSeedDecidesTheDraws()
    {
        MidiBuilder midi = new();
        for (int i = 0; i < 40; i++)
            midi.Part(i, MidiBuilder.Scale(40 + i));
        string[] Pieces(ulong seed) => [.. Adapt(midi, seed: seed).Pieces.Select(p => string.Join(' ', p.Events))];
        Assert.Equal(Pieces(1), Pieces(1));
        Assert.NotEqual(Pieces(1), Pieces(2));
        Assert.Equal(16, Pieces(1).Distinct().Count());
    }
}
