using LakhNes.Corpus.Adaptation;
using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;

namespace LakhNes.Corpus.Tests.Adaptation;

/// <summary>Damaged files through reading and adapting: a result for each, no exception, no hang.</summary>
public class AdaptationFuzzTests
{
    // seconds of CPU time
    private const double Hang = 2;

    [Fact]
    public void SomeHundredDamagedFilesAreSurvived() => Survive(300, MadeHere());

    [Fact]
    [Trait("Category", "Soak")]
    public void TenThousandDamagedFilesAreSurvived() => Survive(10_000, MadeHere());

    [Fact]
    public void AFileOfOverlappingNotesAloneIsQuick()
    {
        // as many notes as 512 KiB hold, all sounding to the end
        List<MidiEvent> events = [];
        for (int i = 0; i < 60_000; i++)
            events.Add(MidiEvent.NoteOn(i / 20, i % 8, i / 8 % 128, 1 + i % 127));
        for (int i = 0; i < 8 * 128; i++)
            events.Add(MidiEvent.NoteOff(9_600, i % 8, i / 8));
        byte[] bytes = new MidiFile(MidiFileFormat.SingleTrack, MidiDivision.Musical(480), [new MidiTrack(events)]).ToBytes();
        Survive(1, [bytes], mutate: false);
    }

    private static void Survive(int count, byte[][] originals, bool mutate = true)
    {
        int read = 0,
            adapted = 0;
        Parallel.For(
            0,
            count,
            i =>
            {
                byte[] bytes = originals[i % originals.Length];
                if (mutate)
                    bytes = Mutation.Of(bytes, i);
                double start = ThreadClock.Seconds;
                foreach (bool paper in new[] { false, true })
                {
                    AdaptedFile file = MidiAdaptation.Adapt(
                        bytes,
                        $"{i}.mid",
                        new AdaptationOptions
                        {
                            Paper = paper,
                            MaxPerFile = 3,
                            Seed = (ulong)i,
                        }
                    );
                    Assert.Equal(file.Pieces.IsEmpty, file.Skipped != null);
                    if (file.Skipped != SkipReason.Unreadable)
                        Interlocked.Increment(ref read);
                    if (!file.Pieces.IsEmpty)
                        Interlocked.Increment(ref adapted);
                    foreach (NesScore piece in file.Pieces)
                    {
                        NesScore back = NesMidi.Read(MidiFile.Read(NesMidi.WriteNesMdb(piece).ToBytes(), "piece.mid"));
                        ScoreAssert.Same(piece.In(TimeUnit.Sample).WithoutExpression(), back.WithoutExpression());
                    }
                }
                double took = ThreadClock.Seconds - start;
                Assert.True(took < Hang, $"mutation {i} took {took:0.0} s");
            }
        );
        // damage that leaves nothing to adapt would test the reader alone
        Assert.InRange(read, count, 2 * count);
        Assert.InRange(adapted, count / 2, 2 * count);
    }

    private static byte[][] MadeHere() =>
        [
            .. Enumerable
                .Range(0, 20)
                .Select(seed =>
                {
                    Random random = new(seed);
                    MidiBuilder midi = new();
                    for (int part = random.Next(1, 6); part > 0; part--)
                        midi.Part(random.Next(128), Notes());
                    return midi.Drums(Notes()).Bytes();

                    (double, double, int)[] Notes()
                    {
                        int lowest = random.Next(20, 80);
                        double longest = random.Next(2) == 0 ? 0.5 : 3;
                        return
                        [
                            .. Enumerable
                                .Range(0, random.Next(20, 200))
                                .Select(i => (i * 0.5, random.NextDouble() * longest, lowest + random.Next(24))),
                        ];
                    }
                }),
        ];
}
