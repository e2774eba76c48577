namespace LakhNes.Hosts.Tests.Windows;

/// <summary>The command for Windows does what the one for Linux does, to the bit.</summary>
[Collection(WineCollection.Name)]
[Trait("Category", "Windows")]
public class WindowsCommandTests(Wine wine)
{
    [SkippableFact]
    public void RendersTheSameSamples()
    {
        string program = Wine.Command;
        using var folder = new TestFolder();
        wine.Run(program, "render", Wine.PathOf(Built.DemoSong), Wine.PathOf(folder["windows.wav"]));
        HostProgram.Run(Built.Command, ["render", Built.DemoSong, folder["linux.wav"]]);
        Assert.Equal(File.ReadAllBytes(folder["linux.wav"]), File.ReadAllBytes(folder["windows.wav"]));
    }

    /// <summary>A project names its model by its hash: a model that each machine imports for itself must be one.</summary>
    [SkippableFact]
    public void ImportsTheSameModel()
    {
        string program = Wine.Command;
        using var folder = new TestFolder();
        string checkpoint = Path.Combine(Built.Root, "models", "default");
        wine.Run(program, "import", Wine.PathOf(checkpoint), "--out", Wine.PathOf(folder["windows.onnx"]), "--precision", "int8");
        HostProgram.Run(Built.Command, ["import", checkpoint, "--out", folder["linux.onnx"], "--precision", "int8"]);
        Assert.Equal(File.ReadAllBytes(folder["linux.onnx"]), File.ReadAllBytes(folder["windows.onnx"]));
    }

    [SkippableFact]
    public void SaysThatTheVisualCppRuntimeIsMissing()
    {
        string program = Wine.Command;
        using var folder = new TestFolder();
        string said = wine.Fail("msvcp140=d", program, "generate", "--gen-len", "5", "--out-dir", Wine.PathOf(folder["none"]));
        Assert.Contains("msvcp140.dll", said);
        Assert.Contains("https://", said);
    }

    [SkippableFact]
    public void ComposesTheSamePieceWithTheInstalledModel()
    {
        string program = Wine.Command;
        using var folder = new TestFolder();
        string[] piece = ["generate", "--seed", "7", "--gen-len", "200", "--formats", "mid", "--out-dir"];
        wine.Run(program, [.. piece, Wine.PathOf(folder["windows"])]);
        HostProgram.Run(Built.Command, [.. piece, folder["linux"]]);
        string made = Assert.Single(Directory.GetFiles(folder["linux"]));
        Assert.Equal(File.ReadAllBytes(made), File.ReadAllBytes(Path.Combine(folder["windows"], Path.GetFileName(made))));
    }
}
