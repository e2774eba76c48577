using LakhNes.Dsp.Apu;
using LakhNes.Nes.Testing;

namespace LakhNes.Nes.Tests.Testing;

/// <summary>Verdicts on small cartridges that report in each of the known ways.</summary>
public class RomTestTests
{
    private const int Status = 0x6000;
    private const double Limit = 3;

    [Theory]
    [InlineData(0, RomTestStatus.Passed)]
    [InlineData(1, RomTestStatus.Failed)]
    [InlineData(0x7F, RomTestStatus.Failed)]
    public void TheStatusByteEndsTheTest(byte code, RomTestStatus status)
    {
        RomTestResult result = Run(Begin().Wait(20).Store(0x6004, "some\ttext\n\0"u8).Store(Status, code));
        Assert.Equal((status, (int?)code, "sometext"), (result.Status, result.Code, result.Text));
        Assert.Equal(RomTestEvidence.StatusByte, result.Evidence);
        Assert.InRange(result.Seconds, 0.02, 0.05);
    }

    [Fact]
    public void ATestThatKeepsRunningIsStoppedWithoutAVerdict()
    {
        RomTestResult result = Run(Begin());
        Assert.Equal((RomTestStatus.Unknown, null), (result.Status, result.Code));
        Assert.InRange(result.Seconds, Limit, Limit + 0.02);
    }

    [Fact]
    public void WithoutItsSignatureTheStatusByteMeansNothing()
    {
        Assert.Equal(RomTestStatus.Unknown, Run(new TinyProgram().Store(Status, 0)).Status);
    }

    [Fact]
    public void TheResetButtonIsPressedAsOftenAsTheTestAsks()
    {
        // $0700 counts the starts: the third one ends the test with the count as its code.
        var program = new TinyProgram()
            .Code(0xEE, 0x00, 0x07, 0xAD, 0x00, 0x07, 0xC9, 0x03, 0xF0, 0x20)
            .Store(Status, [0x80, 0xDE, 0xB0, 0x61])
            .Store(Status, 0x81);
        int stopped = program.Here;
        program.Jump(stopped).PadTo(TinyProgram.Origin + 10 + 0x20).Code(0xAD, 0x00, 0x07, 0x8D, 0x00, 0x60);
        RomTestResult result = Run(program);
        Assert.Equal(3, result.Code);
        // At least 0.1 s before each of two presses.
        Assert.InRange(result.Seconds, 0.2, 2.5);
    }

    [Theory]
    [InlineData("PASSED", RomTestStatus.Passed, null)]
    [InlineData("$01", RomTestStatus.Passed, 1)]
    [InlineData("$03", RomTestStatus.Failed, 3)]
    public void AVerdictOnTheScreenEndsTheTestWhenItHasStoodForASecond(string printed, RomTestStatus status, int? code)
    {
        RomTestResult result = Run(new TinyProgram().Print(3, printed));
        Assert.Equal((status, code, printed), (result.Status, result.Code, result.Text));
        Assert.Equal(RomTestEvidence.Screen, result.Evidence);
        Assert.InRange(result.Seconds, 1, 1.1);
    }

    [Fact]
    public void AScreenThatGoesOnToFailHasFailed()
    {
        RomTestResult result = Run(new TinyProgram().Print(3, "1 PASSED").Wait(500).Print(4, "2 FAILED #6"));
        Assert.Equal((RomTestStatus.Failed, 6, "1 PASSED\n2 FAILED #6"), (result.Status, result.Code, result.Text));
    }

    [Fact]
    public void AProgramThatLocksTheCPUUpIsNotWaitedFor()
    {
        RomTestResult result = Run(new TinyProgram().Code(0x02));
        Assert.Equal(RomTestStatus.Unknown, result.Status);
        Assert.InRange(result.Seconds, 0, 0.02);
    }

    [Fact]
    public void TheAudioPeakIsMeasured()
    {
        Assert.InRange(Run(Beep(Begin(), 200).Store(Status, 0)).AudioPeakDb, -20, -5);
        Assert.Equal(AudioLevel.Floor, Run(Begin().Store(Status, 0)).AudioPeakDb, 60.0);
    }

    [Theory]
    [InlineData(false, RomTestStatus.Passed)]
    [InlineData(true, RomTestStatus.Failed)]
    public void ATestThatAsksForSilencePassesOnlyIfThereIsSilence(bool noisy, RomTestStatus status)
    {
        TinyProgram program = Begin().Store(0x6004, "Should be nearly silent.\0"u8);
        Beep(program, 300).Wait(200);
        if (noisy)
        {
            // Another pitch at a third of the level.
            program.Store(0x4015, 1).Store(0x4000, 0xB5).Store(0x4002, 0x40).Store(0x4003, 0);
        }
        program.Wait(200).Store(0x4015, 0).Wait(200);
        RomTestResult result = Run(Beep(program, 300).Wait(100).Store(Status, 0));
        Assert.Equal((status, 0, RomTestEvidence.Sound), (result.Status, result.Code, result.Evidence));
        Assert.NotNull(result.Gap);
        Assert.InRange(result.Gap.Value.LevelDb, noisy ? -15 : AudioLevel.Floor, noisy ? -3 : -20);
    }

    [Fact]
    public void ATestThatAllowsNoiseFailsOnlyForATone()
    {
        Assert.Equal(RomTestStatus.Passed, RunNoise(tone: false).Status);
        Assert.Equal(RomTestStatus.Failed, RunNoise(tone: true).Status);

        static RomTestResult RunNoise(bool tone)
        {
            TinyProgram program = Begin().Store(0x6004, "without any tone\0"u8);
            Beep(program, 300).Wait(200).Store(0x4015, tone ? 0x09 : 0x08).Store(0x400C, 0x3F).Store(0x400E, 0).Store(0x400F, 0);
            program.Store(0x4000, 0xB5).Store(0x4003, 0);
            program.Wait(300).Store(0x4015, 0).Wait(200);
            return Run(Beep(program, 300).Wait(100).Store(Status, 0));
        }
    }

    /// <summary>Shows the signature and says that it runs.</summary>
    private static TinyProgram Begin() => new TinyProgram().Store(Status, [0x80, 0xDE, 0xB0, 0x61]);

    /// <summary>The tone of the mixer tests: pulse 1 at full level with a period of 1792 cycles.</summary>
    private static TinyProgram Beep(TinyProgram program, double milliseconds) =>
        program
            .Store(0x4015, 1)
            .Store(0x4000, 0xBF)
            .Store(0x4001, 0x7F)
            .Store(0x4002, 0x6F)
            .Store(0x4003, 0)
            .Wait(milliseconds)
            .Store(0x4015, 0);

    private static RomTestResult Run(TinyProgram program) => RomTest.Run(program.Stop().ToImage(), ApuRegion.Ntsc, Limit);
}
