using LakhNes.Generator;
using LakhNes.Ui.Models;

namespace LakhNes.Hosts.Tests;

/// <summary>Checkpoints become models by the installed command, beside the host.</summary>
public class ModelImportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [SkippableFact]
    public void ACheckpointBecomesAModel()
    {
        using var folder = new TestFolder();
        using ModelImport import = Import(Path.Combine(Built.Root, "models", "default"), folder);
        Assert.Equal("", import.Result());
        Assert.Equal(folder["default.onnx"], import.Target);
        Assert.Equal(100, import.Percent);
        using SharedModel model = SharedModel.Acquire(import.Target, new ModelLoadOptions());
        Assert.True(model.Model.Dimensions.ParameterCount > 1_000_000);
    }

    [SkippableFact]
    public void AFolderWithoutACheckpointIsNamedWithTheReason()
    {
        using var folder = new TestFolder();
        string empty = Directory.CreateDirectory(folder["nothing"]).FullName;
        using ModelImport import = Import(empty, folder);
        Assert.Contains(empty, import.Result());
        Assert.Contains("model.pt", import.Result());
        Assert.False(File.Exists(import.Target));
        Assert.Equal(0, import.Percent);
    }

    private static ModelImport Import(string checkpoint, TestFolder folder)
    {
        string commands = Path.GetDirectoryName(Built.Command)!;
        ModelImport import = ModelImport.TryStart(checkpoint, folder.Path, commands, out string error)!;
        Assert.Equal("", error);
        Eventually.True(() => import.IsDone, () => "the import does not end", Patience);
        return import;
    }
}
