using FsCheck.Xunit;
using LakhNes.Engine.Hosting;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Tests.Core;

public sealed class MidiBytesTests
{
    [Property]
    public bool ChannelMessagesComeBackAsTheyWere(byte status, byte first, byte second)
    {
        (status, first, second) = ((byte)(status | 0x80), (byte)(first & 0x7F), (byte)(second & 0x7F));
        bool isChannelMessage = status < 0xF0;
        if (MidiBytes.TryRead(3, status, first, second, out EngineEvent e) != isChannelMessage)
            return false;
        if (!isChannelMessage)
            return true;
        if (!MidiBytes.TryWrite(in e, out byte status2, out byte first2, out byte second2))
            return false;
        // a note-on of velocity 0 is a note-off, and two of the messages have one data byte
        if (status >> 4 == 9 && second == 0)
            status -= 0x10;
        if (status >> 4 is 0xC or 0xD)
            second = 0;
        return (status, first, second) == (status2, first2, second2) && e.Offset == 3 && e.Channel == (status & 15);
    }

    [Theory]
    [InlineData(0, -1.0)]
    [InlineData(8192, 0.0)]
    [InlineData(16383, 1.0)]
    public void BendReachesBothEndsAndItsMiddle(int word, double bend) => Assert.Equal(bend, MidiBytes.Bend(word));

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x7F)]
    [InlineData(0xF0)]
    [InlineData(0xF8)]
    [InlineData(0xFF)]
    public void OtherBytesSayNothing(byte status) => Assert.False(MidiBytes.TryRead(0, status, 1, 2, out _));

    [Fact]
    public void EventsWithoutAMidiMessageAreNotWritten()
    {
        Assert.False(MidiBytes.TryWrite(new EngineEvent(EngineEventKind.NoteTuning, 0), out _, out _, out _));
        Assert.False(MidiBytes.TryWrite(new EngineEvent(EngineEventKind.Parameter, 0), out _, out _, out _));
    }
}
