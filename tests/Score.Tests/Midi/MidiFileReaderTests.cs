using System.Text;
using LakhNes.Score.Midi;

namespace LakhNes.Score.Tests.Midi;

/// <summary>Files written out byte by byte: what the format says, and what real files get wrong.</summary>
public class MidiFileReaderTests
{
    private static byte[] Header(int format, int tracks, int division, params byte[] rest) =>
        [.. "MThd"u8, 0, 0, 0, 6, 0, (byte)format, 0, (byte)tracks, (byte)(division >> 8), (byte)division, .. rest];

    private static byte[] Track(params byte[] events) =>
        [.. "MTrk"u8, 0, 0, (byte)(events.Length >> 8), (byte)events.Length, .. events];

    [Fact]
    public void TheSpecificationsExampleOfFormat0ReadsEventByEvent()
    {
        // Standard MIDI Files 1.0, "Program Fragments and Example MIDI Files": 4/4, 120 bpm, three notes that build up
        MidiFile file = MidiFile.Read(
            Header(
                0,
                1,
                96,
                Track(
                    0x00,
                    0xFF,
                    0x58,
                    0x04,
                    0x04,
                    0x02,
                    0x18,
                    0x08,
                    0x00,
                    0xFF,
                    0x51,
                    0x03,
                    0x07,
                    0xA1,
                    0x20,
                    0x00,
                    0xC0,
                    0x05,
                    0x00,
                    0xC1,
                    0x2E,
                    0x00,
                    0xC2,
                    0x46,
                    0x00,
                    0x92,
                    0x30,
                    0x60,
                    0x00,
                    0x3C,
                    0x60, // running status
                    0x60,
                    0x91,
                    0x43,
                    0x40,
                    0x60,
                    0x90,
                    0x4C,
                    0x20,
                    0x81,
                    0x40,
                    0x82,
                    0x30,
                    0x40,
                    0x00,
                    0x3C,
                    0x40,
                    0x00,
                    0x81,
                    0x43,
                    0x40,
                    0x00,
                    0x80,
                    0x4C,
                    0x40,
                    0x00,
                    0xFF,
                    0x2F,
                    0x00
                )
            ),
            "example.mid"
        );

        Assert.Empty(file.Warnings);
        Assert.Equal(96, file.Division.TicksPerQuarter);
        MidiTrack track = Assert.Single(file.Tracks);
        Assert.Equal(13, track.Events.Count);
        Assert.Equal(MidiEvent.TimeSignature(0, 4, 4), track.Events[0]);
        Assert.Equal(MidiEvent.Tempo(0, 500_000), track.Events[1]);
        Assert.Equal(MidiEvent.NoteOn(0, 2, 60, 96), track.Events[6]);
        Assert.Equal(MidiEvent.NoteOn(192, 0, 76, 32), track.Events[8]);
        Assert.Equal(MidiEvent.NoteOff(384, 2, 60), track.Events[10]);
        Assert.Equal(384, track.EndTick);
    }

    [Fact]
    public void RunningStatusLastsOverAMetaEventAsRealFilesHaveIt()
    {
        MidiFile file = MidiFile.Read(
            Header(0, 1, 96, Track(0, 0x90, 60, 100, 5, 0xFF, 6, 1, (byte)'A', 5, 60, 0, 0, 0xFF, 0x2F, 0)),
            "x.mid"
        );
        Assert.Equal(MidiEvent.NoteOn(10, 0, 60, 0), file.Tracks[0].Events[2]);
    }

    [Fact]
    public void ATrackWhoseLengthIsTooShortIsReadToItsEnd()
    {
        byte[] bytes = Header(
            1,
            2,
            96,
            [
                .. "MTrk"u8,
                0,
                0,
                0,
                3,
                0,
                0x90,
                60,
                100,
                96,
                60,
                0,
                0,
                0xFF,
                0x2F,
                0,
                .. Track(0, 0x91, 64, 100, 96, 64, 0, 0, 0xFF, 0x2F, 0),
            ]
        );
        MidiFile file = MidiFile.Read(bytes, "short.mid");

        Assert.Equal([2, 2], file.Tracks.Select(t => t.Events.Count));
        Assert.Contains(file.Warnings, w => w.Position == 18 && w.Reason.Contains("3 bytes"));
    }

    [Fact]
    public void ATrackWhoseLengthIsTooLongDoesNotSwallowTheNext()
    {
        byte[] bytes = Header(
            1,
            2,
            96,
            [
                .. "MTrk"u8,
                0,
                0,
                0,
                25,
                0,
                0x90,
                60,
                100,
                96,
                60,
                0,
                0,
                0xFF,
                0x2F,
                0,
                .. Track(0, 0x91, 64, 100, 96, 64, 0, 0, 0xFF, 0x2F, 0),
            ]
        );
        Assert.Equal([2, 2], MidiFile.Read(bytes, "long.mid").Tracks.Select(t => t.Events.Count));
    }

