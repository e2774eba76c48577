using LakhNes.Score.Registers;

namespace LakhNes.Score.Tests.Registers;

public class ScoreDownsamplingTests
{
    private static readonly NesVoice P = NesVoice.Pulse1;

    [Fact]
    public void AStepPlaysWhatPrevailsWhereTheVoiceSounds()
    {
        // steps of 4410 samples: 60 wins the first over 72; the second is mostly silence, which does not count
        NesScore score = new(
            TimeUnit.Sample,
            [
                NesEvent.NoteOn(0, P, 72),
                NesEvent.Velocity(0, P, 9),
                NesEvent.NoteOn(1000, P, 60),
                NesEvent.Velocity(1000, P, 7),
                NesEvent.NoteOff(4500, P),
            ],
            13230
        );
        ScoreAssert.Events(
            ScoreDownsampling.At(score, 10),
            NesEvent.NoteOn(0, P, 60),
            NesEvent.Velocity(0, P, 7),
            NesEvent.NoteOff(8820, P)
        );
    }

    [Fact]
    public void OfEquallyLongNotesTheLowestIsTaken()
    {
        NesScore score = new(
            TimeUnit.Sample,
            [NesEvent.NoteOn(0, P, 72), NesEvent.NoteOn(2205, P, 60), NesEvent.NoteOff(4410, P)],
            4410
        );
        Assert.Equal(60, ScoreDownsampling.At(score, 10).Events[0].Value);
    }

    [Fact]
    public void ANoteThatFollowsAnotherWithoutAGapSaysItsVelocity()
    {
        // as what is read off registers does; a note without one would start at the full in a MIDI file
        NesScore score = new(
            TimeUnit.Sample,
            [
                NesEvent.NoteOn(0, P, 60),
                NesEvent.Velocity(0, P, 7),
                NesEvent.NoteOn(4410, P, 62),
                NesEvent.Velocity(4410, P, 7),
                NesEvent.NoteOff(8820, P),
            ],
            8820
        );
        ScoreAssert.Same(score, ScoreDownsampling.At(score, 10));
    }

    [Fact]
    public void TimbreOfSilenceIsCountedToo()
    {
        NesScore score = new(TimeUnit.Sample, [NesEvent.Timbre(100, P, 2)], 8820);
        ScoreAssert.Events(ScoreDownsampling.At(score, 10), NesEvent.Timbre(0, P, 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(44100)]
    public void RatesOutsideTheSampleRateAreRefused(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreDownsampling.At(new NesScore(TimeUnit.Sample, []), rate));
}
