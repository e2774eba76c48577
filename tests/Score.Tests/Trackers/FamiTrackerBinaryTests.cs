using FsCheck.Xunit;
using LakhNes.Score.Trackers;

namespace LakhNes.Score.Tests.Trackers;

[Properties(Arbitrary = [typeof(BarScoreGenerators)], MaxTest = 60)]
public class FamiTrackerBinaryTests
{
    [Property]
    public void AModuleComesBackAsItWasWritten(NesScore score)
    {
        if (!ModuleBuilder.Fits(score))
            return;
        TrackerModule module = WithSound(ModuleBuilder.Build(score, TrackerBand.Plain(score), "a title"));
        TrackerModule back = FamiTrackerModuleReader.Read(ModuleBytes.Ftm(module), "a.ftm");
        Assert.Equal(FamiTrackerTextWriter.Write(module), FamiTrackerTextWriter.Write(back));
        Assert.Empty(back.Warnings);
    }

    [Fact]
    public void AnInstrumentComesBackWithItsSamples()
    {
        TrackerModule module = WithSound(new TrackerModule());
        TrackerModule back = FamiTrackerInstrumentReader.Read(ModuleBytes.Fti(module.Instruments[9], module.Samples), "a.fti");
        Assert.Equal("own", back.Title);
        Assert.True(module.Instruments[9].SoundsAs(back.Instruments[0]));
        Assert.Equal(module.Instruments[9].Keys, back.Instruments[0].Keys);
        Assert.Equal(module.Samples[2].Deltas.ToArray(), back.Samples[2].Deltas.ToArray());
    }

    [Fact]
    public void AnInstrumentOfAnotherChipIsRefusedByItsName()
    {
        ScoreFormatException error = Assert.Throws<ScoreFormatException>(() =>
            FamiTrackerInstrumentReader.Read((byte[])[.. "FTI2.4"u8, 2, 0, 0, 0, 0], "a.fti")
        );
        Assert.Equal("a.fti: offset 0x7: an instrument for the VRC6, and only those for the 2A03 are read", error.Message);
    }

    [Fact]
    public void ErrorsNameFileAndOffset()
    {
        byte[] module = ModuleBytes.Ftm(Small());
        Assert.Equal(
            "a.ftm: offset 0x0: no FamiTracker module",
            Assert.Throws<ScoreFormatException>(() => FamiTrackerModuleReader.Read(module[1..], "a.ftm")).Message
        );
        Assert.Equal(
            "a.ftm: offset 0x2E: the data ends too early",
            Assert.Throws<ScoreFormatException>(() => FamiTrackerModuleReader.Read(module[..60], "a.ftm")).Message
        );
        module[0x2F] = 99; // channels
        Assert.Equal(
            "a.ftm: offset 0x2F: 99 is no number of channels from 5 to 28",
            Assert.Throws<ScoreFormatException>(() => FamiTrackerModuleReader.Read(module, "a.ftm")).Message
        );
    }

    [Property(MaxTest = 400)]
    public void ADamagedFileIsAModuleOrAnError(NesScore score, int seed)
    {
        if (!ModuleBuilder.Fits(score))
            return;
        TrackerModule whole = WithSound(ModuleBuilder.Build(score, TrackerBand.Plain(score), "song"));
        byte[] bytes = seed % 4 == 0 ? ModuleBytes.Fti(whole.Instruments[9], whole.Samples) : ModuleBytes.Ftm(whole);
        try
        {
            TrackerModule module = TrackerFile.Read(Mutation.Of(bytes, seed), "a");
            if (module.Songs.Count > 0)
                ModulePlayer.Play(module, 0, "a", 1);
        }
        catch (ScoreFormatException e)
        {
            Assert.StartsWith("a: ", e.Message);
        }
    }

    private static TrackerModule Small()
    {
        TrackerModule module = new();
        TrackerSong song = new("", 4, 6, 150);
        song.Order.Add(new int[TrackerChannel.Count]);
        module.Songs.Add(song);
        return module;
    }

    private static TrackerModule WithSound(TrackerModule module)
    {
        module.Samples[2] = new TrackerSample("kick", Enumerable.Range(0, 33).Select(i => (byte)i).ToArray());
        module.Instruments[9] = new TrackerInstrument("own")
        {
            [MacroKind.Volume] = new Macro([15, 8, 4], 1, 1),
            [MacroKind.Pitch] = new Macro([-3, 100], 0),
            Keys = new Dictionary<int, SampleKey> { [30] = new(2, 14, true, 64), [31] = new(2, 3, false) },
        };
        return module;
    }
}
