using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Tests.Support;

namespace LakhNes.Instrument.Tests;

/// <summary>Through the real chip: what is heard, measured on the channels' levels.</summary>
public class SoundingTests
{
    private static readonly Action<InstrumentSettings> Channels = s => s.VoiceMode = VoiceMode.Channels;

    [Theory]
    [InlineData(0, ApuVoice.Pulse1, 69, ApuRegion.Ntsc)]
    [InlineData(0, ApuVoice.Pulse1, 33, ApuRegion.Ntsc)]
    [InlineData(1, ApuVoice.Pulse2, 60, ApuRegion.Pal)]
    [InlineData(1, ApuVoice.Pulse2, 96, ApuRegion.Dendy)]
    [InlineData(2, ApuVoice.Triangle, 21, ApuRegion.Ntsc)]
    [InlineData(2, ApuVoice.Triangle, 69, ApuRegion.Pal)]
    public void AKeySoundsAtTheNearestPeriodAndStops(int channel, ApuVoice voice, int key, ApuRegion region)
    {
        var player = new Player(Channels, region).On(key, channel);
        int steps = voice == ApuVoice.Triangle ? 32 : 16;
        double clock = player.Chip.Timing.CpuClock;
        int period = (int)Math.Round((clock / (steps * Frequency(key))) - 1);

        Assert.Equal(clock / (steps * (period + 1)), player.Measure(voice, 1), 6);
        player.Off(key, channel);
        Assert.True(player.IsSilent(voice));
        Assert.False(player.Instrument.IsSounding);
    }

    [Theory]
    [InlineData(0, ApuVoice.Pulse1, 84)]
    [InlineData(0, ApuVoice.Pulse1, 100)]
    [InlineData(2, ApuVoice.Triangle, 76)]
    [InlineData(2, ApuVoice.Triangle, 98)]
    public void ExactPitchIsRightInTheMeanToATenthOfACent(int channel, ApuVoice voice, int key)
    {
        double nearest = new Player(Channels).On(key, channel).Measure(voice, 2);
        double exact = new Player(s =>
        {
            s.VoiceMode = VoiceMode.Channels;
            s.ExactPitch = true;
        }).On(key, channel).Measure(voice, 2);

        Assert.InRange(Cents(exact, Frequency(key)), -0.1, 0.1);
        Assert.NotInRange(Cents(nearest, Frequency(key)), -0.5, 0.5);
    }

    [Theory]
    [InlineData(ApuVoice.Pulse1)]
    [InlineData(ApuVoice.Pulse2)]
    public void ABendOverTheHighByteNeverStartsTheWaveformOver(ApuVoice voice)
    {
        // periods 0x1C5 to 0x238, over $1FF/$200 and back many times, at every phase of waveform and frame counter
        var player = new Player(Channels).On(57, (int)voice).Seconds(0.1);
        int before = player.Levels.Count;
        for (int i = 0; i < 2000; i++)
        {
            player.Instrument.PitchBend(player.Now, (int)voice, Math.Sin(i * 0.9) * 0.95);
            player.Cycles(3001 + (i % 7 * 977));
        }

        List<long> edges = [.. player.Levels.Skip(before).Where(change => change.Voice == voice).Select(change => change.Cycle)];
        List<long> halves = [.. edges.Zip(edges.Skip(1), (a, b) => b - a)];
        int crossings = player.Log.Writes.Count(write => write.Address == 0x4017 && write.Value == 0xC0);
        int restarts = player.Log.Writes.Count(write => write.Address == 0x4003 + ((int)voice * 4)) - 1;

        Assert.True(crossings > 500, $"{crossings} crossings");
        // near the frame counter's own steps the extra clock is not safe: there, and only there, the high byte is written
        Assert.InRange(restarts, 0, crossings / 50);
        // a half wave is eight timer periods; a restart would cut one short
        Assert.InRange(halves.Count(half => half is < 8 * 0x1C0 or > 8 * 0x23C), 0, restarts);
    }

    [Fact]
    public void ABendOverTheHighByteIsRightBesideTheFrameCountersOwnSteps()
    {
        // there the chip leaves an extra clock out; the counter started anew 12 cycles after Reset's cycle 0
        int[] steps = [.. ApuTiming.Of(ApuRegion.Ntsc).FrameSteps[..6].ToArray().Distinct()];
        foreach (int at in steps.SelectMany(step => Enumerable.Range(step - 4, 24)))
        {
            var player = new Player(Channels).On(57);
            player.Cycles(at - player.Now);
            player.Instrument.PitchBend(player.Now, 0, -1);

            double clock = player.Chip.Timing.CpuClock;
            int period = (int)Math.Round((clock / (16 * Frequency(55))) - 1);
            player.Cycles(20_000);
            Assert.Equal(clock / (16 * (period + 1)), player.Measure(ApuVoice.Pulse1, 0.05), 6);
        }
    }

    [Fact]
    public void ANoteWithinTheFewCyclesOfACarrySoundsAtItsOwnPitch()
    {
        for (int later = 0; later <= 12; later++)
        {
            var player = new Player(Channels).On(57).Cycles(40_000);
            player.Instrument.PitchBend(player.Now, 0, -1);
            player.Cycles(later);
            player.Instrument.PitchBend(player.Now, 0, 0);
            player.On(81).Cycles(20_000);

            Assert.InRange(Cents(player.Measure(ApuVoice.Pulse1, 0.2), Frequency(81)), -7, 7);
        }
    }

