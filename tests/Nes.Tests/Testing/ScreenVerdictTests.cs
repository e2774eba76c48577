using LakhNes.Nes.Testing;

namespace LakhNes.Nes.Tests.Testing;

public class ScreenVerdictTests
{
    [Theory]
    [InlineData("APU LENGTH COUNTER\nPASSED", RomTestStatus.Passed, null)]
    [InlineData("cpu_dummy_reads\n\nPassed", RomTestStatus.Passed, null)]
    [InlineData("VBL TIMING\nFAILED: #4", RomTestStatus.Failed, 4)]
    [InlineData("2 tests passed\nFailed", RomTestStatus.Failed, null)]
    [InlineData("Error 2", RomTestStatus.Failed, null)]
    [InlineData("$01", RomTestStatus.Passed, 1)]
    [InlineData("$04", RomTestStatus.Failed, 4)]
    [InlineData("$00", RomTestStatus.Failed, 0)]
    [InlineData("$11 $0A $0B\n$02", RomTestStatus.Failed, 2)]
    [InlineData("", RomTestStatus.Unknown, null)]
    [InlineData("Costs $01", RomTestStatus.Unknown, null)]
    [InlineData("$0G", RomTestStatus.Unknown, null)]
    [InlineData("Press START", RomTestStatus.Unknown, null)]
    public void TheVerdictIsReadFromWhatIsPrinted(string text, RomTestStatus status, int? code)
    {
        Assert.Equal((status, code), ScreenVerdict.Read(text));
    }
}
