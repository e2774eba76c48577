namespace LakhNes.Cli.Tests;

/// <summary>Inputs on which users saw other programs fail; what is right stands in the README beside them.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("vgm-ram-write-07.vgm", 1031)]
    [InlineData("vgm-dac-stream.vgm", 400)]
    [InlineData("vgm-no-status-write.vgm", 440)]
    [InlineData("vgm-clock-2mhz.vgm", 491.7)]
    [InlineData("nsf-fds-6000.nsf", 440)]
    [InlineData("nsf-fds-ram.nsf", 440)]
    [InlineData("nsf-mmc5-multiply.nsf", 440)]
    [InlineData("minimal.nsfe", 440)]
    public void IsHeard(string name, double hertz)
    {
        string wav = Path.Combine(_folder, "a.wav");
        CliRun run = CliRun.Of("convert", SharedReports.Path(name), wav, "--seconds", "1");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(hertz, Songs.Tone(wav), 4.0);
    }

    [SkippableTheory]
    [InlineData("pedal-down-at-end.mid", 0.5, 0.8, "")]
    [InlineData("early-end-of-track.mid", 0.5, 0.8, "early end-of-track")]
    [InlineData("cut-track.mid", 0.1, 2, "cut inside an event")]
    [InlineData("format2.mid", 0.5, 0.8, "pattern 1 of 2 is played")]
    public void IsRenderedAsLongAsItIsMusic(string name, double shortest, double longest, string warning)
    {
        string wav = Path.Combine(_folder, "a.wav");
        CliRun run = CliRun.Of("render", SharedReports.Path(name), wav, "--bits", "32");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(warning, run.Error);
        Assert.Equal(warning == "", run.Error == "");
        (float[] samples, int rate) = Songs.Read(wav);
        Assert.InRange((double)samples.Length / rate, shortest, longest);
        Assert.Equal(440, Songs.Tone(wav), 4.0);
    }

    [SkippableFact]
    public void HoursOfNothingAreRefusedAtOnce()
    {
        CliRun run = CliRun.Of("render", SharedReports.Path("far-end.mid"), Path.Combine(_folder, "a.wav"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("it lasts 279621 s", run.Error);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [SkippableFact]
    public void ProgramsLeaveTheNotesAlone()
    {
        string wav = Path.Combine(_folder, "a.wav");
        CliRun run = CliRun.Of(
            "render",
            SharedReports.Path("gm-programs.mid"),
            wav,
            "--set",
            "Voice Mode=Channels",
            "--set",
            "Pulse 2 Mute=On",
            "--bits",
            "32"
        );
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        int[] keys =
        [
            .. Enumerable
                .Range(0, 8)
                .Select(i => (int)Math.Round(69 + 12 * Math.Log2(Songs.Tone(wav, i * 0.25 + 0.03, 0.19) / 440))),
        ];
        Assert.Equal([72, 74, 76, 77, 79, 77, 76, 74], keys);
    }

    [SkippableFact]
    public void ATextWithAByteOrderMarkIsRead() =>
        Assert.Equal(
            (0, ""),
            (CliRun.Of("convert", SharedReports.Path("bom.tx1.txt"), Path.Combine(_folder, "a.mid")).ExitCode, "")
        );

    [SkippableFact]
    public void AJapaneseTitleIsATitle()
    {
        string vgm = Path.Combine(_folder, "a.vgm");
        Assert.Equal(0, CliRun.Of("convert", SharedReports.Path("nsf-shift-jis-title.nsf"), vgm, "--seconds", "1").ExitCode);
        string title = Score.Vgm.VgmFile.Read(vgm).Tag.Track;
        Assert.NotEmpty(title);
        Assert.All(title, c => Assert.True(c >= '\u3000', $"'{c}' is no Japanese character"));
    }

    [SkippableTheory]
    [InlineData("checkpoint-modprefix")]
    [InlineData("checkpoint-proto4")]
    public void ACheckpointIsImported(string name) =>
        Assert.Equal(
            (0, ""),
            (CliRun.Of("import", SharedReports.Path(name), "--out", Path.Combine(_folder, "m.onnx")).ExitCode, "")
        );
}
