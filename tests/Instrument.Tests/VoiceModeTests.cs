using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Tests.Support;
using LakhNes.Score.Percussion;

namespace LakhNes.Instrument.Tests;

/// <summary>Which voice plays which note.</summary>
public class VoiceModeTests
{
    [Fact]
    public void ChannelsOneToFiveAndTenHaveAVoiceEachAndTheOthersNone()
    {
        var player = New(VoiceMode.Channels);
        for (int channel = 0; channel < 16; channel++)
            player.On(60, channel);

        Assert.Equal(
            [0, 1, 2, 9, 4],
            Enumerable.Range(0, 5).Select(voice => player.Instrument.ActivityOf((ApuVoice)voice).Channel)
        );
    }

    [Fact]
    public void AChannelPlaysItsNewestNoteAndComesBackToTheOneBefore()
    {
        var player = New(VoiceMode.Channels).On(60).On(64).On(67);
        Assert.Equal(67, Key(player, ApuVoice.Pulse1));

        player.Off(64).Off(67);
        Assert.Equal(60, Key(player, ApuVoice.Pulse1));
        player.Off(60);
        Assert.Equal(-1, Key(player, ApuVoice.Pulse1));
    }

    [Fact]
    public void PolyGivesAReleasingVoiceBeforeASustainedOneBeforeAHeldOne()
    {
        // all three voices release for a second
        var player = New(
            VoiceMode.Poly,
            s =>
            {
                foreach (ApuVoice voice in Melodic)
                    s[voice].VolumeSteps.Set([15, .. Enumerable.Repeat((sbyte)5, 60)], release: 1);
            }
        );
        player.On(60).On(62).On(64).Control(64, 127).Off(62).Control(64, 0, channel: 3);
        // 60 held, 62 sustained, 64 held: the sustained one gives way
        player.On(65);
        Assert.Equal([60, 65, 64], Keys(player));

        player.Control(64, 0).Off(64);
        // 64 releases now, though 60 is older
        player.On(67);
        Assert.Equal([60, 65, 67], Keys(player));

        player.On(69);
        Assert.Equal([69, 65, 67], Keys(player));
    }

    [Fact]
    public void PolyPutsBassNotesOnTheTriangleAndLeavesMutedVoicesOut()
    {
        var player = New(VoiceMode.Poly).On(47).On(48);
        Assert.Equal([48, -1, 47], Keys(player));

        player = New(VoiceMode.Poly, s => s[ApuVoice.Pulse1].Mute = true).On(60).On(62).On(64);
        Assert.Equal([-1, 64, 62], Keys(player));
    }

    [Fact]
    public void PolyPlaysTheSameKeyAgainWhereItSounds()
    {
        var player = New(VoiceMode.Poly).On(60).On(62).On(62).On(60);

        Assert.Equal([60, 62, -1], Keys(player));
        Assert.Equal([-1, -1, -1], Keys(player.Off(60).Off(62)));
    }

    [Fact]
    public void PolyDoesNotBringAStolenNoteBack()
    {
        var player = New(VoiceMode.Poly).On(60).On(62).On(64).On(65).Off(65);

        Assert.Equal([-1, 62, 64], Keys(player));
    }

    [Fact]
    public void ChannelTenIsDrumsInEveryModeButChannels()
    {
        foreach (VoiceMode mode in Enum.GetValues<VoiceMode>())
        {
            var player = New(mode).On(38, 9).On(60);
            Assert.Equal(38, Key(player, ApuVoice.Noise));
            Assert.Equal(60, Key(player, ApuVoice.Pulse1));
        }
    }

    [Fact]
    public void DrumsOutsideGeneralMidiAreSilentAndAllInsideAreHeard()
    {
        for (int key = 0; key < 128; key++)
        {
            var player = New(VoiceMode.Poly).On(key, 9).Off(key, 9);

            Assert.Equal(key is >= 35 and <= 81, player.Instrument.IsSounding);
            if (player.Instrument.IsSounding)
                Assert.False(player.IsSilent(ApuVoice.Noise, 0.04), $"drum {key}");
            Assert.False(player.Seconds(1).Instrument.IsSounding);
        }
    }

    [Fact]
    public void TheDrumMapStandsInKeyOrderWithinTheChipsRanges()
    {
        int key = 35;
        foreach (Drum drum in DrumMap.All)
        {
            Assert.Equal(key++, drum.Key);
            Assert.InRange(drum.Period, 0, 15);
            Assert.InRange(drum.LastPeriod, 0, 15);
            Assert.InRange(drum.Level, 1, 15);
            Assert.InRange(drum.Frames, 1, 60);
        }

        Assert.Equal(82, key);
    }