    [Fact]
    public void ACutFileKeepsWhatWasWhole()
    {
        byte[] whole = Header(0, 1, 96, Track(0, 0x90, 60, 100, 96, 60, 0, 0, 0xFF, 0x2F, 0));
        MidiFile file = MidiFile.Read(whole[..^5], "cut.mid");
        Assert.Equal([MidiEvent.NoteOn(0, 0, 60, 100)], file.Tracks[0].Events);
        Assert.NotEmpty(file.Warnings);
    }

    [Fact]
    public void StrayBytesAndSystemMessagesArePassedOver()
    {
        MidiFile file = MidiFile.Read(
            Header(
                0,
                1,
                96,
                Track(
                    0,
                    0x05, // data without a status
                    0,
                    0xF8,
                    1,
                    0xF2,
                    1,
                    2, // clock, song position
                    1,
                    0x90,
                    60,
                    0xE0, // velocity above 127
                    0,
                    0xFF,
                    0x2F,
                    0
                )
            ),
            "stray.mid"
        );
        Assert.Equal([MidiEvent.NoteOn(2, 0, 60, 127)], file.Tracks[0].Events);
        Assert.Equal(4, file.Warnings.Count);
    }

    [Fact]
    public void ARiffWrapperIsLookedThrough()
    {
        byte[] midi = Header(0, 1, 96, Track(0, 0x90, 60, 100, 0, 0xFF, 0x2F, 0));
        byte[] rmi = [.. "RIFF"u8, (byte)(midi.Length + 12), 0, 0, 0, .. "RMIDdata"u8, (byte)midi.Length, 0, 0, 0, .. midi];
        MidiFile file = MidiFile.Read(rmi, "x.rmi");
        Assert.Empty(file.Warnings);
        Assert.Single(file.Tracks[0].Events);
    }

    [Fact]
    public void ALongerHeaderAndAFormat0FileWithTwoTracksAreTaken()
    {
        byte[] bytes =
        [
            .. "MThd"u8,
            0,
            0,
            0,
            8,
            0,
            0,
            0,
            2,
            0,
            96,
            1,
            2,
            .. Track(0, 0xFF, 0x2F, 0),
            .. Track(0, 0x90, 60, 1, 0, 0xFF, 0x2F, 0),
        ];
        MidiFile file = MidiFile.Read(bytes, "x.mid");
        Assert.Equal(MidiFileFormat.Simultaneous, file.Format);
        Assert.Equal(2, file.Tracks.Count);
    }

    [Theory]
    [InlineData("hello", 0, "no MThd")]
    [InlineData("MThd\0\0\0\u0006\0\u0001", 0, "cut short")]
    [InlineData("MThd\0\0\0\u0006\0\u0001\0\u0001\0\0", 12, "division")]
    [InlineData("MThd\0\0\0\u0006\0\u0001\0\u0001\0\u0060", 14, "no track")]
    public void WhatIsNoMidiFileIsNamedWithItsPlace(string text, int offset, string reason)
    {
        Assert.False(MidiFile.TryRead(Encoding.Latin1.GetBytes(text), "bad.mid", out _, out ReadError error));
        Assert.Equal(("bad.mid", PositionUnit.Offset, (long)offset), (error.File, error.Unit, error.Position));
        Assert.Contains(reason, error.Reason);
        Assert.StartsWith($"bad.mid: offset 0x{offset:X}: ", error.ToString());
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        ScoreFormatException e = Assert.Throws<ScoreFormatException>(() => MidiFile.Read("/nowhere/there.mid"));
        Assert.Equal("/nowhere/there.mid: no such file", e.Message);
    }

    [Fact]
    public void TextIsUtf8OrElseLatin1()
    {
        Assert.Equal("naïve", MidiEvent.TextEvent(0, MidiMeta.Text, "naïve").Text);
        Assert.Equal("naïve", MidiEvent.Meta(0, MidiMeta.Text, Encoding.Latin1.GetBytes("naïve")).Text);
    }

    [Fact]
    public void AWaitLongerThanTheFormatHoldsIsBridged()
    {
        MidiFile file = new(
            MidiFileFormat.SingleTrack,
            MidiDivision.Musical(96),
            [new MidiTrack([MidiEvent.NoteOn(0, 0, 60, 1), MidiEvent.NoteOn(0x2000_0000, 0, 60, 0)])]
        );
        MidiTrack back = MidiFile.Read(file.ToBytes(), "long.mid").Tracks[0];
        Assert.Equal(file.Tracks[0].Events, back.Events.Where(e => e.IsChannelMessage));
        Assert.Equal(0x2000_0000, back.EndTick);
    }

    [Fact]
    public void ATrackOutOfOrderIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new MidiTrack([MidiEvent.NoteOn(5, 0, 60, 1), MidiEvent.NoteOn(4, 0, 60, 0)]));
        Assert.Throws<ArgumentException>(() => new MidiTrack([MidiEvent.NoteOn(5, 0, 60, 1)], 4));
        Assert.Throws<ArgumentException>(() => new MidiTrack([MidiEvent.Meta(0, MidiMeta.EndOfTrack, default)]));
    }
}
