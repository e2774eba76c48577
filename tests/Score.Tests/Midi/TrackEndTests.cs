using LakhNes.Score.Midi;

namespace LakhNes.Score.Tests.Midi;

/// <summary>What stands after an end of track, and what a track without a right end is.</summary>
public class TrackEndTests
{
    private static readonly byte[] End = [0, 0xFF, 0x2F, 0];
    private static readonly byte[] Note = [0, 0x90, 69, 100, 0x83, 0x60, 0x80, 69, 0];

    [Fact]
    public void EventsAfterAnEarlyEndAreReadWithAWarning()
    {
        MidiFile file = Read([.. End, .. Note, .. End]);
        Assert.Equal(2, file.Tracks[0].Events.Count);
        Assert.Equal(480, file.EndTick);
        Assert.Contains("events after an early end-of-track event are read, too", Assert.Single(file.Warnings).Reason);
    }

    [Fact]
    public void SeveralEarlyEndsAreOneWarning()
    {
        MidiFile file = Read([.. End, .. Note, .. End, .. Note, .. End]);
        Assert.Equal(4, file.Tracks[0].Events.Count);
        Assert.Equal(960, file.EndTick);
        Assert.Single(file.Warnings);
    }

    [Fact]
    public void TheTrackAfterAnEarlyEndIsStillATrack()
    {
        MidiFile file = Read([.. End, .. Note, .. End], [.. Note, .. End]);
        Assert.Equal([2, 2], file.Tracks.Select(track => track.Events.Count));
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 0, 0x90, 60 })]
    [InlineData(new byte[] { 0x55, 0xAA, 0x55, 0xAA })]
    public void WhatIsNoMusicAfterTheEndIsPassedOver(byte[] rest)
    {
        MidiFile file = Read([.. Note, .. End, .. rest]);
        Assert.Equal(2, file.Tracks[0].Events.Count);
        Assert.Equal(480, file.EndTick);
        Assert.Contains("bytes after the end-of-track event passed over", Assert.Single(file.Warnings).Reason);
    }

    [Fact]
    public void ZerosAfterTheEndAreNoMatter() => Assert.Empty(Read([.. Note, .. End, 0, 0, 0, 0]).Warnings);

    [Fact]
    public void ManyEarlyEndsAreReadInOneRun()
    {
        byte[] track = [.. Enumerable.Repeat(End.Concat(Note), 20_000).SelectMany(bytes => bytes), .. End];
        Assert.Equal(40_000, Read(track).Tracks[0].Events.Count);
    }

    [Fact]
    public void APatternOfFormat2StandsAlone()
    {
        MidiFile two = new(
            MidiFileFormat.Independent,
            MidiDivision.Musical(96),
            [new MidiTrack([MidiEvent.Tempo(0, 250_000)], 96), new MidiTrack([MidiEvent.NoteOn(0, 0, 60, 1)], 192)]
        );
        MidiFile second = MidiFile.Read(two.ToBytes(), "two.mid").Pattern(1);
        Assert.Equal((MidiFileFormat.SingleTrack, 192), (second.Format, second.EndTick));
        Assert.Equal(1.0, second.TempoMap().SecondsOfTick(192));
    }

    private static MidiFile Read(params byte[][] tracks)
    {
        List<byte> file = [.. "MThd"u8, 0, 0, 0, 6, 0, (byte)(tracks.Length > 1 ? 1 : 0), 0, (byte)tracks.Length, 1, 0xE0];
        foreach (byte[] track in tracks)
            file.AddRange([.. "MTrk"u8, 0, (byte)(track.Length >> 16), (byte)(track.Length >> 8), (byte)track.Length, .. track]);
        return MidiFile.Read(file.ToArray(), "x.mid");
    }
}
