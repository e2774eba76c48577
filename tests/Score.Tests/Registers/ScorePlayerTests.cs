using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakhNes.Score.Registers;

namespace LakhNes.Score.Tests.Registers;

public class ScorePlayerTests
{
    private static NesScore Score(params NesEvent[] events) => new(TimeUnit.Sample, [.. events]);

    private static (int, int)[] At(RegisterLog log, long time) =>
        [.. log.Writes.Where(w => w.Time == time).Select(w => ((int)w.Address, (int)w.Value))];

    [Property(MaxTest = 100)]
    public Property WhatIsPlayedIsReadOffTheRegistersAgain() =>
        Prop.ForAll(
            ScoreGenerators.Score(TimeUnit.Sample, 3000).ToArbitrary(),
            score =>
            {
                // the log cannot hold the same note twice without a gap, nor pitches that share a timer; a frame counter tick
                // before the triangle's first linear reload delays it, so times are compared for the others only
                NesScore back = NoteTranscriber.Transcribe(ScorePlayer.Play(score));
                foreach (NesVoice voice in new[] { NesVoice.Pulse1, NesVoice.Pulse2, NesVoice.Noise })
                    Assert.Equal(Heard(score, voice), Heard(back, voice));
            }
        );

    /// <summary>What a listener can tell of a voice: note and velocity over time (timbre of silent voices aside).</summary>
    private static List<(long, int, int)> Heard(NesScore score, NesVoice voice)
    {
        List<(long Time, int Note, int Velocity)> states = [(0, 0, 0)];
        int velocity = 0;
        foreach (
            IGrouping<long, NesEvent> now in score
                .Events.Where(e => e.Voice == voice && e.Time < score.Length)
                .GroupBy(e => e.Time)
        )
        {
            int note = states[^1].Note;
            foreach (NesEvent e in now)
            {
                if (e.IsNote)
                    note = e.Kind == NesEventKind.NoteOn ? e.Value : 0;
                else if (e.Kind == NesEventKind.Velocity)
                    velocity = e.Value;
            }
            if ((note, note == 0 ? 0 : velocity) != (states[^1].Note, states[^1].Velocity))
                states.Add((now.Key, note, note == 0 ? 0 : velocity));
        }
        return states;
    }

    [Fact]
    public void TimersAreTheOriginalsFormula()
    {
        // A4 on a pulse: 1789773 / (16 * 440) - 1 = 253.2; on the triangle an octave lower for the same timer
        Assert.Equal(253, ScorePlayer.TimerOf(NesVoice.Pulse1, 69, RegisterLog.NtscClock));
        Assert.Equal(126, ScorePlayer.TimerOf(NesVoice.Triangle, 69, RegisterLog.NtscClock));
        Assert.InRange(ScorePlayer.TimerOf(NesVoice.Pulse1, 33, RegisterLog.NtscClock), 0, 0x7FF);
        Assert.InRange(ScorePlayer.TimerOf(NesVoice.Triangle, 21, RegisterLog.NtscClock), 0, 0x7FF);
    }

    [Fact]
    public void ANoteFromSilenceEnablesItsVoiceAndLoadsTheLengthCounter()
    {
        RegisterLog log = ScorePlayer.Play(
            Score(
                NesEvent.NoteOn(100, NesVoice.Pulse2, 69),
                NesEvent.NoteOff(200, NesVoice.Pulse2),
                NesEvent.NoteOn(300, NesVoice.Pulse2, 69)
            )
        );
        Assert.Equal([(0x4015, 2), (0x4004, 0x3F), (0x4006, 253), (0x4007, 0)], At(log, 100));
        Assert.Equal([(0x4015, 0)], At(log, 200));
        Assert.Equal([(0x4015, 2), (0x4007, 0)], At(log, 300));
    }

    [Fact]
    public void AChangeOfPitchLeavesTheHighByteAloneWhereItStays()
    {
        RegisterLog log = ScorePlayer.Play(
            Score(
                NesEvent.NoteOn(100, NesVoice.Pulse1, 69),
                NesEvent.NoteOn(200, NesVoice.Pulse1, 70),
                NesEvent.NoteOn(300, NesVoice.Pulse1, 60)
            )
        );
        Assert.Equal([(0x4002, ScorePlayer.TimerOf(NesVoice.Pulse1, 70, RegisterLog.NtscClock))], At(log, 200));
        Assert.Equal([0x4002, 0x4003], At(log, 300).Select(w => w.Item1));
    }

    [Fact]
    public void VelocityAndTimbreSetTheFirstRegister()
    {
        RegisterLog log = ScorePlayer.Play(
            Score(
                NesEvent.NoteOn(100, NesVoice.Pulse1, 69),
                NesEvent.Velocity(100, NesVoice.Pulse1, 5),
                NesEvent.Timbre(100, NesVoice.Pulse1, 2),
                NesEvent.NoteOn(100, NesVoice.Noise, 10),
                NesEvent.Velocity(100, NesVoice.Noise, 4),
                NesEvent.Timbre(100, NesVoice.Noise, 1)
            )
        );
        Assert.Contains((0x4000, 0xB5), At(log, 100));
        Assert.Contains((0x400C, 0x34), At(log, 100));
        Assert.Contains((0x400E, 0x86), At(log, 100));
    }

    [Fact]
    public void SweepIsShiftedOutOfTheWayOfLowNotes()
    {
        RegisterLog log = ScorePlayer.Play(Score(NesEvent.NoteOn(100, NesVoice.Pulse1, 33)));
        Assert.Contains((0x4001, 0x0F), At(log, 0)); // 2033 + (2033 >> 7) would be above 0x7FF
        Assert.Equal(33, NoteTranscriber.Transcribe(new RegisterLog(log.Clock, log.Writes, 200)).Events[0].Value);
    }

    [Fact]
    public void ScoresInFramesArePlayedAtTheirTimes() =>
        Assert.Equal(
            7338,
            ScorePlayer.Play(new NesScore(TimeUnit.Frame, [NesEvent.NoteOn(10, NesVoice.Pulse1, 60)])).Writes[^1].Time
        );
}
