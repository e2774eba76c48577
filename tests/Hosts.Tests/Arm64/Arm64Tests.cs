using System.Buffers.Binary;
using LakhNes.Hosts.Tests.Generation;

namespace LakhNes.Hosts.Tests.Arm64;

/// <summary>What is made for Linux on arm64 does what the one for this machine does.</summary>
[Trait("Category", "Arm64")]
public class Arm64Tests
{
    private const int Arm64 = 183; // EM_AARCH64

    [SkippableFact]
    public void EveryFileIsForArm64()
    {
        string[] files =
        [
            Qemu.Clap,
            Path.Combine(Qemu.Vst3, "Contents", "aarch64-linux", "LakhNES.so"),
            Path.Combine(Qemu.Vst3, "Contents", "Resources", "libonnxruntime.so"),
            Qemu.Command,
            Qemu.App,
        ];
        Assert.All(
            files,
            file => Assert.Equal(Arm64, BinaryPrimitives.ReadInt16LittleEndian(File.ReadAllBytes(file).AsSpan(18)))
        );
    }

    [SkippableFact]
    public void TheCommandRendersTheSameSamples()
    {
        string program = Qemu.Command;
        using var folder = new TestFolder();
        Qemu.Run(program, ["render", Built.DemoSong, folder["arm64.wav"]]);
        HostProgram.Run(Built.Command, ["render", Built.DemoSong, folder["here.wav"]]);
        Assert.Equal(File.ReadAllBytes(folder["here.wav"]), File.ReadAllBytes(folder["arm64.wav"]));
    }

    [SkippableFact]
    public void TheCommandImportsTheSameModel()
    {
        string program = Qemu.Command;
        using var folder = new TestFolder();
        string checkpoint = Path.Combine(Built.Root, "models", "default");
        Qemu.Run(program, ["import", checkpoint, "--out", folder["arm64.onnx"], "--precision", "int8"]);
        HostProgram.Run(Built.Command, ["import", checkpoint, "--out", folder["here.onnx"], "--precision", "int8"]);
        Assert.Equal(File.ReadAllBytes(folder["here.onnx"]), File.ReadAllBytes(folder["arm64.onnx"]));
    }

    [SkippableFact]
    public void TheCommandComposesTheSamePiece()
    {
        string program = Qemu.Command;
        using var folder = new TestFolder();
        string[] piece = ["generate", "--seed", "7", "--gen-len", "200", "--formats", "mid", "--out-dir"];
        Qemu.Run(program, [.. piece, folder["arm64"]]);
        HostProgram.Run(Built.Command, [.. piece, folder["here"]]);
        string made = Assert.Single(Directory.GetFiles(folder["here"]));
        Assert.Equal(File.ReadAllBytes(made), File.ReadAllBytes(Path.Combine(folder["arm64"], Path.GetFileName(made))));
    }

    [SkippableTheory]
    [InlineData("clap-host", "everything")]
    [InlineData("clap-host", "expressions")]
    [InlineData("vst3-host", "everything")]
    [InlineData("vst3-host", "expressions")]
    public void HostsPlayTheSameSamples(string host, string script)
    {
        string text = Scripts.Named(script);
        Rendering arm64 = Qemu.Render(host, text, "--block", "7,1,513,64,3,4096,100");
        Wav.AssertSame(Rendering.Of(host, text).Audio, arm64.Audio, script);
    }

    [SkippableTheory]
    [InlineData("clap-host")]
    [InlineData("vst3-host")]
    public void HostsHearTheSameAnswer(string host)
    {
        string[] options = ["--set", "Mode=Continue", "--set", "Run=On", "--seconds", "8"];
        using var folder = new TestFolder();
        Rendering played = Qemu.Render(host, Scripts.Phrase(), [.. options, "--events", folder["notes.txt"]]);
        var arm64 = new Generated(played.Report, played.Audio, File.ReadAllLines(folder["notes.txt"]));
        Assert.NotEmpty(arm64.Notes);
        Generated.Of(host, Scripts.Phrase(), options).AssertSame(arm64, "an answer");
    }

    [SkippableFact]
    public void TheProgramWithoutAHostPlaysTheSameSamples()
    {
        string program = Qemu.App;
        using var folder = new TestFolder();
        Qemu.Run(program, ["--audio", "alsa", "--play", Built.DemoSong, "--seconds", "4", "--no-window"], AlsaFile.Home(folder));
        Wav expected = Rendering.OfMidi("clap-host", Built.DemoSong, "--seconds", "4").Audio;
        Assert.Equal(expected.Samples, AlsaFile.Heard(folder)[..expected.Samples.Length]);
    }
}
