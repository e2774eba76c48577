using System.Text;
using FsCheck.Xunit;
using LakhNes.Score.Trackers;

namespace LakhNes.Score.Tests.Trackers;

/// <summary>FamiStudio's projects say what its text says.</summary>
[Properties(Arbitrary = [typeof(BarScoreGenerators)], MaxTest = 60)]
public class FamiStudioProjectTests
{
    private const string Whole =
        "Project Name=\"All\" Author=\"Me\" Copyright=\"No one\" PAL=\"False\" TempoMode=\"FamiStudio\" Expansions=\"VRC6,VRC7,FDS,MMC5,N163,S5B,EPSM\"\n"
        + "\tDPCMSample Name=\"Kick\" Data=\"00FF55AA0F\"\n"
        + "\tInstrument Name=\"Lead\"\n"
        + "\t\tEnvelope Type=\"Volume\" Length=\"3\" Loop=\"1\" Release=\"2\" Values=\"15,8,2\"\n"
        + "\t\tEnvelope Type=\"Pitch\" Length=\"2\" Loop=\"0\" Relative=\"True\" Values=\"1,-3\"\n"
        + "\t\tEnvelope Type=\"DutyCycle\" Length=\"1\" Values=\"2\"\n"
        + "\tInstrument Name=\"Saw\" Expansion=\"VRC6\"\n\t\tEnvelope Type=\"Volume\" Length=\"1\" Values=\"9\"\n"
        + "\tInstrument Name=\"FM\" Expansion=\"VRC7\"\n"
        + "\tInstrument Name=\"Disk\" Expansion=\"FDS\"\n"
        + "\tInstrument Name=\"Wave\" Expansion=\"N163\"\n"
        + "\tInstrument Name=\"Square\" Expansion=\"S5B\"\n"
        + "\tInstrument Name=\"Many\" Expansion=\"EPSM\"\n"
        + "\tInstrument Name=\"DPCM Instrument\"\n\t\tDPCMMapping Note=\"C3\" Sample=\"Kick\" Pitch=\"14\" Loop=\"True\"\n"
        + "\tArpeggio Name=\"Major\" Length=\"3\" Loop=\"0\" Values=\"0,4,7\"\n"
        + "\tSong Name=\"One\" Length=\"2\" LoopPoint=\"1\" PatternLength=\"16\" BeatLength=\"4\" NoteLength=\"6\" Groove=\"6-7\" GroovePaddingMode=\"Middle\"\n"
        + "\t\tPatternCustomSettings Time=\"1\" Length=\"8\" NoteLength=\"5\" Groove=\"5\" GroovePaddingMode=\"End\" BeatLength=\"4\"\n"
        + "\t\tChannel Type=\"Square1\"\n\t\t\tPattern Name=\"A\"\n"
        + "\t\t\t\tNote Time=\"0\" Value=\"A3\" Duration=\"12\" Release=\"9\" Instrument=\"Lead\" Arpeggio=\"Major\" Volume=\"12\" VibratoSpeed=\"3\" VibratoDepth=\"2\"\n"
        + "\t\t\t\tNote Time=\"24\" Value=\"C4\" Duration=\"6\" Instrument=\"Lead\" SlideTarget=\"E4\" Attack=\"False\" FinePitch=\"-5\" DutyCycle=\"1\"\n"
        + "\t\t\t\tNote Time=\"40\" Volume=\"7\"\n"
        + "\t\t\t\tNote Time=\"48\" Value=\"Stop\"\n"
        + "\t\t\tPattern Name=\"B\"\n\t\t\t\tNote Time=\"0\" Value=\"B7\" Duration=\"6\" Instrument=\"Lead\"\n"
        + "\t\t\tPatternInstance Time=\"0\" Pattern=\"A\"\n\t\t\tPatternInstance Time=\"1\" Pattern=\"B\"\n"
        + "\t\tChannel Type=\"Noise\"\n\t\t\tPattern Name=\"A\"\n\t\t\t\tNote Time=\"6\" Value=\"G2\" Duration=\"6\" Instrument=\"Lead\"\n"
        + "\t\t\tPatternInstance Time=\"1\" Pattern=\"A\"\n"
        + "\t\tChannel Type=\"DPCM\"\n\t\t\tPattern Name=\"A\"\n\t\t\t\tNote Time=\"0\" Value=\"C3\" Duration=\"6\" Instrument=\"DPCM Instrument\"\n"
        + "\t\t\tPatternInstance Time=\"0\" Pattern=\"A\"\n"
        + "\tSong Name=\"Two\" Length=\"1\" LoopPoint=\"-1\" PatternLength=\"4\" BeatLength=\"4\" NoteLength=\"1\" Groove=\"1\" GroovePaddingMode=\"Middle\"\n";

