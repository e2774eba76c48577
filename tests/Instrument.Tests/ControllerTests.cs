using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Tests.Support;
using LakhNes.Instrument.Voices;

namespace LakhNes.Instrument.Tests;

/// <summary>Controllers, bend, pressure and note expressions, in the three dialects.</summary>
public class ControllerTests
{
    private static readonly Action<InstrumentSettings> Channels = s => s.VoiceMode = VoiceMode.Channels;

    [Theory]
    [InlineData(VelocityCurve.Fixed, 10, 15)]
    [InlineData(VelocityCurve.Linear, 127, 15)]
    [InlineData(VelocityCurve.Linear, 64, 8)]
    [InlineData(VelocityCurve.Linear, 1, 1)]
    [InlineData(VelocityCurve.Soft, 32, 8)]
    [InlineData(VelocityCurve.Hard, 64, 4)]
    public void VelocityBecomesOneOfSixteenLevels(VelocityCurve curve, int velocity, int level)
    {
        var player = new Player(s =>
        {
            s.VoiceMode = VoiceMode.Channels;
            s[ApuVoice.Pulse1].VelocityCurve = curve;
        }).On(60, velocity: velocity / 127.0);

        Assert.Equal(level, Level(player));
    }

    [Fact]
    public void ANoteOnOfVelocityZeroIsANoteOff()
    {
        var player = new Player(Channels).On(60).On(60, velocity: 0);

        Assert.False(player.Instrument.IsSounding);
    }

    [Fact]
    public void ExpressionScalesTheLevelAndVolumeAndPanOnlyTheMix()
    {
        var player = new Player(Channels).On(60).Control(11, 64);
        Assert.Equal(8, Level(player));
        Assert.Equal(0, Level(player.Control(11, 0)));

        player.Instrument.MixChanged = false;
        player.Control(11, 127).Control(7, 64).Control(10, 0);
        Assert.Equal(15, Level(player));
        Assert.True(player.Instrument.MixChanged);
        Assert.Equal(Math.Pow(64 / 127.0, 2), player.Instrument.GainOf(ApuVoice.Pulse1), 9);
        Assert.Equal(-1, player.Instrument.PanOf(ApuVoice.Pulse1));
        Assert.Equal(0, player.Control(10, 64).Instrument.PanOf(ApuVoice.Pulse1));
        Assert.Equal(1, player.Control(10, 127).Instrument.PanOf(ApuVoice.Pulse1));
        Assert.Equal(1, player.Instrument.GainOf(ApuVoice.Pulse2));
    }

    [Fact]
    public void AVoiceTakesTheMixOfTheChannelThatItPlays()
    {
        var player = new Player(s => s.VoiceMode = VoiceMode.Poly).Control(7, 0, channel: 5).On(60, 2).On(62, 5);

        Assert.Equal(1, player.Instrument.GainOf(ApuVoice.Pulse1));
        Assert.Equal(0, player.Instrument.GainOf(ApuVoice.Pulse2));
    }

    [Fact]
    public void ThePedalHoldsNotesUntilItIsLifted()
    {
        var player = new Player(s => s.VoiceMode = VoiceMode.Poly).On(60).On(62, 1).Control(64, 127).Off(60).Off(62, 1);
        Assert.Equal(60, player.Instrument.ActivityOf(ApuVoice.Pulse1).Key);
        Assert.Equal(VoiceActivity.None, player.Instrument.ActivityOf(ApuVoice.Pulse2));

        Assert.False(player.Control(64, 63).Instrument.IsSounding);
    }

    [Fact]
    public void AllNotesOffReleasesAndAllSoundOffCuts()
    {
        static Player Releasing() => new Player(s =>
            {
                s.VoiceMode = VoiceMode.Channels;
                s[ApuVoice.Pulse1].VolumeSteps.Set([15, 5, 4, 3, 2, 1], release: 1);
            }).On(60).On(60, 1);

        Player player = Releasing().Control(123, 0);
        Assert.Equal(5, Level(player));
        Assert.Equal(60, player.Instrument.ActivityOf(ApuVoice.Pulse2).Key);

        player = Releasing().Control(120, 0);
        Assert.Equal(0, Level(player));
        Assert.Equal(60, player.Instrument.ActivityOf(ApuVoice.Pulse2).Key);

        player = Releasing().Control(64, 127).Control(123, 0);
        Assert.Equal(15, Level(player));
        player.Control(64, 0);
        Assert.Equal(5, Level(player));
        player.Control(120, 0);
        Assert.Equal(0, Level(player));
    }

