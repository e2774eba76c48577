using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;

namespace LakhNes.Score.Tests.NesMdb;

public class HostMidiTests
{
    [Fact]
    public void APieceIsWrittenAsHostsShowIt()
    {
        NesScore score = new(
            TimeUnit.Sample,
            [
                NesEvent.NoteOn(0, NesVoice.Pulse1, 60),
                NesEvent.NoteOff(22_050, NesVoice.Pulse1),
                NesEvent.NoteOn(44_100, NesVoice.Noise, 1),
                NesEvent.NoteOff(66_150, NesVoice.Noise),
            ],
            88_200
        );
        MidiFile file = MidiFile.Read(HostMidi.Write(score, beat: 0.5, title: "7").ToBytes(), "x.mid");
        Assert.Equal(960, file.Division.TicksPerQuarter);
        Assert.Equal(["7", "Pulse 1", "Pulse 2", "Triangle", "Noise"], file.Tracks.Select(track => track.Name));
        Assert.Equal(4 * 960, file.EndTick);
        MidiEvent signature = Assert.Single(
            file.Tracks.SelectMany(track => track.Events),
            e => e is { Kind: MidiEventKind.Meta, Data1: MidiMeta.TimeSignature }
        );
        Assert.Equal((0L, 4), (signature.Tick, (int)signature.Payload.Span[0]));
        Assert.Equal(
            [(0L, 60), (2 * 960L, 36)],
            file.Tracks.SelectMany(track => track.Events).Where(e => e.IsNoteOn).Select(e => (e.Tick, (int)e.Data1))
        );
    }

    [Fact]
    public void BarsKeepTheirTempoAndMetre()
    {
        NesScore score = new(
            TimeUnit.Step,
            [NesEvent.NoteOn(96, NesVoice.Triangle, 45), NesEvent.NoteOff(120, NesVoice.Triangle)],
            168,
            [new ScoreBar(0, Metre.Common, 100), new ScoreBar(96, new Metre(3, 4), 150)]
        );
        MidiFile file = MidiFile.Read(HostMidi.Write(score).ToBytes(), "x.mid");
        Assert.Equal(
            [(0L, 600_000), (4 * 960L, 400_000)],
            file.TempoMap().Changes.Select(change => (change.Tick, change.MicrosecondsPerQuarter))
        );
        Assert.Equal(
            [(0L, 4), (4 * 960L, 3)],
            file.Tracks[0]
                .Events.Where(e => e is { Kind: MidiEventKind.Meta, Data1: MidiMeta.TimeSignature })
                .Select(e => (e.Tick, (int)e.Payload.Span[0]))
        );
        Assert.Equal(4 * 960, file.Tracks[3].Events.Single(e => e.IsNoteOn).Tick);
        Assert.Equal(7 * 960, file.EndTick);
    }

    [Property(MaxTest = 200)]
    public Property WhatIsOnTheGridComesBackWithItsLoudnessAndTimbre() =>
        Prop.ForAll(
            ScoreGenerators.Score(TimeUnit.Frame, 400).ToArbitrary(),
            score =>
            {
                // a frame is many ticks, so that no two events of a voice fall together
                NesScore back = NesMidi.Read(MidiFile.Read(HostMidi.Write(score).ToBytes(), "x.mid")).In(TimeUnit.Frame);
                foreach (NesVoice voice in Enum.GetValues<NesVoice>())
                    Assert.Equal(Of(score, voice), Of(back, voice));

                static IEnumerable<(long, byte)> Of(NesScore score, NesVoice voice) =>
                    score.Events.Where(e => e.Voice == voice && e.Kind == NesEventKind.NoteOn).Select(e => (e.Time, e.Value));
            }
        );

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(15)]
    public void LoudnessComesBack(byte volume)
    {
        NesScore score = new(
            TimeUnit.Frame,
            [
                NesEvent.NoteOn(0, NesVoice.Pulse2, 60),
                NesEvent.Velocity(0, NesVoice.Pulse2, volume),
                NesEvent.Timbre(0, NesVoice.Pulse2, 2),
                NesEvent.NoteOff(60, NesVoice.Pulse2),
            ],
            60
        );
        NesScore back = NesMidi.Read(MidiFile.Read(HostMidi.Write(score).ToBytes(), "x.mid"));
        Assert.Equal(volume, back.Events.Single(e => e.Kind == NesEventKind.Velocity).Value);
        Assert.Equal(2, back.Events.Single(e => e.Kind == NesEventKind.Timbre).Value);
    }
}
