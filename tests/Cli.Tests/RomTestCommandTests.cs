using System.Text.Json;

namespace LakhNes.Cli.Tests;

public sealed class RomTestCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0, "passed")]
    [InlineData(5, "failed")]
    public void AVerdictIsReportedAsOneObject(byte code, string status)
    {
        CliRun run = CliRun.Of("romtest", WriteRom("test.nes", code), "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(status, report.GetProperty("status").GetString());
        Assert.Equal(code, report.GetProperty("code").GetInt32());
        Assert.Equal("", report.GetProperty("text").GetString());
        Assert.Equal("status byte", report.GetProperty("evidence").GetString());
        Assert.Equal("NTSC", report.GetProperty("region").GetString());
        Assert.InRange(report.GetProperty("audioPeakDb").GetDouble(), -144, 0);
    }

    [Fact]
    public void WithoutAVerdictTheStatusIsUnknownAndTheCodeNull()
    {
        CliRun run = CliRun.Of("romtest", WriteRom("test.nes", 0x80), "--seconds", "0.2", "--region", "pal", "--json");
        JsonElement report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("unknown", report.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("code").ValueKind);
        Assert.Equal("PAL", report.GetProperty("region").GetString());
    }

    [Fact]
    public void PeopleGetALine()
    {
        string path = WriteRom("test.nes", 5);
        CliRun run = CliRun.Of("romtest", path);
        Assert.StartsWith($"{path}: failed (code 5) after ", run.Output);
    }

    [Fact]
    public void AFileThatIsNoRomIsAnErrorThatNamesIt()
    {
        string path = Path.Combine(_folder, "song.nes");
        File.WriteAllText(path, "MThd");
        CliRun run = CliRun.Of("romtest", path, "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith($"lakhnes: {path}: not an iNES file", run.Error);
    }

    [Fact]
    public void ATimeLimitOutOfRangeIsWrongUsage()
    {
        Assert.Equal(2, CliRun.Of("romtest", WriteRom("test.nes", 0), "--seconds", "0").ExitCode);
    }

    /// <summary>A cartridge that shows the signature of the status byte at $6000, writes the byte and stops.</summary>
    private string WriteRom(string name, byte code)
    {
        byte[] prg = new byte[16 * 1024];
        byte[] program =
        [
            0xA9,
            0xDE,
            0x8D,
            0x01,
            0x60,
            0xA9,
            0xB0,
            0x8D,
            0x02,
            0x60,
            0xA9,
            0x61,
            0x8D,
            0x03,
            0x60,
            0xA9,
            code,
            0x8D,
            0x00,
            0x60,
            0x4C,
            0x14,
            0xC0,
        ];
        program.CopyTo(prg, 0);
        prg[0x3FFD] = 0xC0;
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, [.. "NES\x1A"u8, 1, 0, 0, 0, .. new byte[8], .. prg]);
        return path;
    }
}
