using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakhNes.Score.Formats;
using LakhNes.Score.Text;

namespace LakhNes.Score.Tests.Text;

public class ConsoleFramesTests
{
    private const double NtscFrame = 44100 / 60.0988;

    private static NesScore Samples(params NesEvent[] events) => new(TimeUnit.Sample, [.. events]);

    private static NesEvent On(long time, int note = 60, NesVoice voice = NesVoice.Pulse1) => NesEvent.NoteOn(time, voice, note);

    private static NesEvent Off(long time, NesVoice voice = NesVoice.Pulse1) => NesEvent.NoteOff(time, voice);

    [Property(MaxTest = 200)]
    public Property WhatStandsInFramesComesBackThroughSamples() =>
        Prop.ForAll(
            ScoreGenerators.Score(TimeUnit.Frame, 90).ToArbitrary(),
            score =>
            {
                ScoreAssert.Same(score, ConsoleFrames.FromSamples(score.In(TimeUnit.Sample)));
            }
        );

    [Property(MaxTest = 200)]
    public Property EveryFrameHoldsAtMostOneNoteEventAVoice() =>
        Prop.ForAll(
            ScoreGenerators.Score(TimeUnit.Sample, 2000).ToArbitrary(),
            score =>
            {
                ImmutableArray<NesEvent> events = ConsoleFrames.FromSamples(score).Events;
                Assert.Equal(
                    events.Length,
                    events.Select(e => (e.Time, e.Voice, e.IsNote ? NesEventKind.NoteOn : e.Kind)).Distinct().Count()
                );
            }
        );

    [Fact]
    public void JitterInsideAFrameGoesAndTheGridsPhaseIsFound()
    {
        // a driver that writes a third of a frame after the start, a few samples apart
        long[] frames = [.. Enumerable.Range(0, 40).Select(i => (long)(i * 6 * NtscFrame + 245))];
        NesScore score = Samples([
            .. frames.SelectMany(t => new[] { On(t, 60), On(t + 4, 70, NesVoice.Pulse2), On(t + 21, 50, NesVoice.Triangle) }),
        ]);
        NesScore txf = ConsoleFrames.FromSamples(score);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i * 6L), txf.Events.Select(e => e.Time).Distinct());
    }

    [Fact]
    public void APalSongIsCountedInItsOwnFrames()
    {
        NesScore txf = ConsoleFrames.FromSamples(
            Samples([.. Enumerable.Range(0, 50).Select(i => On((long)(i * 7 * 44100 / 50.007)))])
        );
        Assert.Equal(Enumerable.Range(0, 50).Select(i => i * 7L), txf.Events.Select(e => e.Time));
    }

    [Fact]
    public void AFrameKeepsTheLastNoteEventOfAVoice()
    {
        NesScore txf = ConsoleFrames.FromSamples(
            Samples(
                On(0, 60),
                On(10, 62),
                Off((long)(NtscFrame * 3)),
                On((long)(NtscFrame * 3) + 20, 64),
                On((long)(NtscFrame * 5), 65),
                Off((long)(NtscFrame * 5) + 30)
            )
        );
        ScoreAssert.Events(txf, On(0, 62), On(3, 64), Off(5));
    }

    [Fact]
    public void ANoteOffForASilentVoiceIsDropped()
    {
        NesScore txf = ConsoleFrames.FromSamples(
            Samples(On(0, 60), Off((long)NtscFrame), Off((long)(2 * NtscFrame)), On((long)(3 * NtscFrame), 61))
        );
        ScoreAssert.Events(txf, On(0, 60), Off(1), On(3, 61));
    }

    [Fact]
    public void SilenceBeforeTheFirstNoteStays() =>
        Assert.Equal(
            60,
            ConsoleFrames.FromSamples(Samples(On((long)(60 * NtscFrame)), On((long)(90 * NtscFrame)))).Events[0].Time
        );

    [Fact]
    public void OnlyTheLastVelocityAndTimbreOfAFrameStay()
    {
        NesVoice p = NesVoice.Pulse1;
        NesScore txf = ConsoleFrames.FromSamples(
            Samples(
                On(0),
                NesEvent.Velocity(0, p, 15),
                NesEvent.Timbre(2, p, 2),
                NesEvent.Velocity(9, p, 12),
                NesEvent.Velocity((long)(4 * NtscFrame), p, 12),
                NesEvent.Timbre((long)(4 * NtscFrame), p, 3),
                Off((long)(6 * NtscFrame))
            )
        );
        ScoreAssert.Events(txf, On(0), NesEvent.Velocity(0, p, 12), NesEvent.Timbre(0, p, 2), NesEvent.Timbre(4, p, 3), Off(6));
    }

    [SkippableFact]
    public void TheReferenceSongsTakeAQuarterFewerSymbols()
    {
        foreach (string song in Shared.Songs())
        {
            NesScore score = NesText.Read(song + ".tx1.txt", TimeUnit.Sample);
            Assert.True(
                NesTextFormat.Txf.Write(score).Split('\n').Length < 0.9 * NesTextFormat.Tx1.Write(score).Split('\n').Length
            );
        }
    }
}
