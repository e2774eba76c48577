using System.CommandLine;
using LakhNes.Cli.Terminal;
using LakhNes.Generator;
using LakhNes.Generator.Checkpoints;
using LakhNes.Generator.Runtime;

namespace LakhNes.Cli.Generation;

/// <summary>What the commands that use a model have in common.</summary>
internal static class ModelAccess
{
    /// <summary>Two steps of attention never wait for each other; more threads than this only contend for memory.</summary>
    public const int MostThreads = 8;

    /// <summary>Threads that share the work where nothing else is said.</summary>
    public static int UsualThreads { get; } = Math.Min(Environment.ProcessorCount, MostThreads);

    private const string ModelName = "default.onnx";

    /// <summary>
    /// The model that is installed with the program: beside it, in <c>../lib/lakhnes</c>, or, of a program that was built in a
    /// checkout, in the checkout's <c>models</c>.
    /// </summary>
    public static string InstalledModel()
    {
        string folder = AppContext.BaseDirectory,
            installed = Path.GetFullPath(Path.Combine(folder, "..", "lib", "lakhnes", ModelName));
        return new[] { Path.Combine(folder, ModelName), installed }.Concat(Checkouts(folder)).FirstOrDefault(File.Exists)
            ?? installed;
    }

    /// <summary><c>--model</c>.</summary>
    public static Option<string> ModelOption() =>
        new("--model")
        {
            Description = "The model (by default the one that is shipped).",
            HelpName = "M.onnx",
            DefaultValueFactory = _ => InstalledModel(),
        };

    private static IEnumerable<string> Checkouts(string folder)
    {
        for (string? at = folder; at != null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "LakhNes.Plugin.sln")))
                yield return Path.Combine(at, "models", ModelName);
        }
    }

    /// <summary><c>--mem-len</c>: how many earlier tokens the model remembers.</summary>
    public static Option<int?> MemoryOption() =>
        CommonOptions.OptionalNumber(
            "--mem-len",
            "Earlier tokens that the model attends to (by default as many as in its training).",
            1,
            TransformerXlDimensions.MaximumMemoryLength
        );

    /// <summary><c>--mem-len</c> with a default of the command's own.</summary>
    public static Option<int> MemoryOption(int initial) =>
        CommonOptions.Number(
            "--mem-len",
            "Earlier tokens that the model attends to.",
            initial,
            1,
            TransformerXlDimensions.MaximumMemoryLength
        );

    /// <summary><c>--threads</c>.</summary>
    public static Option<int> ThreadsOption() =>
        CommonOptions.Number("--threads", "Threads that share the work.", UsualThreads, 1, 64);

    /// <summary>Loads a model.</summary>
    /// <exception cref="CommandException">It is missing or cannot be used.</exception>
    public static TransformerXlModel Load(string path, ModelLoadOptions options) =>
        !File.Exists(path) && path == InstalledModel()
            ? throw new CommandException(path, "no model is installed; --model names one")
            : Guard(path, () => TransformerXlModel.Load(path, options));

    /// <summary>Reads a checkpoint's folder.</summary>
    /// <exception cref="CommandException">It is missing or cannot be used.</exception>
    public static TransformerXlWeights ReadCheckpoint(string folder, IProgress<double>? progress = null) =>
        Directory.Exists(folder) && new[] { "model.pt", "vocab.txt" }.Any(name => !File.Exists(Path.Combine(folder, name)))
            ? throw new CommandException(folder, "model.pt or vocab.txt is missing")
            : Guard(folder, () => CheckpointReader.ReadFolder(folder, progress));

    /// <summary>Does something with a model file.</summary>
    /// <exception cref="CommandException">The file is missing or cannot be used.</exception>
    public static T Guard<T>(string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(path, "no such file or folder");
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandException(path, Directory.Exists(path) ? "is a folder" : "access denied");
        }
        catch (Exception failure) when (failure is ModelException or CheckpointException)
        {
            throw new CommandException(path, failure.Message);
        }
        catch (OrtException failure)
        {
            throw new CommandException(failure.Message);
        }
    }
}
