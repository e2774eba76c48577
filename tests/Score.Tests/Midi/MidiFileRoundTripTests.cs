using FsCheck.Xunit;
using LakhNes.Score.Midi;

namespace LakhNes.Score.Tests.Midi;

[Properties(Arbitrary = [typeof(MidiGenerators)], MaxTest = 200)]
public class MidiFileRoundTripTests
{
    [Property]
    public void ReadingGivesBackWhatWasWritten(MidiFile file, bool runningStatus)
    {
        MidiFile back = MidiFile.Read(file.ToBytes(runningStatus), "property.mid");

        Assert.Empty(back.Warnings);
        Assert.Equal(file.Format, back.Format);
        Assert.Equal(file.Division, back.Division);
        Assert.Equal(file.Tracks.Count, back.Tracks.Count);
        for (int i = 0; i < file.Tracks.Count; i++)
        {
            Assert.Equal(file.Tracks[i].Events, back.Tracks[i].Events);
            Assert.Equal(file.Tracks[i].EndTick, back.Tracks[i].EndTick);
        }
        Assert.Equal(
            file.UnknownChunks.Select(c => (c.Id, Convert.ToHexString(c.Data.Span), c.TracksBefore)),
            back.UnknownChunks.Select(c => (c.Id, Convert.ToHexString(c.Data.Span), c.TracksBefore))
        );
    }

    [Property]
    public void WritingWhatWasReadGivesTheSameBytes(MidiFile file)
    {
        byte[] bytes = file.ToBytes();
        Assert.Equal(bytes, MidiFile.Read(bytes, "property.mid").ToBytes());
    }

    [Property]
    public void RunningStatusOnlyMakesTheFileSmaller(MidiFile file) =>
        Assert.True(file.ToBytes(runningStatus: true).Length <= file.ToBytes(runningStatus: false).Length);
}
