using System.Text;
using FsCheck.Xunit;
using LakhNes.Score.Text;
using LakhNes.Score.Trackers;

namespace LakhNes.Score.Tests.Trackers;

[Properties(Arbitrary = [typeof(BarScoreGenerators)], MaxTest = 100)]
public class FamiTrackerTextTests
{
    private const string Header = "# FamiTracker text export 0.4.2\n";

    [Fact]
    public void ABarBecomesRowsOfSixteenthsWithItsNotesOnThem()
    {
        NesScore score = BarText.Parse(
            "BAR\nMETRE_4_4\nTEMPO_150\nPOS_0\nP1_NOTEON_69\nTR_NOTEON_45\nNO_NOTEON_16\nPOS_6\nP1_NOTEOFF\nPOS_24\nP1_NOTEON_73",
            "song"
        );
        string text = Text(score);
        Assert.StartsWith(Header, text);
        Assert.Contains("TRACK  16   6 150 \"song\"\n", text);
        Assert.Contains("COLUMNS : 1 1 1 1 1\n", text);
        Assert.Contains("ORDER 00 : 00 00 00 00 00\n", text);
        Assert.Contains(
            "ROW 00 : A-3 00 . ... : ... .. . ... : A-2 01 . ... : F-# 02 . ... : ... .. . ...\n"
                + "ROW 01 : --- .. . ... : ... .. . ... : ... .. . ... : ... .. . ... : ... .. . ...\n",
            text
        );
        Assert.Contains("ROW 04 : C#4 00 . ... :", text);
        Assert.Equal(16, Lines(text, "ROW").Count());
        Assert.Contains("INST2A03   0     0  -1  -1  -1   0 \"Pulse 50 %\"\n", text);
    }

    [Theory]
    [InlineData(150, "TRACK  16   6 150")]
    [InlineData(180, "TRACK  16   5 150")]
    [InlineData(120, "TRACK  16   6 120")]
    [InlineData(300, "TRACK  16   3 150")]
    [InlineData(30, "TRACK  16  30 150")]
    public void TheTempoOfABarIsTheSpeedAndTempoOfItsRows(int tempo, string track) =>
        Assert.Contains(track, Text(BarText.Parse($"BAR\nTEMPO_{tempo}\nPOS_0\nP1_NOTEON_69\nPOS_6\nP1_NOTEON_70", "song")));

    [Fact]
    public void TripletsGetRowsOfTheirOwnAndPatternsThatComeAgainAreOne()
    {
        string bar = "BAR\nPOS_0\nP1_NOTEON_69\nPOS_8\nP1_NOTEON_71\nPOS_16\nP1_NOTEON_72\n";
        string text = Text(
            BarText.Parse("BAR\nMETRE_4_4\nTEMPO_150\n" + bar[4..] + string.Concat(Enumerable.Repeat(bar, 7)), "song"),
            1
        );
        Assert.Contains("TRACK  12   8 150", text);
        Assert.Equal(8, Lines(text, "ORDER").Count());
        Assert.Single(Lines(text, "PATTERN"));
    }

