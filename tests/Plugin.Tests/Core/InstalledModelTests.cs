using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Tests.Core;

/// <summary>Where a plugin finds its model and ONNX Runtime: docs/platforms.md.</summary>
public sealed class InstalledModelTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("lakhnes-installed-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("vst3/LakhNES.vst3/Contents/x86_64-linux", "vst3/LakhNES.vst3/Contents/Resources")]
    [InlineData("vst3/LakhNES.vst3/Contents/x86_64-linux", "vst3")]
    [InlineData("clap/LakhNES.clap/Contents/MacOS", "clap/LakhNES.clap/Contents/Resources")]
    [InlineData("clap", "clap/LakhNES")]
    [InlineData("clap", "clap")]
    [InlineData("clap", "shared/second")]
    [InlineData("vst3/LakhNES.vst3/Contents/x86_64-linux", "shared/first")]
    public void IsFoundBesideThePluginOrWhereAllShareIt(string plugin, string model)
    {
        Put(model);
        Assert.Equal(Path.Combine(_root, model, "default.onnx"), Find(plugin)?.Path);
        Assert.Equal(Path.Combine(_root, model), Find(plugin)?.RuntimeFolder);
    }

    [Theory]
    [InlineData("vst3/LakhNES.vst3/Contents/x86_64-linux", "vst3/LakhNES.vst3/Contents/Resources", "vst3")]
    [InlineData("vst3/LakhNES.vst3/Contents/x86_64-linux", "vst3", "shared/first")]
    [InlineData("clap", "clap/LakhNES", "shared/first")]
    [InlineData("clap", "shared/first", "shared/second")]
    public void TheNearestIsTaken(string plugin, string nearer, string farther)
    {
        Put(nearer);
        Put(farther);
        Assert.Equal(Path.Combine(_root, nearer, "default.onnx"), Find(plugin)?.Path);
    }

    [Theory]
    [InlineData("clap/deeper/still", ".")] // a plain file is no bundle
    [InlineData("clap", "elsewhere")]
    public void NothingElseIsTaken(string plugin, string model)
    {
        Put(model);
        Assert.Null(Find(plugin));
    }

    private LakhNes.Engine.Generation.ModelSource? Find(string plugin) =>
        InstalledModel.Find(
            Path.Combine(_root, plugin),
            [Path.Combine(_root, "shared/first"), Path.Combine(_root, "shared/second")]
        );

    private void Put(string folder)
    {
        Directory.CreateDirectory(Path.Combine(_root, folder));
        File.WriteAllText(Path.Combine(_root, folder, "default.onnx"), "");
    }
}
