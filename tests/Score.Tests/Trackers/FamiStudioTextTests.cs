using System.Text;
using FsCheck.Xunit;
using LakhNes.Score.Registers;
using LakhNes.Score.Text;
using LakhNes.Score.Trackers;

namespace LakhNes.Score.Tests.Trackers;

[Properties(Arbitrary = [typeof(BarScoreGenerators)], MaxTest = 100)]
public class FamiStudioTextTests
{
    private const double TickSamples = 44100 / 60.0988;

    private const string Start =
        "Project Version=\"4.5.0\" TempoMode=\"FamiStudio\"\n\tInstrument Name=\"Lead\"\n"
        + "\t\tEnvelope Type=\"Volume\" Length=\"3\" Loop=\"1\" Release=\"2\" Values=\"15,8,2\"\n";

    private const string Song =
        "\tSong Name=\"S\" Length=\"2\" LoopPoint=\"0\" PatternLength=\"4\" BeatLength=\"4\" NoteLength=\"6\" Groove=\"6-7\" GroovePaddingMode=\"End\"\n"
        + "\t\tChannel Type=\"Square1\"\n\t\t\tPattern Name=\"P\"\n";

    [Fact]
    public void ABarBecomesNotesThatKnowTheirLengths()
    {
        string text = Text(
            "BAR\nMETRE_4_4\nTEMPO_150\nPOS_0\nP1_NOTEON_69\nNO_NOTEON_16\nPOS_12\nP1_NOTEOFF\nPOS_24\nP1_NOTEON_73\nNO_NOTEON_1"
        );
        Assert.StartsWith("Project TempoMode=\"FamiTracker\" Name=\"song\"\n", text);
        Assert.Contains(
            "\tSong Name=\"song\" Length=\"1\" LoopPoint=\"0\" PatternLength=\"16\" BeatLength=\"4\" FamiTrackerTempo=\"150\" FamiTrackerSpeed=\"6\"\n",
            text
        );
        Assert.Contains("\t\t\t\tNote Time=\"0\" Value=\"A3\" Duration=\"2\" Instrument=\"Pulse 50 %\"\n", text);
        Assert.Contains("\t\t\t\tNote Time=\"4\" Value=\"C#4\" Duration=\"12\" Instrument=\"Pulse 50 %\"\n", text);
        Assert.Contains("\t\t\t\tNote Time=\"0\" Value=\"A#3\" Duration=\"4\" Instrument=\"Noise\"\n", text);
        Assert.Contains("\t\t\tPatternInstance Time=\"0\" Pattern=\"Pattern 1\"\n", text);
        Assert.Contains("\t\tEnvelope Type=\"DutyCycle\" Length=\"1\" Values=\"2\"\n", text);
    }

    [Fact]
    public void ARowIsAConsoleFrameInItsOwnTempoAndGroovesMakeNotesLonger()
    {
        TrackerModule module = Read(
            Start
                + Song
                + "\t\t\t\tNote Time=\"6\" Value=\"A3\" Duration=\"6\" Instrument=\"Lead\"\n"
                + "\t\t\tPatternInstance Time=\"0\" Pattern=\"P\"\n"
        );
        ModulePerformance played = ModulePlayer.Play(module, 0, "a", 60);
        Assert.Equal(4 * 13, (int)Math.Round(played.Registers.Length / TickSamples));
        RegisterWrite[] levels = [.. played.Registers.Writes.Where(write => write.Address == 0x4000 && write.Time > 0)];
        // the second note of the groove begins at frame 6 and lasts 7; its envelope holds in its loop
        Assert.Equal([(6, 15), (7, 8), (13, 0)], levels.Select(w => ((int)Math.Round(w.Time / TickSamples), w.Value & 15)));
    }

    [Fact]
    public void AReleasePlaysWhatStandsBehindThePoint()
    {
        TrackerModule module = Read(
            Start
                + Song
                + "\t\t\t\tNote Time=\"0\" Value=\"A3\" Duration=\"12\" Release=\"4\" Instrument=\"Lead\"\n"
                + "\t\t\tPatternInstance Time=\"0\" Pattern=\"P\"\n"
        );
        RegisterWrite[] levels =
        [
            .. ModulePlayer.Play(module, 0, "a", 60).Registers.Writes.Where(write => write.Address == 0x4000),
        ];
        Assert.Equal(
            [(0, 15), (1, 8), (4, 2), (13, 0)],
            levels.Select(w => ((int)Math.Round(w.Time / TickSamples), w.Value & 15))
        );
    }

    [Fact]
    public void PitchesOfAnEnvelopeDoNotAddUpAndRelativeOnesDo()
    {
        int period = ScorePlayer.TimerOf(NesVoice.Pulse1, 69, RegisterLog.NtscClock);
        Assert.Equal([1, 3, 1, 3], Offsets("Loop=\"0\" Values=\"1,3\""));
        Assert.Equal([1, 4, 5, 8], Offsets("Loop=\"0\" Relative=\"True\" Values=\"1,3\""));

        IEnumerable<int> Offsets(string envelope)
        {
            TrackerModule module = Read(
                Start.Replace(
                    "\t\tEnvelope",
                    $"\t\tEnvelope Type=\"Pitch\" Length=\"2\" {envelope}\n\t\tEnvelope",
                    StringComparison.Ordinal
                )
                    + Song
                    + "\t\t\t\tNote Time=\"0\" Value=\"A3\" Duration=\"12\" Instrument=\"Lead\"\n"
                    + "\t\t\tPatternInstance Time=\"0\" Pattern=\"P\"\n"
            );
            return ModulePlayer
                .Play(module, 0, "a", 60)
                .Registers.Writes.Where(write => write.Address == 0x4002)
                .Select(write => (sbyte)(write.Value - (period & 255)) + 0)
                .Take(4);
        }
    }

