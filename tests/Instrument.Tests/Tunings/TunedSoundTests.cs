using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Tests.Support;
using LakhNes.Instrument.Tunings;

namespace LakhNes.Instrument.Tests.Tunings;

/// <summary>What a tuning sounds like, measured on the chip's levels.</summary>
public class TunedSoundTests
{
    private const string Just = "Just\n12\n16/15\n9/8\n6/5\n5/4\n4/3\n45/32\n3/2\n8/5\n5/3\n9/5\n15/8\n2/1\n";

    private static readonly double[] Ratios =
    [
        1,
        16 / 15.0,
        9 / 8.0,
        6 / 5.0,
        5 / 4.0,
        4 / 3.0,
        45 / 32.0,
        3 / 2.0,
        8 / 5.0,
        5 / 3.0,
        9 / 5.0,
        15 / 8.0,
    ];

    private static readonly double MiddleC = 440 * Math.Pow(2, -9 / 12.0);

    [Theory]
    [InlineData(0, ApuVoice.Pulse1, 16)]
    [InlineData(1, ApuVoice.Pulse2, 16)]
    [InlineData(2, ApuVoice.Triangle, 32)]
    public void EachDegreeSoundsAtThePeriodNearestToIt(int channel, ApuVoice voice, int steps)
    {
        Player player = Tuned(Just);
        double clock = player.Chip.Timing.CpuClock;
        for (int degree = 0; degree < 12; degree++)
        {
            player.On(60 + degree, channel);
            int period = (int)Math.Round((clock / (steps * MiddleC * Ratios[degree])) - 1);
            Assert.Equal(clock / (steps * (period + 1)), player.Measure(voice, 0.5), 6);
            player.Off(60 + degree, channel).Frames(2);
        }
    }

    [Fact]
    public void WithExactPitchEachDegreeIsRightInTheMean()
    {
        for (int degree = 0; degree < 12; degree++)
        {
            Player player = Tuned(Just, s => s.ExactPitch = true).On(72 + degree);
            double cents = 1200 * Math.Log2(player.Measure(ApuVoice.Pulse1, 2) / (2 * MiddleC * Ratios[degree]));
            Assert.InRange(cents, -0.1, 0.1);
        }
    }

    [Fact]
    public void TransposingMovesByDegrees()
    {
        Player player = Tuned("Thirds\n2\n5/4\n2/1\n", s => s[ApuVoice.Pulse1].Transpose = 1).On(60);
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 1), MiddleC * 1.248, MiddleC * 1.252);
    }

    [Fact]
    public void ADegreeThatTheVoiceCannotReachIsFoldedByOctaves()
    {
        // 30 cents a key: key 0 is 18 semitones below C4, key 127 about 20 above it
        Player player = Tuned("Small\n1\n30.\n").On(0, 0);
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 1), MiddleC * 0.353, MiddleC * 0.354);
        player = Tuned("Large\n1\n5/1\n").On(63);
        double octaves = Math.Log2(player.Measure(ApuVoice.Pulse1, 1) / (MiddleC * 125));
        Assert.InRange(octaves - Math.Round(octaves), -0.04, 0.04);
    }

    [Fact]
    public void ASilentKeyTakesNoVoiceAndDrumsAndNoiseGoOn()
    {
        var player = new Player(s => s.VoiceMode = VoiceMode.Poly);
        PitchTable pitches = PitchTable.Equal;
        for (int key = 0; key < PitchTable.Keys; key++)
            pitches[key] = key == 60 ? key : double.NaN;
        player.Instrument.Tune(in pitches);
        player.On(61).Frames(1);
        Assert.False(player.Instrument.IsSounding);
        player.On(60).Frames(1);
        Assert.Equal(60, player.Instrument.ActivityOf(ApuVoice.Pulse1).Key);
        player.On(38, channel: 9).Frames(1);
        Assert.Equal(38, player.Instrument.ActivityOf(ApuVoice.Noise).Key);
        player.Off(60).On(36, channel: 4).Frames(1);

        player.Settings.VoiceMode = VoiceMode.Channels;
        player.On(50, channel: 3).On(36, channel: 4).Frames(1);
        Assert.Equal(50, player.Instrument.ActivityOf(ApuVoice.Noise).Key);
        Assert.Equal(36, player.Instrument.ActivityOf(ApuVoice.Dmc).Key);
    }

    [Fact]
    public void AKeyThatSoundsFollowsAtTheVeryCycle()
    {
        Player player = Tuned("").On(69).Frames(3.3);
        player.Log.Clear();
        player.Instrument.TuneKey(player.Now, 69, 69.5);
        Assert.All(player.Log.Writes, write => Assert.Equal(player.Now, write.Cycle));
        Assert.NotEmpty(player.Log.Writes);
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 1), 452, 453.5);
        player.Instrument.TuneKey(player.Now, 69, double.NaN);
        player.Instrument.TuneKey(player.Now, 128, 60);
        player.Instrument.TuneKey(player.Now, -1, 60);
        Assert.Equal(69.5, player.Instrument.Pitches[69]);
    }

    private static Player Tuned(string scale, Action<InstrumentSettings>? set = null)
    {
        var player = new Player(s =>
        {
            s.VoiceMode = VoiceMode.Channels;
            set?.Invoke(s);
        });
        if (scale.Length == 0)
            return player;
        Assert.True(ScalaScale.TryParse(scale, out ScalaScale parsed, out string error), error);
        Assert.True(Tuning.TryMake("", parsed, null, out Tuning tuning, out error), error);
        player.Instrument.Tune(in tuning.Pitches);
        return player;
    }
}