    [Fact]
    public void OfHitsOnOneBeatTheMoreImportantIsHeard()
    {
        Assert.Equal(36, Key(New(VoiceMode.Poly).On(36, 9).On(42, 9), ApuVoice.Noise));
        Assert.Equal(36, Key(New(VoiceMode.Poly).On(42, 9).On(36, 9), ApuVoice.Noise));
        Assert.Equal(42, Key(New(VoiceMode.Poly).On(36, 9).Frames(3).On(42, 9), ApuVoice.Noise));
    }

    [Fact]
    public void TheKeyboardReachesAllSixteenPeriodsInBothModes()
    {
        var seen = new HashSet<byte>();
        for (int key = 36; key < 68; key++)
        {
            var player = New(VoiceMode.Channels).On(key, 3);
            seen.UnionWith(player.Log.Writes.Where(write => write.Address == 0x400E).Select(write => write.Value));
        }

        Assert.Equal(
            Enumerable.Range(0, 16).SelectMany(period => new[] { (byte)period, (byte)(0x80 | period) }).Order(),
            seen.Append((byte)0).Distinct().Order()
        );
    }

    [Fact]
    public void SoloPlaysItsVoiceFromAnyChannel()
    {
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
        {
            var player = New(VoiceMode.Solo, s => s.SoloVoice = voice).On(60, 6);

            Assert.Equal(60, Key(player, voice));
        }
    }

    [Fact]
    public void UnisonUsesTwoOrThreeVoices()
    {
        Assert.Equal([60, 60, -1], Keys(New(VoiceMode.Unison).On(60)));
        Assert.Equal([60, 60, 60], Keys(New(VoiceMode.Unison, s => s.UnisonVoices = 3).On(60)));
    }

    [Theory]
    [InlineData(ArpeggioOrder.Up, 1, new[] { 72, 76, 79, 72, 76, 79 })]
    [InlineData(ArpeggioOrder.Down, 1, new[] { 79, 76, 72, 79, 76, 72 })]
    [InlineData(ArpeggioOrder.UpDown, 1, new[] { 72, 76, 79, 76, 72, 76 })]
    [InlineData(ArpeggioOrder.Played, 1, new[] { 76, 72, 79, 76, 72, 79 })]
    [InlineData(ArpeggioOrder.Up, 2, new[] { 72, 76, 79, 84, 88, 91 })]
    [InlineData(ArpeggioOrder.Down, 2, new[] { 91, 88, 84, 79, 76, 72 })]
    public void AnArpeggioGoesThroughItsNotesInOrder(ArpeggioOrder order, int octaves, int[] expected)
    {
        var player = New(
            VoiceMode.Arpeggio,
            s =>
            {
                s.ArpeggioOrder = order;
                s.ArpeggioOctaves = octaves;
            }
        );
        player.On(76).On(72).On(79);
        // the first step stands before the chord is whole; its second round is complete
        player.Frames((3 * octaves * (order == ArpeggioOrder.UpDown ? 4 : 3)) - 0.5);
        var played = new List<int>();
        for (int step = 0; step < expected.Length; step++)
        {
            player.Frames(1);
            double clock = player.Chip.Timing.CpuClock;
            int period = player.Log.Writes.Last(write => write.Address == 0x4002).Value;
            played.Add((int)Math.Round(69 + (12 * Math.Log2(clock / (16 * (period + 1)) / 440))));
        }

        Assert.Equal(expected, played);
    }

    [Fact]
    public void AFullTableGivesUpTheOldestUnheardNote()
    {
        var player = New(VoiceMode.Channels);
        for (int id = 0; id < 200; id++)
            player.On(60, id: id);

        Assert.Equal(199, player.Instrument.ActivityOf(ApuVoice.Pulse1).NoteId);
        Assert.Equal(72, player.Instrument.EndedNotes.Length);
        for (int id = 199; id > 72; id--)
            player.Off(60, id: id);
        Assert.Equal(72, player.Instrument.ActivityOf(ApuVoice.Pulse1).NoteId);
    }

    private static readonly ApuVoice[] Melodic = [ApuVoice.Pulse1, ApuVoice.Pulse2, ApuVoice.Triangle];

    private static Player New(VoiceMode mode, Action<InstrumentSettings>? set = null) =>
        new(s =>
        {
            s.VoiceMode = mode;
            set?.Invoke(s);
        });

    private static int Key(Player player, ApuVoice voice) => player.Instrument.ActivityOf(voice).Key;

    private static IEnumerable<int> Keys(Player player) => Melodic.Select(voice => Key(player, voice)).ToList();
}