    [Fact]
    public void TheTriangleStartsAndStopsAtItsCycle()
    {
        var player = new Player(Channels).Cycles(12_345);
        long on = player.Now;
        player.On(69, 2).Cycles(50_000);
        long off = player.Now;
        player.Off(69, 2).Cycles(50_000);
        List<long> steps =
        [
            .. player
                .Levels.Where(change => change.Voice == ApuVoice.Triangle && change.Cycle >= on)
                .Select(change => change.Cycle),
        ];

        // one timer period (127 cycles) at most, and nothing after the end
        Assert.InRange(steps[0], on, on + 127);
        Assert.InRange(steps[^1], off - 127, off);
    }

    [Fact]
    public void AHardwareEnvelopeDecaysAndStartsOverWithEachNote()
    {
        var player = new Player(s =>
        {
            s.VoiceMode = VoiceMode.Channels;
            s[ApuVoice.Pulse1].HardwareEnvelope = true;
            s[ApuVoice.Pulse1].EnvelopePeriod = 0;
        });
        for (int note = 0; note < 3; note++)
        {
            int before = player.Levels.Count;
            player.On(69).Frames(6);
            Assert.Equal(15, player.Levels.Skip(before).Max(change => change.Level));
            Assert.True(player.IsSilent(ApuVoice.Pulse1));
            player.Off(69).Frames(1);
        }
    }

    [Fact]
    public void AHeldEnvelopeWhoseLengthRanOutStillStartsTheNextNote()
    {
        // 254 half frames are 2.1 s
        var player = new Player(s =>
        {
            s.VoiceMode = VoiceMode.Channels;
            s[ApuVoice.Pulse1].HardwareEnvelope = true;
            s[ApuVoice.Noise].HardwareEnvelope = true;
        }).On(69).On(40, 3).Seconds(3).Off(69).Off(40, 3);
        player.Settings[ApuVoice.Pulse1].HardwareEnvelope = false;
        player.Settings[ApuVoice.Noise].HardwareEnvelope = false;
        player.On(69).On(40, 3);

        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.1), 438, 442);
        Assert.False(player.IsSilent(ApuVoice.Noise));
    }

    [Fact]
    public void ASweepBendsEachNoteFromItsOwnPitch()
    {
        var player = new Player(s =>
        {
            s.VoiceMode = VoiceMode.Channels;
            VoiceSettings v = s[ApuVoice.Pulse1];
            v.Sweep = true;
            v.SweepUp = true;
            v.SweepPeriod = 7;
            v.SweepShift = 3;
        });
        for (int note = 0; note < 3; note++)
        {
            // the first half frame may reload the divider or find it at 0, so measure before eight of them have passed
            player.On(57);
            double first = player.Measure(ApuVoice.Pulse1, 0.02);
            player.Seconds(0.2);
            double later = player.Measure(ApuVoice.Pulse1, 0.02);
            player.Off(57).Frames(10);

            Assert.InRange(first, 200, 290);
            Assert.True(later > 1.3 * first, $"{first} Hz to {later} Hz");
        }

        player.Settings[ApuVoice.Pulse1].Sweep = false;
        Assert.InRange(player.On(57).Measure(ApuVoice.Pulse1, 0.2), 219.5, 220.5);
    }

    [Fact]
    public void EverySampleSoundsAndEndsAtRest()
    {
        var player = new Player(Channels);
        for (int sample = 0; sample < player.Settings.Samples.Samples.Length; sample++)
        {
            int before = player.Levels.Count;
            // rate 15, the highest of the sample's sixteen keys
            player.On(36 + (16 * sample) + 15, 4).Seconds(0.5);
            var levels = player.Levels.Skip(before).Where(change => change.Voice == ApuVoice.Dmc).ToList();

            Assert.InRange(levels.Max(change => change.Level), 40, 127);
            Assert.Equal(0, player.Chip.Level(ApuVoice.Dmc));
            Assert.False(player.Instrument.IsSounding);
        }
    }

    [Fact]
    public void TheTriangleBesideASampleDoesNotStartItAgain()
    {
        var player = new Player(Channels).On(51, 4);
        for (int i = 0; i < 400; i++)
            player.On(60 + (i % 12), 2).Cycles(997).Off(60 + (i % 12), 2).Cycles(811);
        player.Seconds(0.2);

        // played once: the level returns to rest and stays
        Assert.Equal(0, player.Chip.Level(ApuVoice.Dmc));
        Assert.True(player.IsSilent(ApuVoice.Dmc));
    }

    [Fact]
    public void ResetSilencesAndForgetsWhateverWasPlayed()
    {
        var fresh = new RegisterLog();
        new ChipInstrument(fresh, new InstrumentSettings()).Reset(ApuRegion.Ntsc, 1_789_772.7, 0);
        Player player = new Player(Channels).Control(64, 127).Control(11, 20).On(57).On(57, 1).On(57, 2).On(57, 3).On(57, 4);
        player.Instrument.PitchBend(player.Now, 0, 1);
        player.Cycles(50_000).Log.Clear();
        player.Instrument.Reset(ApuRegion.Ntsc, player.Chip.Timing.CpuClock, player.Now);

        Assert.Equal(fresh.Writes, player.Log.Writes.Select(write => (write.Cycle - player.Now, write.Address, write.Value)));
        Assert.False(player.Instrument.IsSounding);
        player.Cycles(200);
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
            Assert.True(player.IsSilent(voice), voice.ToString());
        player.Log.Clear();
        player.On(69);
        Assert.Contains((player.Now, 0x4000, (byte)0xBF), player.Log.Writes);
        Assert.False(player.Off(69).Instrument.IsSounding);
        Assert.InRange(player.On(69).Measure(ApuVoice.Pulse1, 0.2), 439, 441);
    }

    private static double Frequency(int key) => 440 * Math.Pow(2, (key - 69) / 12.0);

    private static double Cents(double frequency, double reference) => 1200 * Math.Log2(frequency / reference);
}
