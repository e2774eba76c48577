using System.Buffers.Binary;

namespace LakhNes.Hosts.Tests.Arm64;

/// <summary>What is made for Linux on arm64 plays what the one for this machine plays, and composes.</summary>
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

    /// <summary>Not the piece that x86-64 composes: after some tokens another is drawn.</summary>
    [SkippableFact]
    public void TheCommandComposesAPieceThatItsSeedNames()
    {
        string program = Qemu.Command;
        using var folder = new TestFolder();
        string[] piece = ["generate", "--gen-len", "40", "--choose", "1", "--formats", "mid"];
        foreach (string run in (string[])["first", "again"])
            Qemu.Run(program, [.. piece, "--seed", "7", "--out-dir", folder[run]]);
        Qemu.Run(program, [.. piece, "--seed", "8", "--out-dir", folder["other"]]);
        byte[] Made(string run) => File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder[run])));
        Assert.Equal(Made("first"), Made("again"));
        Assert.NotEqual(Made("first"), Made("other"));
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

    [SkippableFact]
    public void AHostHearsAnAnswer()
    {
        string[] options = ["--set", "Mode=Continue", "--set", "Run=On", "--set", "Choose From=1", "--seconds", "8"];
        using var folder = new TestFolder();
        Qemu.Render("clap-host", Scripts.Phrase(), [.. options, "--events", folder["notes.txt"]]);
        Assert.NotEmpty(File.ReadAllLines(folder["notes.txt"]));
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
