using LakhNes.Score.Registers;
using LakhNes.Score.Text;
using LakhNes.Score.Trackers;

namespace LakhNes.Score.Tests.Trackers;

public class ModulePlayerTests
{
    private const double TickSamples = 44100 / 60.0988;

    [Fact]
    public void ATuneComesBackBarForBarAndNoteForNote()
    {
        NesScore score = BarText.Parse(Tune(), "song");
        ModulePerformance played = Play(ModuleBuilder.Build(score, TrackerBand.Plain(score), "song"));
        Assert.Equal(string.Join('\n', score.Bars), string.Join('\n', played.InBars!.Bars));
        Assert.Equal(score.Events, played.InBars.Events.Where(e => e.IsNote));
        Assert.Equal(score.Length, played.InBars.Length);
        Assert.Equal(score.Seconds, played.Registers.Length / 44100.0, 0.05);
    }

    [Fact]
    public void MacrosPlayAStepATickAndLoop()
    {
        TrackerModule module = OneNote(
            new TrackerInstrument("x") { [MacroKind.Volume] = new Macro([15, 10, 5], 1), [MacroKind.Duty] = new Macro([0, 2]) }
        );
        int[] levels = Values(Play(module), 0x4000).Take(5).Select(value => value & 15).ToArray();
        Assert.Equal([15, 10, 5, 10, 5], levels);
        Assert.Equal([0, 2], Values(Play(module), 0x4000).Take(2).Select(value => value >> 6));
    }

    [Fact]
    public void APitchMacroAddsUpAndAnArpeggioDoesNot()
    {
        int a3 = ScorePlayer.TimerOf(NesVoice.Pulse1, 69, RegisterLog.NtscClock),
            e4 = ScorePlayer.TimerOf(NesVoice.Pulse1, 76, RegisterLog.NtscClock);
        Assert.Equal(
            [(a3 + 1) & 255, (a3 + 2) & 255, (a3 + 3) & 255],
            Values(Play(OneNote(new TrackerInstrument("x") { [MacroKind.Pitch] = new Macro([1], 0) })), 0x4002).Take(3)
        );
        Assert.Equal(
            [a3 & 255, e4 & 255, a3 & 255, e4 & 255],
            Values(Play(OneNote(new TrackerInstrument("x") { [MacroKind.Arpeggio] = new Macro([0, 7], 0) })), 0x4002).Take(4)
        );
    }

    [Fact]
    public void AReleasePointIsHeldUntilTheKeyIsLetGo()
    {
        TrackerModule module = OneNote(new TrackerInstrument("x") { [MacroKind.Volume] = new Macro([15, 8, 4, 0], -1, 1) });
        module.Songs[0].PatternOf(0, 0)[2] = new TrackerCell(TrackerCell.Release);
        RegisterWrite[] writes =
        [
            .. Play(module)
                .Registers.Writes.Where(write =>
                    write.Address == 0x4000 && (write.Value & 15) != 0 || write.Time > 0 && write.Address == 0x4000
                ),
        ];
        Assert.Equal([15, 8, 4, 0], writes.Select(write => write.Value & 15));
        Assert.Equal([0, 1, 12, 13], writes.Select(write => (int)Math.Round(write.Time / TickSamples)));
    }

    [Theory]
    [InlineData('G', 3, 3)]
    [InlineData('G', 0, 0)]
    public void ADelayedNoteBeginsTicksLater(char code, int value, int tick)
    {
        TrackerModule module = OneNote(new TrackerInstrument("x"));
        module.Songs[0].PatternOf(0, 0)[0] = new TrackerCell(45, 0).With(code, value);
        RegisterWrite first = Play(module).Registers.Writes.First(write => write.Address == 0x4002);
        Assert.Equal(tick, (int)Math.Round(first.Time / TickSamples));
    }

    [Fact]
    public void ANoteIsCutAfterItsTicks()
    {
        TrackerModule module = OneNote(new TrackerInstrument("x"));
        module.Songs[0].PatternOf(0, 0)[0] = new TrackerCell(45, 0).With('S', 4);
        RegisterWrite cut = Play(module).Registers.Writes.Last(write => write.Address == 0x4000);
        Assert.Equal((4, 0), ((int)Math.Round(cut.Time / TickSamples), cut.Value & 15));
    }

