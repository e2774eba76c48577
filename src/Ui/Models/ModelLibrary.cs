using LakhNes.Engine;
using LakhNes.Engine.Generation;

namespace LakhNes.Ui.Models;

/// <summary>
/// The models that a user can choose: the one that came with the plugin, and those in a folder of the user's own.
/// </summary>
/// <param name="folder">The folder; it need not exist.</param>
internal sealed class ModelLibrary(string folder)
{
    /// <summary>Ending of a model's file.</summary>
    public const string Extension = ".onnx";

    /// <summary>Where an imported model is put.</summary>
    public string Folder => folder;

    /// <summary>The models' files, the one that came with the plugin first.</summary>
    public IReadOnlyList<string> List(ChipEngine engine)
    {
        var files = new List<string>();
        if (engine.InstalledModel is { } installed)
            files.Add(installed.Path);
        try
        {
            if (Directory.Exists(folder))
                files.AddRange(Directory.GetFiles(folder, "*" + Extension).Order(StringComparer.OrdinalIgnoreCase));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // a folder that cannot be read has no models
        }

        if (engine.Model is { } used && !files.Contains(used.Path))
            files.Add(used.Path);
        return files;
    }

    /// <summary>Uses a model, with the runtime that came with the plugin.</summary>
    public static void Use(ChipEngine engine, string path) =>
        engine.UseModel(new ModelSource(path, engine.InstalledModel?.RuntimeFolder ?? engine.Model?.RuntimeFolder));
}
