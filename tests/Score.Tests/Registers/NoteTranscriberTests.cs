using LakhNes.Score.Registers;

namespace LakhNes.Score.Tests.Registers;

/// <summary>Small logs whose notes follow from the chip's documentation.</summary>
public class NoteTranscriberTests
{
    private const int FrameCounterQuarter = 184; // 44100 / 240, rounded up

    private static NesScore Transcribe(long length, params (long Time, int Address, int Value)[] writes) =>
        NoteTranscriber.Transcribe(
            new RegisterLog(
                RegisterLog.NtscClock,
                [.. writes.Select(w => new RegisterWrite(w.Time, (ushort)w.Address, (byte)w.Value))],
                length
            )
        );

    [Fact]
    public void APulseSoundsWithItsVolumeAndDutyUntilItIsDisabled() =>
        ScoreAssert.Events(
            Transcribe(1000, (10, 0x4000, 0xB7), (10, 0x4001, 0x08), (10, 0x4002, 253), (10, 0x4003, 0), (500, 0x4015, 0x0E)),
            NesEvent.NoteOn(10, NesVoice.Pulse1, 69),
            NesEvent.Velocity(10, NesVoice.Pulse1, 7),
            NesEvent.Timbre(10, NesVoice.Pulse1, 2),
            NesEvent.NoteOff(500, NesVoice.Pulse1)
        );

    [Fact]
    public void TheLengthCounterEndsANote()
    {
        // length 2 (load 3): the second half frame ends it
        NesScore score = Transcribe(10_000, (0, 0x4000, 0x1F), (0, 0x4001, 0x08), (0, 0x4002, 253), (0, 0x4003, 3 << 3));
        Assert.Equal(NesEvent.NoteOff(4 * FrameCounterQuarter - 1, NesVoice.Pulse1), score.Events[^1]);
    }

    [Fact]
    public void AnEnvelopeDecaysOneStepAQuarterFrame()
    {
        NesScore score = Transcribe(44100, (0, 0x400C, 0x20), (0, 0x400E, 0), (0, 0x400F, 1 << 3));
        Assert.Equal([15, 14, 13], score.Events.Where(e => e.Kind == NesEventKind.Velocity).Take(3).Select(e => (int)e.Value));
        Assert.Equal(16, score.Events.First(e => e.Kind == NesEventKind.NoteOn).Value);
    }

    [Fact]
    public void AMutedSweepTargetAndAShortTimerAreSilent()
    {
        Assert.Empty(
            Transcribe(1000, (0, 0x4000, 0xBF), (0, 0x4001, 0x00), (0, 0x4002, 0xFF), (0, 0x4003, 5)).Events.Where(e => e.IsNote)
        ); // 0x5FF * 2
        Assert.Empty(
            Transcribe(1000, (0, 0x4000, 0xBF), (0, 0x4001, 0x08), (0, 0x4002, 7), (0, 0x4003, 0)).Events.Where(e => e.IsNote)
        );
    }

    [Fact]
    public void TheTriangleNeedsItsLinearCounter()
    {
        NesScore score = Transcribe(44100, (0, 0x4008, 0x02), (0, 0x400A, 253), (0, 0x400B, 1 << 3));
        Assert.Equal([57, 0], score.Events.Select(e => (int)e.Value));
        Assert.InRange(score.Events[1].Time - score.Events[0].Time, 2 * FrameCounterQuarter - 2, 2 * FrameCounterQuarter + 2);
    }

    [Fact]
    public void ASweepBendsTheNote()
    {
        NesScore score = Transcribe(20_000, (0, 0x4000, 0xBF), (0, 0x4001, 0x8A), (0, 0x4002, 0xFF), (0, 0x4003, 1 << 3 | 3));
        int[] notes = [.. score.Events.Where(e => e.Kind == NesEventKind.NoteOn).Select(e => (int)e.Value)];
        Assert.True(notes.Length > 5);
        Assert.Equal(notes.Order(), notes);
    }
}