    [Fact]
    public void ASongThatGoesBackLoopsThereAndOneThatStopsDoesNot()
    {
        TrackerModule module = OneNote(new TrackerInstrument("x"));
        TrackerSong song = module.Songs[0];
        song.Order.Add(new int[TrackerChannel.Count]);
        song.Order[1][0] = 1;
        song.PatternOf(0, 1)[3] = TrackerCell.Empty.With('B', 1);
        RegisterLog loops = Play(module).Registers;
        Assert.Equal(48, (int)Math.Round(loops.Length / TickSamples));
        Assert.Equal(24, (int)Math.Round(loops.Loop!.Value.Time / TickSamples));
        Assert.True(loops.Loop.Value.WriteIndex > 0);
        song.PatternOf(0, 1)[3] = TrackerCell.Empty.With('C', 0);
        Assert.Null(Play(module).Registers.Loop);
    }

    [Fact]
    public void SpeedAndTempoSetHowLongRowsLast()
    {
        TrackerModule module = OneNote(new TrackerInstrument("x"));
        module.Songs[0].PatternOf(0, 0)[2] = TrackerCell.Empty.With('F', 3);
        Assert.Equal(6 + 6 + 3 + 3, (int)Math.Round(Play(module).Registers.Length / TickSamples));
        module.Songs[0].PatternOf(0, 0)[2] = TrackerCell.Empty.With('F', 75);
        Assert.Equal(6 + 6 + 12 + 12, (int)Math.Round(Play(module).Registers.Length / TickSamples));
    }

    [Fact]
    public void SamplesPlayFromMemoryAtTheirRate()
    {
        TrackerModule module = OneNote(
            new TrackerInstrument("x") { Keys = new Dictionary<int, SampleKey> { [40] = new(0, 9, false) } }
        );
        module.Samples[0] = new TrackerSample("s", new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 });
        module.Songs[0].PatternOf(4, 0)[1] = new TrackerCell(40, 0);
        RegisterLog log = Play(module).Registers;
        Assert.Equal(0xC000, log.Samples.Single().Address);
        Assert.Equal(9, log.Writes.Single(write => write.Address == 0x4010).Value);
        Assert.Equal(1, log.Writes.Single(write => write.Address == 0x4013).Value);
        Assert.Contains(log.Writes, write => write.Address == 0x4015 && (write.Value & 16) != 0);
    }

    [Fact]
    public void EffectsThatAreNotPlayedAreNamed()
    {
        TrackerModule module = OneNote(new TrackerInstrument("x"));
        module.Songs[0].PatternOf(0, 0)[1] = TrackerCell.Empty.With('H', 0x11).With('7', 0x44);
        Assert.Contains(Play(module).Registers.Warnings, warning => warning.ToString() == "a: effects 7, H are passed over");
    }

    private static string Tune()
    {
        // a bass and a tune in four bars, each with its own bar line
        System.Text.StringBuilder text = new();
        int[] roots = [45, 41, 48, 43];
        for (int bar = 0; bar < 8; bar++)
        {
            text.Append(bar == 0 ? "BAR\nMETRE_4_4\nTEMPO_150\n" : "BAR\n");
            for (int step = 0; step < 96; step += 12)
            {
                text.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"POS_{step}\nP1_NOTEON_{69 + ((step / 12 * 5) + bar) % 12}\n"
                );
                if (step % 24 == 0)
                    text.Append(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"TR_NOTEON_{roots[bar % 4]}\nNO_NOTEON_{(step % 48 == 0 ? 4 : 12)}\n"
                    );
            }
        }
        return text.ToString();
    }

    private static TrackerModule OneNote(TrackerInstrument instrument)
    {
        TrackerModule module = new();
        module.Instruments[0] = instrument;
        TrackerSong song = new("", 4, 6, 150);
        song.Order.Add(new int[TrackerChannel.Count]);
        song.PatternOf(0, 0)[0] = new TrackerCell(45, 0);
        module.Songs.Add(song);
        return module;
    }

    private static ModulePerformance Play(TrackerModule module) => ModulePlayer.Play(module, 0, "a", 60);

    private static IEnumerable<int> Values(ModulePerformance played, int address) =>
        played.Registers.Writes.Where(write => write.Address == address).Select(write => (int)write.Value);
}