    [Fact]
    public void ANoteBetweenRowsIsDelayedAndOnlyThatOneHasAnEffect()
    {
        StringBuilder bars = new("BAR\nMETRE_4_4\nTEMPO_150\n");
        for (int bar = 0; bar < 4; bar++)
        {
            bars.Append(bar == 0 ? "" : "BAR\n");
            for (int step = 0; step < 96; step += 6)
                bars.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"POS_{step + (bar == 2 && step == 12 ? 3 : 0)}\nP1_NOTEON_{60 + (step / 6 % 12)}\n"
                );
        }
        string text = Text(BarText.Parse(bars.ToString(), "song"));
        Assert.Single(Lines(text, "ROW"), line => line.Contains(" G03 ", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Lines(text, "ROW"),
            line => line.Contains(" F", StringComparison.Ordinal) && line.Contains("F0", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void ABarThatIsShorterThanOthersEndsItsPatternEarly()
    {
        string text = Text(
            BarText.Parse("BAR\nMETRE_4_4\nTEMPO_150\nPOS_0\nP1_NOTEON_69\nBAR\nMETRE_2_4\nPOS_6\nP1_NOTEON_71", "song"),
            1
        );
        Assert.Contains("TRACK  16 ", text);
        Assert.Single(
            Lines(text, "ROW"),
            line => line.StartsWith("ROW 07", StringComparison.Ordinal) && line.Contains("D00", StringComparison.Ordinal)
        );
    }

    [Property]
    public void AModuleComesBackAsItWasWritten(NesScore score)
    {
        if (!ModuleBuilder.Fits(score))
            return;
        TrackerModule module = ModuleBuilder.Build(score, TrackerBand.Plain(score), "A \"quoted\" title");
        TrackerModule back = FamiTrackerTextReader.Read(FamiTrackerTextWriter.Write(module), "song.ftm.txt");
        Assert.Equal(module.Title, back.Title);
        Assert.Equal(FamiTrackerTextWriter.Write(module), FamiTrackerTextWriter.Write(back));
        Assert.Empty(back.Warnings);
        foreach ((int number, TrackerInstrument instrument) in module.Instruments)
            Assert.True(instrument.SoundsAs(back.Instruments[number]));
    }

    [Fact]
    public void MacrosSamplesAndKeysComeBack()
    {
        TrackerModule module = new()
        {
            Title = "t",
            Author = "a",
            Copyright = "c",
            IsPal = true,
            TickRate = 50,
        };
        module.Samples[3] = new TrackerSample("kick \"1\"", Enumerable.Range(0, 65).Select(i => (byte)i).ToArray());
        module.Instruments[5] = new TrackerInstrument("lead")
        {
            [MacroKind.Volume] = new Macro([15, 12, 9], 1, 2),
            [MacroKind.Arpeggio] = new Macro([0, 4, -7], 0, -1, 2),
            Keys = new Dictionary<int, SampleKey> { [36] = new(3, 15, true, 64), [37] = new(3, 4, false) },
        };
        TrackerSong song = new("s", 4, 6, 150);
        song.Order.Add(new int[TrackerChannel.Count]);
        song.PatternOf(4, 0)[2] = new TrackerCell(36, 5, 9).With('W', 3).With('Z', 0x40);
        module.Songs.Add(song);
        TrackerModule back = FamiTrackerTextReader.Read(FamiTrackerTextWriter.Write(module), "song.ftm.txt");
        Assert.Equal(("t", "a", "c", true, 50), (back.Title, back.Author, back.Copyright, back.IsPal, back.TickRate));
        Assert.Equal("kick \"1\"", back.Samples[3].Name);
        Assert.Equal(module.Samples[3].Deltas.ToArray(), back.Samples[3].Deltas.ToArray());
        Assert.True(module.Instruments[5].SoundsAs(back.Instruments[5]));
        Assert.Equal(module.Instruments[5].Keys, back.Instruments[5].Keys);
        Assert.Equal(song.PatternOf(4, 0)[2], back.Songs[0].PatternOf(4, 0)[2]);
    }

    [Theory]
    [InlineData("MACRO 9 0 -1 -1 0 : 1", "line 2: '9' is no kind of macro from 0 to 4")]
    [InlineData("INST2A03 0 0 -1 -1", "line 2: the line ends too early")]
    [InlineData("DPCMDEF 0 99999 \"x\"", "line 2: '99999' is no length of a sample from 0 to 4081")]
    [InlineData("DPCM : 00", "line 2: comes before its DPCMDEF")]
    [InlineData("ROW 00 : ...", "line 2: comes before its TRACK")]
    [InlineData("TRACK 64 6 150 \"x\"\nORDER 05 : 00 00 00 00 00", "line 3: frame 05 comes where 00 is to come")]
    [InlineData("TRACK 2 6 150\nPATTERN 00\nROW 00 : H-3 00 . ...", "line 4: 'H-3' is no note")]
    [InlineData("TRACK 2 6 150\nPATTERN 00\nROW 00 : C-3 00 . ...", "line 4: the row has too few channels")]
    [InlineData("TRACK 2 6 150\nPATTERN 00\nROW 02 : C-3 00 . ...", "line 4: row 02 of a pattern of 2 rows")]
    [InlineData("NONSENSE", "line 2: 'NONSENSE' is no command of a text export")]
    [InlineData("TITLE \"x\"", "there is no song in it")]
    public void ErrorsNameFileAndLine(string lines, string message)
    {
        ScoreFormatException error = Assert.Throws<ScoreFormatException>(() =>
            FamiTrackerTextReader.Read(Header + lines, "a.txt")
        );
        Assert.Equal("a.txt: " + message, error.Message);
    }

    [Fact]
    public void WhatIsPassedOverIsNamed()
    {
        const string Song = "TRACK 1 6 150 \"x\"\nORDER 00 : 00 00 00 00 00 00\n";
        TrackerModule module = FamiTrackerTextReader.Read(
            Header + "EXPANSION 3\nINSTVRC6 1 -1 -1 -1 -1 -1 \"saw\"\n" + Song,
            "a.txt"
        );
        Assert.Equal(
            ["a.txt: line 2: the channels of VRC6, VRC7 are passed over", "a.txt: line 3: INSTVRC6 is passed over"],
            module.Warnings.Select(warning => warning.ToString())
        );
    }

    [Property(MaxTest = 300)]
    public void ADamagedTextIsAModuleOrAnError(NesScore score, int seed)
    {
        if (!ModuleBuilder.Fits(score))
            return;
        byte[] text = Encoding.UTF8.GetBytes(Text(score));
        try
        {
            TrackerModule module = TrackerFile.Read(Mutation.Of(text, seed), "a.txt");
            ModulePlayer.Play(module, module.Songs.TakeWhile(song => song.Order.Count == 0).Count(), "a.txt", 1);
        }
        catch (ScoreFormatException e)
        {
            Assert.StartsWith("a.txt: ", e.Message);
        }
    }

    private static string Text(NesScore score, int barsPerPattern = 4) =>
        FamiTrackerTextWriter.Write(ModuleBuilder.Build(score, TrackerBand.Plain(score), "song", barsPerPattern));

    private static IEnumerable<string> Lines(string text, string command) =>
        text.Split('\n').Where(line => line.StartsWith(command + " ", StringComparison.Ordinal));
}