    [Fact]
    public void ASongOfItsOwnTempoIsInBarsOfItsNotes()
    {
        StringBuilder notes = new();
        for (int i = 0; i < 16; i += 2)
            notes.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"\t\t\t\tNote Time=\"{i * 6}\" Value=\"{"CDEFGAB"[i / 2 % 7]}3\" Duration=\"6\" Instrument=\"Lead\"\n"
            );
        TrackerModule module = Read(
            Start
                + Song.Replace("6-7", "6", StringComparison.Ordinal)
                    .Replace("PatternLength=\"4\"", "PatternLength=\"16\"", StringComparison.Ordinal)
                + notes
                + "\t\t\tPatternInstance Time=\"0\" Pattern=\"P\"\n\t\t\tPatternInstance Time=\"1\" Pattern=\"P\"\n"
        );
        NesScore bars = ModulePlayer.Play(module, 0, "a", 60).InBars!;
        Assert.Equal((Metre.Common, 150), (bars.Bars[0].Metre, bars.Bars[0].Tempo));
        Assert.Equal(
            Enumerable.Range(0, 16).Select(i => i * 12L),
            bars.Events.Where(e => e.Kind == NesEventKind.NoteOn).Select(e => e.Time)
        );
    }

    [Theory]
    [InlineData("Note Time=\"0\" Value=\"H9\"", "line 6: 'H9' is no note")]
    [InlineData("Note Time=\"9999\"", "line 6: Time is '9999', and no number from 0 to 2047")]
    [InlineData("PatternInstance Time=\"0\" Pattern=\"Q\"", "line 6: there is no pattern 'Q'")]
    [InlineData("PatternInstance Time=\"7\" Pattern=\"P\"", "line 6: Time is '7', and no number from 0 to 1")]
    [InlineData("Note Time=0", "line 6: a field is to be NAME=\"VALUE\"")]
    [InlineData("Note Time=\"0", "line 6: the value of Time has no end")]
    [InlineData("Nonsense A=\"1\"", "line 6: 'Nonsense' is nothing that FamiStudio writes")]
    public void ErrorsNameFileAndLine(string line, string message)
    {
        string start = Start + Song;
        start = start[..^1]; // the pattern's line is the sixth
        ScoreFormatException error = Assert.Throws<ScoreFormatException>(() =>
            Read(start[..(start.LastIndexOf('\n') + 1)] + "\t\t\tPattern Name=\"P\"\n" + line)
        );
        Assert.Equal("a.txt: " + message.Replace("line 6", "line 7", StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public void ChannelsOfOtherChipsArePassedOverAndNamed()
    {
        TrackerModule module = Read(
            "Project TempoMode=\"FamiTracker\" Expansions=\"VRC6,N163\"\n"
                + "\tInstrument Name=\"Saw\" Expansion=\"VRC6\"\n\t\tEnvelope Type=\"Volume\" Length=\"1\" Values=\"9\"\n"
                + "\tSong Name=\"S\" Length=\"1\" LoopPoint=\"-1\" PatternLength=\"4\" BeatLength=\"4\" FamiTrackerTempo=\"150\" FamiTrackerSpeed=\"6\"\n"
                + "\t\tChannel Type=\"VRC6Saw\"\n\t\t\tPattern Name=\"P\"\n\t\t\t\tNote Time=\"0\" Value=\"A3\" Duration=\"1\" Instrument=\"Saw\"\n"
                + "\t\t\tPatternInstance Time=\"0\" Pattern=\"P\"\n"
        );
        Assert.Equal(
            ["a.txt: line 1: the channels of VRC6, N163 are passed over", "a.txt: line 2: instruments of VRC6 are passed over"],
            module.Warnings.Select(warning => warning.ToString())
        );
        Assert.Empty(module.Instruments);
        ModulePerformance played = ModulePlayer.Play(module, 0, "a", 60);
        Assert.Null(played.Registers.Loop);
        Assert.Null(played.InBars);
    }

    [Property(MaxTest = 300)]
    public void ADamagedTextIsAModuleOrAnError(NesScore score, int seed)
    {
        if (!ModuleBuilder.Fits(score))
            return;
        byte[] text = Encoding.UTF8.GetBytes(
            FamiStudioTextWriter.Write(ModuleBuilder.Build(score, TrackerBand.Plain(score), "song"))
        );
        try
        {
            ModulePlayer.Play(TrackerFile.Read(Mutation.Of(text, seed), "a.txt"), 0, "a.txt", 1);
        }
        catch (ScoreFormatException e)
        {
            Assert.StartsWith("a.txt: ", e.Message);
        }
    }

    private static TrackerModule Read(string text) => FamiStudioTextReader.Read(text, "a.txt");

    private static string Text(string bars)
    {
        NesScore score = BarText.Parse(bars, "song");
        return FamiStudioTextWriter.Write(ModuleBuilder.Build(score, TrackerBand.Plain(score), "song"));
    }
}