    [Fact]
    public void ResetAllControllersLeavesVolumeAndPan()
    {
        var player = new Player(Channels)
            .Control(1, 127)
            .Control(7, 64)
            .Control(10, 0)
            .Control(11, 10)
            .Control(64, 127)
            .On(69)
            .Off(69);
        player.Instrument.PitchBend(player.Now, 0, 1);
        player.Instrument.ChannelPressure(player.Now, 0, 1);
        player.Control(121, 0);

        // the pedal is up, so the note has ended
        Assert.False(player.Instrument.IsSounding);
        Assert.Equal(15, Level(player.On(69)));
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.5), 439, 441);
        Assert.InRange(player.Instrument.GainOf(ApuVoice.Pulse1), 0.2, 0.3);
        Assert.Equal(-1, player.Instrument.PanOf(ApuVoice.Pulse1));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    [InlineData(24, 24)]
    public void TheBendRangeIsTheParametersUnlessRpnZeroSetsIt(double range, double semitones)
    {
        var player = new Player(s =>
        {
            s.VoiceMode = VoiceMode.Channels;
            s.BendRange = range;
        }).On(57);
        player.Instrument.PitchBend(player.Now, 0, 1);
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.2), 0.98 * Frequency(57 + semitones), 1.02 * Frequency(57 + semitones));

        player.Control(101, 0).Control(100, 0).Control(6, 7).Control(38, 50);
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.2), 0.995 * Frequency(64.5), 1.005 * Frequency(64.5));

        // a selected NRPN, or none, leaves it alone
        player.Control(99, 0).Control(6, 1).Control(101, 127).Control(100, 127).Control(6, 1);
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.2), 0.995 * Frequency(64.5), 1.005 * Frequency(64.5));
    }

    [Fact]
    public void WheelAndPressuresAndExpressionAddVibratoOfTheSetDepthTogether()
    {
        Action<Player>[] ways =
        [
            player => player.Control(1, 127),
            player => player.Instrument.ChannelPressure(player.Now, 0, 1),
            player => player.Instrument.KeyPressure(player.Now, 0, 81, 1),
            player => player.Instrument.NoteVibrato(player.Now, 0, 81, -1, 1),
            player =>
            {
                player.Control(1, 127);
                player.Instrument.ChannelPressure(player.Now, 0, 1);
            },
        ];
        foreach (Action<Player> way in ways)
        {
            var player = new Player(s =>
            {
                s.VoiceMode = VoiceMode.Channels;
                s.ModulationCents = 100;
            }).On(81).Frames(2);
            way(player);
            player.Seconds(0.5);
            List<byte> periods = [.. player.Log.Writes.Where(write => write.Address == 0x4002).Select(write => write.Value)];

            // A5 is period 126; a semitone up 119, down 134, and 6 Hz in frames just misses the crests
            Assert.Equal(126, periods[0]);
            Assert.InRange(periods.Min(), 119, 120);
            Assert.InRange(periods.Max(), 132, 134);
        }
    }

    [Fact]
    public void NoteExpressionsReachOnlyTheirNote()
    {
        var player = new Player(s => s.VoiceMode = VoiceMode.Poly).On(69, id: 5).On(69, channel: 1, id: 6);
        player.Instrument.NoteTuning(player.Now, -1, -1, 6, 12);
        player.Instrument.NoteVolume(player.Now, 1, 69, -1, 0.5);
        player.Cycles(1000);

        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.2), 438, 442);
        Assert.InRange(player.Measure(ApuVoice.Pulse2, 0.2), 876, 884);
        Assert.Equal(15, Level(player));
        Assert.Equal(8, player.Log.Writes.Last(write => write.Address == 0x4004).Value & 15);

        player.Off(0, channel: 9, id: 6);
        Assert.Equal(VoiceActivity.None, player.Instrument.ActivityOf(ApuVoice.Pulse2));
        player.Instrument.NoteOff(player.Now, -1, -1, -1);
        Assert.False(player.Instrument.IsSounding);
        Assert.Equal([6, 5], player.Instrument.EndedNotes.ToArray().Select(note => note.NoteId));
    }

    [Fact]
    public void ChokeCutsWithoutReleaseWhateverThePedalSays()
    {
        var player = new Player(s =>
        {
            s.VoiceMode = VoiceMode.Poly;
            s[ApuVoice.Pulse1].VolumeSteps.Set([15, 5, 4], release: 1);
        }).Control(64, 127).On(60);
        player.Instrument.Choke(player.Now, 0, 60, -1);

        Assert.False(player.Instrument.IsSounding);
        Assert.Equal(0, Level(player));
    }

    [Fact]
    public void AnMpeChannelBendsItsOwnNoteByFortyEightSemitonesAndTheManagerBendsAll()
    {
        var player = Mpe().On(57, 1).On(57, 2);
        player.Instrument.PitchBend(player.Now, 1, 0.25);
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.2), 0.99 * Frequency(69), 1.01 * Frequency(69));
        Assert.InRange(player.Measure(ApuVoice.Pulse2, 0.2), 0.99 * Frequency(57), 1.01 * Frequency(57));

        player.Instrument.PitchBend(player.Now, 0, 1);
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.2), 0.99 * Frequency(71), 1.01 * Frequency(71));
        Assert.InRange(player.Measure(ApuVoice.Pulse2, 0.2), 0.99 * Frequency(59), 1.01 * Frequency(59));
    }

    [Fact]
    public void MpeMembersShareTheirBendRangeAndTheManagersPedal()
    {
        // RPN 0 on one member sets the range of all
        var player = Mpe().Control(101, 0, 3).Control(100, 0, 3).Control(6, 12, 3).On(57, 1);
        player.Instrument.PitchBend(player.Now, 1, 1);
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.2), 0.99 * Frequency(69), 1.01 * Frequency(69));

        player.Control(64, 127).Off(57, 1);
        Assert.True(player.Instrument.IsSounding);
        Assert.False(player.Control(64, 0).Instrument.IsSounding);
    }

    [Fact]
    public void TheMpeConfigurationMessageSetsTheZone()
    {
        // eight members: channel 10 lies outside and is drums again; nonsense is bounded
        var player = Mpe().On(60, 9);
        Assert.Equal(60, player.Instrument.ActivityOf(ApuVoice.Pulse1).Key);
        player.Control(101, 0).Control(100, 6).Control(6, 8).On(38, 9);
        Assert.Equal(38, player.Instrument.ActivityOf(ApuVoice.Noise).Key);

        player.Control(6, 127).On(62, 9);
        Assert.Equal(62, player.Instrument.ActivityOf(ApuVoice.Pulse2).Key);
    }

    [Fact]
    public void TheMpeUpperZoneHasItsOwnManagerAndMembersFromTheTop()
    {
        // channel 16 takes four members, 15 to 12; ten are left to the lower zone
        var player = Mpe().Control(101, 0, 15).Control(100, 6, 15).Control(6, 4, 15).On(57, 14).On(57, 1);
        player.Instrument.PitchBend(player.Now, 14, 0.25);
        player.Instrument.PitchBend(player.Now, 15, 1);
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.2), 0.99 * Frequency(71), 1.01 * Frequency(71));
        Assert.InRange(player.Measure(ApuVoice.Pulse2, 0.2), 0.99 * Frequency(57), 1.01 * Frequency(57));

        // each zone's bend range and pedal are its own
        player.Control(101, 0, 11).Control(100, 0, 11).Control(6, 12, 11);
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.2), 0.99 * Frequency(62), 1.01 * Frequency(62));
        player.Control(64, 127, 0).Off(57, 14).Off(57, 1);
        Assert.Equal(-1, player.Instrument.ActivityOf(ApuVoice.Pulse1).Key);
        Assert.Equal(57, player.Instrument.ActivityOf(ApuVoice.Pulse2).Key);
    }

    [Fact]
    public void TheMpeZoneThatWasSetLastTakesItsChannelsFromTheOther()
    {
        // twelve members for the upper zone leave two below: channel 4 is the upper zone's
        var player = Mpe().Control(101, 0, 15).Control(100, 6, 15).Control(6, 12, 15).On(57, 3);
        player.Instrument.PitchBend(player.Now, 15, 1);
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.2), 0.99 * Frequency(59), 1.01 * Frequency(59));

        // all fifteen for the lower zone: channel 16 is its last member
        player.Control(101, 0).Control(100, 6).Control(6, 15).On(57, 15);
        player.Instrument.PitchBend(player.Now, 15, 0.25);
        Assert.InRange(player.Measure(ApuVoice.Pulse2, 0.2), 0.99 * Frequency(69), 1.01 * Frequency(69));
        Assert.InRange(player.Measure(ApuVoice.Pulse1, 0.2), 0.99 * Frequency(57), 1.01 * Frequency(57));

        // no members: the zone is off
        player.Control(6, 0).On(38, 9);
        Assert.Equal(38, player.Instrument.ActivityOf(ApuVoice.Noise).Key);
    }

    [Fact]
    public void MpeTimbreMovesTheDutyFromTheVoicesOwn()
    {
        var player = Mpe().Control(74, 64, 1).On(60, 1);
        Assert.Equal(2, Duty(player));
        Assert.Equal(3, Duty(player.Control(74, 127, 1)));
        Assert.Equal(0, Duty(player.Control(74, 0, 1)));
    }

    [Fact]
    public void NesMdbTimbreIsControllerTwelveAloneAndStartsAtZero()
    {
        var player = new Player(s =>
        {
            s.VoiceMode = VoiceMode.Channels;
            s.MidiDialect = MidiDialect.NesMdb;
        }).On(60, velocity: 15 / 127.0);

        Assert.Equal(0, Duty(player));
        Assert.Equal(3, Duty(player.Control(12, 3)));
        Assert.Equal(15, Level(player));
        Assert.Equal(15, Level(player.Off(60).On(60)));
    }

    [Fact]
    public void NoEventOutsideItsRangeDoesHarm()
    {
        var player = new Player();
        ChipInstrument instrument = player.Instrument;
        foreach (int channel in (int[])[int.MinValue, -2, -1, 0, 15, 16, int.MaxValue])
        {
            foreach (double value in (double[])[double.NaN, double.NegativeInfinity, -1, 2, double.PositiveInfinity])
            {
                instrument.NoteOn(player.Now, channel, 60, value, -1);
                instrument.NoteOn(player.Now, channel, channel, 1, -1);
                instrument.Controller(player.Now, channel, channel, value);
                instrument.Controller(player.Now, channel, 7, value);
                instrument.PitchBend(player.Now, channel, value);
                instrument.ChannelPressure(player.Now, channel, value);
                instrument.KeyPressure(player.Now, channel, channel, value);
                instrument.NoteTuning(player.Now, channel, channel, channel, value);
                instrument.NoteVolume(player.Now, channel, channel, channel, value);
                instrument.NoteVibrato(player.Now, channel, channel, channel, value);
                instrument.SetTempo(value);
                player.Frames(1);
            }
        }

        // time that goes back is taken as now
        instrument.NoteOn(0, 0, 60, 1, -1);
        instrument.NoteOff(player.Now, -1, -1, -1);
        Assert.False(player.Seconds(2).Instrument.IsSounding);
    }

    private static Player Mpe() =>
        new(s =>
        {
            s.VoiceMode = VoiceMode.Poly;
            s.MidiDialect = MidiDialect.Mpe;
        });

    private static int Level(Player player) => player.Log.Writes.Last(write => write.Address == 0x4000).Value & 15;

    private static int Duty(Player player) => player.Log.Writes.Last(write => write.Address == 0x4000).Value >> 6;

    private static double Frequency(double key) => 440 * Math.Pow(2, (key - 69) / 12);
}
