using System.Diagnostics;

namespace LakhNes.Cli.Tests;

/// <summary>
/// What commands must not do to files: write over what they read, write under a wrong name, leave halves behind.
/// </summary>
public sealed class OutputTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-").FullName;

    private string At(string name) => Path.Combine(_folder, name);

    private string Song(string name = "song.mid") => Songs.Write(_folder, name, 960, Songs.Note(0, 480, 0, 69));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("render", "song.wav", "song.wav")]
    [InlineData("render", "song.wav", "./song.wav")]
    [InlineData("convert", "song.mid", "song.mid")]
    [InlineData("convert", "song.mid", "../{0}/song.mid")]
    [InlineData("adapt", "song.mid", "song.mid")]
    public void WhatIsReadIsNotWritten(string command, string input, string output)
    {
        string song = At(input);
        File.Move(Song("made.mid"), song);
        byte[] before = File.ReadAllBytes(song);
        CliRun run = CliRun.Of(command, song, Path.Combine(_folder, string.Format(output, Path.GetFileName(_folder))));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("which is read", run.Error.Replace("is what is read", "which is read"));
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Equal(before, File.ReadAllBytes(song));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void NeitherByAnotherNameOfIt(bool symbolic)
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        string song = Song();
        byte[] before = File.ReadAllBytes(song);
        if (symbolic)
            File.CreateSymbolicLink(At("other.mid"), song);
        else
            Assert.Equal(0, Run("ln", song, At("other.mid")));
        CliRun run = CliRun.Of("convert", song, At("other.mid"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"is the same file as {song}, which is read", run.Error);
        Assert.Equal(before, File.ReadAllBytes(song));
    }

    [Fact]
    public void StatesAndPresetsAreInputsToo()
    {
        File.WriteAllText(At("mine.lakhnes"), "{}");
        foreach (
            string[] options in new string[][]
            {
                ["--preset", At("mine.lakhnes")],
                ["--state", At("mine.lakhnes")],
                ["--generate", "--model", At("mine.lakhnes")],
            }
        )
        {
            CliRun run = CliRun.Of(["render", Song(), At("a.wav"), "--take", At("mine.lakhnes") + ".mid", .. options]);
            Assert.DoesNotContain("which is read", run.Error);
        }

        File.Move(At("mine.lakhnes"), At("x.mid"));
        Assert.Contains("what is read", CliRun.Of("take", At("x.mid"), At("x.mid")).Error);
    }

    [Fact]
    public void AFolderThatIsReadIsNotWrittenTo()
    {
        Song();
        CliRun run = CliRun.Of("adapt", _folder, _folder);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("choose another folder", run.Error);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("x.mp3")]
    [InlineData("x")]
    [InlineData("x.WAVE")]
    public void AWavFileIsNotCalledOtherwise(string name)
    {
        CliRun run = CliRun.Of("render", Song(), At(name));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{name}: only .wav, .vgm, .vgz and .nsf can be written", run.Error);
        Assert.False(File.Exists(At(name)));
    }

    [Fact]
    public void OneNameIsNotWrittenTwice() =>
        Assert.Contains(
            "would be written twice",
            CliRun.Of("render", Song(), At("a.wav"), "--generate", "--take", At("a.wav")).Error
        );

    [SkippableFact]
    public void AFullDiskIsOneLineAndLeavesNothing()
    {
        Skip.IfNot(File.Exists("/dev/full"), "only Linux has a device that is always full");
        File.CreateSymbolicLink(At("full.wav"), "/dev/full");
        CliRun run = CliRun.Of("render", Song(), At("full.wav"));
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"lakhnes: {At("full.wav")}: No space left on device", run.Error.TrimEnd());
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
        // a device is still a device
        Assert.Throws<IOException>(() => File.WriteAllText("/dev/full", "x"));
    }

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void ASignalLeavesNothingHalfWritten(string signal)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "its env gives a program the signals that a background job ignores");
        string song = Songs.Write(_folder, "long.mid", 960 * 3000, Songs.Note(0, 960 * 3000, 0, 69)); // 50 minutes
        string program = Path.Combine(AppContext.BaseDirectory, "lakhnes.dll");
        using Process process = Process.Start(
            new ProcessStartInfo(
                "env",
                [
                    "--default-signal=INT,TERM",
                    "dotnet",
                    "exec",
                    "--roll-forward",
                    "Major",
                    program,
                    "render",
                    song,
                    At("long.wav"),
                ]
            )
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        using var hang = new CancellationTokenSource(Patience);
        using CancellationTokenRegistration end = hang.Token.Register(process.Kill);
        Eventually.True(() => process.HasExited || Directory.GetFiles(_folder, "*.tmp").Length > 0, patience: Patience);
        Assert.False(process.HasExited, "it ended before anything was written");
        Run("kill", "-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        process.WaitForExit();
        Assert.False(hang.IsCancellationRequested, "it did not end");
        Assert.NotEqual(0, process.ExitCode);
        Assert.Equal([song], Directory.GetFiles(_folder));
    }

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