    public static TheoryData<int> Versions => [.. Enumerable.Range(FamiStudioProjectReader.FirstVersion, 10)];

    [Theory]
    [MemberData(nameof(Versions))]
    public void AProjectOfEveryVersionSaysWhatItsTextSays(int version)
    {
        // before version 12 there was one chip beside the 2A03
        string text = version < 12 ? Whole.Replace("VRC6,VRC7,FDS,MMC5,N163,S5B,EPSM", "N163", StringComparison.Ordinal) : Whole;
        TrackerModule module = TrackerFile.Read(FamiStudioBytes.Of(text, version), "a.fms"),
            told = TrackerFile.Read(Encoding.UTF8.GetBytes(text), "a.fms.txt");
        AssertSame(told, module);
        Assert.Equal("All Me No one", $"{module.Title} {module.Author} {module.Copyright}");
        Assert.Contains(module.Warnings, warning => warning.Reason.StartsWith("the channels of ", StringComparison.Ordinal));
        Assert.Contains(module.Warnings, warning => warning.Reason == "instruments of EPSM are passed over");
        // the second song has nothing to play, and is read
        Assert.Equal(["One", "Two"], module.Songs.Select(song => song.Name));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void ASongInFamiTrackersTempoDoesToo(int version)
    {
        string text =
            "Project Name=\"T\" TempoMode=\"FamiTracker\" PAL=\"True\"\n\tInstrument Name=\"Lead\"\n"
            + "\tSong Name=\"S\" Length=\"2\" LoopPoint=\"0\" PatternLength=\"16\" BeatLength=\"4\" FamiTrackerTempo=\"140\" FamiTrackerSpeed=\"5\"\n"
            + "\t\tPatternCustomSettings Time=\"1\" Length=\"12\"\n"
            + "\t\tChannel Type=\"Triangle\"\n\t\t\tPattern Name=\"A\"\n"
            + "\t\t\t\tNote Time=\"0\" Value=\"C2\" Duration=\"4\" Instrument=\"Lead\" Speed=\"4\" NoteDelay=\"2\" CutDelay=\"3\"\n"
            + "\t\t\tPatternInstance Time=\"0\" Pattern=\"A\"\n";
        TrackerModule module = TrackerFile.Read(FamiStudioBytes.Of(text, version), "a.fms");
        AssertSame(TrackerFile.Read(Encoding.UTF8.GetBytes(text), "a.txt"), module);
        Assert.True(module.IsPal);
        Assert.Equal((5, 140), (module.Songs[0].Speed, module.Songs[0].Tempo));
    }

    [Fact]
    public void WhatIsPassedOverIsNamed()
    {
        string text = Whole
            .Replace("Expansions=", "Tuning=\"432\" Expansions=", StringComparison.Ordinal)
            .Replace(
                "Note Time=\"40\" Volume=\"7\"",
                "Note Time=\"40\" Volume=\"7\" VolumeSlideTarget=\"3\"",
                StringComparison.Ordinal
            )
            .Replace(
                "Note Time=\"6\"",
                "Note Time=\"6\" PhaseReset=\"1\" EnvelopePeriod=\"500\" DeltaCounter=\"64\"",
                StringComparison.Ordinal
            )
            .Replace("\tDPCMSample", "\tDPCMSample Name=\"Wav\" Data=\"\" Wav=\"88200\"\n\tDPCMSample", StringComparison.Ordinal)
            .Replace(
                "\tInstrument Name=\"Lead\"",
                "\tDPCMSample Name=\"Soft\" Data=\"00\" VolumeAdjust=\"50\"\n\tInstrument Name=\"Lead\"",
                StringComparison.Ordinal
            );
        TrackerModule module = TrackerFile.Read(FamiStudioBytes.Of(text, 19), "a.fms");
        string[] reasons = [.. module.Warnings.Select(warning => warning.Reason)];
        Assert.Contains("its tuning is passed over", reasons);
        Assert.Contains("PhaseReset is passed over", reasons);
        Assert.Contains("EnvelopePeriod is passed over", reasons);
        Assert.Contains("the sample 'Wav' is silent: it is made of a WAV file", reasons);
        Assert.Contains("the sample 'Soft' is silent: its rate, volume or ends are changed", reasons);
        Assert.Equal([0, 5, 0], module.Samples.Values.Select(sample => sample.Deltas.Length));
        // each in its own line, at its place
        Assert.All(module.Warnings, warning => Assert.StartsWith("a.fms: offset 0x", warning.ToString()));
        AssertSame(TrackerFile.Read(Encoding.UTF8.GetBytes(text), "a.txt"), module, samples: false);
    }

    [Theory]
    [InlineData(0, "8001", "8001")]
    [InlineData(1, "8001", "80015555555555555555555555555555")]
    [InlineData(2, "8081", "8081AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData(5, "000102030405060708090A0B0C0D0E0F10", "000102030405060708090A0B0C0D0E0F")]
    [InlineData(6, "000102030405060708090A0B0C0D0E0F1011", "000102030405060708090A0B0C0D0E0F10")]
    public void SamplesAreAsLongAsTheChipPlaysThem(int padding, string data, string played)
    {
        string text = Whole.Replace("Data=\"00FF55AA0F\"", $"Data=\"{data}\" Padding=\"{padding}\"", StringComparison.Ordinal);
        TrackerModule module = TrackerFile.Read(FamiStudioBytes.Of(text, 19), "a.fms");
        Assert.Equal(played, Convert.ToHexString(module.Samples[0].Deltas.Span));
    }

    [Fact]
    public void ASampleThatStandsTheOtherWayRoundIsTurned()
    {
        string text = Whole.Replace("Data=\"00FF55AA0F\"", "Data=\"80C1\" Reverse=\"True\"", StringComparison.Ordinal);
        Assert.Equal("0183", Convert.ToHexString(TrackerFile.Read(FamiStudioBytes.Of(text, 16), "a.fms").Samples[0].Deltas.Span));
    }

    [Theory]
    [InlineData(9, "offset 0x4: a project of version 9, and 10 to 19 are read")]
    [InlineData(20, "offset 0x4: a project of version 20, and 10 to 19 are read")]
    [InlineData(-1, "offset 0x4: a project of version -1, and 10 to 19 are read")]
    public void OtherVersionsAreRefused(int version, string message)
    {
        byte[] file = FamiStudioBytes.Of(Whole, 19);
        BitConverter.TryWriteBytes(file.AsSpan(4), version);
        ScoreFormatException error = Assert.Throws<ScoreFormatException>(() => TrackerFile.Read(file, "a.fms"));
        Assert.StartsWith("a.fms: " + message, error.Message);
    }

    [Fact]
    public void WhatIsBrokenIsOneClearLine()
    {
        Assert.Equal("a.fms: offset 0x0: no project of FamiStudio", Fault("FMS!"u8.ToArray()));
        Assert.Equal(
            "a.fms: offset 0x0: broken deflate data",
            Fault([.. FamiStudioBytes.Of(Whole, 19).Take(12), 0xFF, 0xFF, 0xFF, 0xFF])
        );
        Assert.Equal("a.fms: there is no song in it", Fault(FamiStudioBytes.Of("Project Name=\"None\"", 19)));
        byte[] cut = FamiStudioBytes.Of(Whole, 19, bytes => bytes[..^1]);
        Assert.EndsWith("the data ends too early", Fault(cut));
        // a few bytes that would be gigabytes
        byte[] bomb = FamiStudioBytes.Of(Whole, 19, _ => new byte[300 << 20]);
        Assert.StartsWith("a.fms: offset 0x0: ", Fault(bomb));
        Assert.Contains("deflate data inflate to more than", Fault(bomb));

        static string Fault(byte[] file) => Assert.Throws<ScoreFormatException>(() => TrackerFile.Read(file, "a.fms")).Message;
    }

    [Property(MaxTest = 60)]
    public void APieceThatWasWrittenComesBack(NesScore score, int seed)
    {
        if (!ModuleBuilder.Fits(score))
            return;
        string text = FamiStudioTextWriter.Write(ModuleBuilder.Build(score, TrackerBand.Plain(score), "song"));
        int version = FamiStudioProjectReader.FirstVersion + ((seed & int.MaxValue) % 10);
        AssertSame(
            TrackerFile.Read(Encoding.UTF8.GetBytes(text), "a.txt"),
            TrackerFile.Read(FamiStudioBytes.Of(text, version), "a.fms")
        );
    }

    [Property(MaxTest = 400)]
    public void ADamagedProjectIsAModuleOrAnError(int seed)
    {
        int version = FamiStudioProjectReader.FirstVersion + ((seed & int.MaxValue) % 10);
        byte[] file = FamiStudioBytes.Of(Whole, version, seed % 8 == 0 ? null : bytes => Mutation.Of(bytes, seed));
        if (seed % 8 == 0)
            file = Mutation.Of(file, seed);
        try
        {
            TrackerModule module = TrackerFile.Read(file, "a");
            if (module.Songs.Count > 0)
                ModulePlayer.Play(module, 0, "a", 1);
        }
        catch (ScoreFormatException e)
        {
            Assert.StartsWith("a: ", e.Message);
        }
    }

    private static void AssertSame(TrackerModule one, TrackerModule other, bool samples = true)
    {
        Assert.Equal((one.Title, one.IsPal, one.Songs.Count), (other.Title, other.IsPal, other.Songs.Count));
        TrackerInstrument[] sounds = [.. one.Instruments.Values.OrderBy(sound => sound.Name)];
        Assert.Equal(sounds.Select(Describe), other.Instruments.Values.OrderBy(sound => sound.Name).Select(Describe));
        if (samples)
            Assert.Equal(
                one.Samples.Values.Select(sample => (sample.Name, Convert.ToHexString(sample.Deltas.Span))),
                other.Samples.Values.Select(sample => (sample.Name, Convert.ToHexString(sample.Deltas.Span)))
            );
        for (int song = 0; song < one.Songs.Count; song++)
        {
            Assert.Equal(Header(one.Songs[song]), Header(other.Songs[song]));
            Assert.Equal(Cells(one.Songs[song]), Cells(other.Songs[song]));
            ModulePerformance expected = ModulePlayer.Play(one, song, "a", 60),
                played = ModulePlayer.Play(other, song, "a", 60);
            Assert.Equal(expected.Registers.Length, played.Registers.Length);
            Assert.Equal(expected.Registers.Loop, played.Registers.Loop);
            if (samples)
                Assert.Equal(expected.Registers.Writes.ToArray(), played.Registers.Writes.ToArray());
        }

        static string Header(TrackerSong song) =>
            $"{song.Name} {song.Order.Count} {song.RowsPerBeat} {song.Speed} {song.Tempo} {song.LoopFrame} {string.Join(',', song.FrameRows)}";
        static IEnumerable<string> Cells(TrackerSong song) =>
            song.Order.SelectMany(
                (numbers, frame) =>
                    Enumerable
                        .Range(0, TrackerChannel.Count)
                        .Where(channel => song.Patterns.ContainsKey((channel, numbers[channel])))
                        .SelectMany(channel =>
                            song.Patterns[(channel, numbers[channel])]
                                .Cells.Select(cell =>
                                    $"{frame} {channel} {cell.Key}: {cell.Value} {string.Join(' ', cell.Value.Effects)}"
                                )
                        )
            );
        static string Describe(TrackerInstrument sound) =>
            $"{sound.Name}: "
            + string.Join(
                ' ',
                Enum.GetValues<MacroKind>()
                    .Select(kind => sound[kind])
                    .OfType<Macro>()
                    .Select(macro => $"{string.Join(',', macro.Values)} {macro.Loop} {macro.Release}")
            )
            + string.Join(' ', sound.Keys.OrderBy(key => key.Key));
    }
}
