using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;

namespace LakhNes.Score.Tests.NesMdb;

public class NesMidiTests
{
    private static readonly Arbitrary<NesScore> Scores = ScoreGenerators.Score(TimeUnit.Sample, 40_000).ToArbitrary();

    [Property(MaxTest = 200)]
    public Property WhatNesMdbsFilesHoldComesBackWhole() =>
        Prop.ForAll(
            Scores,
            score =>
            {
                NesScore back = NesMidi.Read(MidiFile.Read(NesMidi.WriteNesMdb(score).ToBytes(), "x.mid"));
                ScoreAssert.Same(score, back);
            }
        );

    [Property(MaxTest = 200)]
    public Property Tx1ComesBackThroughLakhNesFiles() =>
        Prop.ForAll(
            Scores,
            score =>
            {
                NesScore notes = score.WithoutExpression();
                NesScore back = NesMidi.Read(MidiFile.Read(NesMidi.Write(notes).ToBytes(), "x.mid"));
                ScoreAssert.Same(notes, back.WithoutExpression());
            }
        );

    [Fact]
    public void AnOpenNoteIsDroppedAsTheOriginalDoesOrEndsWithTheSongAsNesmdbDoes()
    {
        NesScore score = new(TimeUnit.Sample, [NesEvent.NoteOn(10, NesVoice.Pulse1, 60)], 100);
        Assert.Empty(NesMidi.Read(NesMidi.Write(score)).Events);
        Assert.Equal(NesEvent.NoteOff(100, NesVoice.Pulse1), NesMidi.Read(NesMidi.WriteNesMdb(score)).Events[^1]);
    }

    [Fact]
    public void OverlappingNotesAreCutByTheLaterOne()
    {
        MidiFile file = File(
            MidiEvent.NoteOn(0, 0, 60, 15),
            MidiEvent.NoteOn(100, 0, 64, 15),
            MidiEvent.NoteOn(200, 0, 60, 0),
            MidiEvent.NoteOn(300, 0, 64, 0)
        );
        Assert.Equal(
            [(0, NesEventKind.NoteOn), (100, NesEventKind.NoteOn), (300, NesEventKind.NoteOff)],
            NesMidi.Read(file).Events.Where(e => e.IsNote).Select(e => (e.Time, e.Kind))
        );
    }

    [Fact]
    public void WithoutAnEndMarkTheSongEndsWithItsLastTrack() =>
        Assert.Equal(500, NesMidi.Read(File(MidiEvent.NoteOn(0, 0, 60, 15), MidiEvent.NoteOn(500, 0, 60, 0))).Length);

    [Fact]
    public void NotesOutsideAVoicesRangeAreLeftOut() =>
        Assert.Empty(NesMidi.Read(File(MidiEvent.NoteOn(0, 0, 20, 15), MidiEvent.NoteOn(500, 0, 20, 0))).Events);

    [Fact]
    public void OnlyFilesWithTheFourTrackNamesAreInTheDialect()
    {
        Assert.True(NesMidi.IsNesMidi(File(MidiEvent.NoteOn(0, 0, 60, 15), MidiEvent.NoteOn(500, 0, 60, 0))));
        Assert.True(NesMidi.IsNesMidi(NesMidi.Write(new NesScore(TimeUnit.Sample, []))));
        Assert.False(
            NesMidi.IsNesMidi(
                new MidiFile(
                    MidiFileFormat.SingleTrack,
                    MidiDivision.Musical(96),
                    [new MidiTrack([MidiEvent.NoteOn(0, 0, 60, 15), MidiEvent.NoteOn(500, 0, 60, 0)])]
                )
            )
        );
    }

    [Fact]
    public void AnotherTempoAndDivisionGiveTheSameTimes()
    {
        // 480 ticks a quarter at 150 quarters a minute: 36.75 samples a tick, cut to whole samples
        MidiTrack map = new([MidiEvent.Tempo(0, 400_000)]);
        MidiTrack voice = new([
            MidiEvent.TextEvent(0, MidiMeta.TrackName, "TR"),
            MidiEvent.NoteOn(1, 2, 40, 1),
            MidiEvent.NoteOn(480, 2, 40, 0),
        ]);
        NesScore score = NesMidi.Read(new MidiFile(MidiFileFormat.Simultaneous, MidiDivision.Musical(480), [map, voice]));
        ScoreAssert.Events(score, NesEvent.NoteOn(36, NesVoice.Triangle, 40), NesEvent.NoteOff(17640, NesVoice.Triangle));
    }

    private static MidiFile File(params MidiEvent[] events) =>
        new(
            MidiFileFormat.SingleTrack,
            MidiDivision.Musical(22050),
            [new MidiTrack([MidiEvent.TextEvent(0, MidiMeta.TrackName, "p1"), .. events])]
        );
}
