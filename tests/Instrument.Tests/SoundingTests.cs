using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Tests.Support;

namespace LakhNes.Instrument.Tests;

/// <summary>Through the real chip: the pitch of a key, and silence after it.</summary>
public class SoundingTests
{
    [Theory]
    [InlineData(0, ApuVoice.Pulse1, 69)]
    [InlineData(0, ApuVoice.Pulse1, 33)]
    [InlineData(1, ApuVoice.Pulse2, 60)]
    [InlineData(1, ApuVoice.Pulse2, 96)]
    [InlineData(2, ApuVoice.Triangle, 21)]
    [InlineData(2, ApuVoice.Triangle, 69)]
    public void AKeySoundsAtTheNearestPeriodOfItsChannelAndStops(int channel, ApuVoice voice, int key)
    {
        var player = new Player(s => s.VoiceMode = VoiceMode.Channels).On(key, channel);
        int steps = voice == ApuVoice.Triangle ? 32 : 16;
        double clock = player.Chip.Timing.CpuClock;
        int period = (int)Math.Round((clock / (steps * 440 * Math.Pow(2, (key - 69) / 12.0))) - 1);

        Assert.Equal(clock / (steps * (period + 1)), player.Measure(voice, 1), 6);
        player.Off(key, channel);
        Assert.True(player.IsSilent(voice));
        Assert.False(player.Instrument.IsSounding);
    }
}
