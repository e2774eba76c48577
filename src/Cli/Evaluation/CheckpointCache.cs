using System.Security.Cryptography;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Cli.TrainingRuns;
using LakhNes.Generator;

namespace LakhNes.Cli.Evaluation;

/// <summary>
/// Models of checkpoints as they are used: each imported once, into the folder that the system has for what can be made again.
/// </summary>
internal static class CheckpointCache
{
    // of a checkpoint's folder all that the model is made of
    private static readonly string[] Parts = ["model.pt", "vocab.txt", "unit.txt", "recall.txt"];

    /// <summary>The folder of all users' programs for what can be made again, and ours in it.</summary>
    public static string Folder { get; } =
        Path.Combine(
            OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : OperatingSystem.IsMacOS()
                    ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Library", "Caches")
                : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "lakhnes",
            "models"
        );

    /// <summary>The model of a checkpoint's folder, in single precision; a model's file is its own.</summary>
    /// <param name="context">Where to show progress.</param>
    /// <param name="path">A checkpoint's folder, or an ONNX file.</param>
    /// <param name="cache">The folder to keep models in; made where there is none.</param>
    /// <exception cref="CommandException">It is missing or cannot be used.</exception>
    public static string ModelOf(CommandContext context, string path, string cache)
    {
        if (!Directory.Exists(path))
            return path;
        string model = Path.Combine(cache, $"{HashOf(path)}.onnx");
        if (File.Exists(model))
            return model;
        context.WithProgress(
            "Importing",
            progress =>
            {
                TransformerXlWeights weights = ModelChoice.Read(path);
                Files.CreateFolder(cache);
                Files.Write(model, stream => ModelFile.Write(weights, ModelPrecision.Float32, stream, progress));
            }
        );
        return model;
    }

    private static string HashOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // another version may import otherwise
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{typeof(CheckpointCache).Assembly.GetName().Version}"));
        foreach (string part in Parts.Select(name => Path.Combine(folder, name)))
        {
            // a file that is missing is another one than an empty one
            hash.AppendData([File.Exists(part) ? (byte)1 : (byte)0]);
            if (!File.Exists(part))
                continue;
            Files.Guarded(
                part,
                () =>
                {
                    using FileStream stream = File.OpenRead(part);
                    hash.AppendData(BitConverter.GetBytes(stream.Length));
                    byte[] block = new byte[1 << 16];
                    for (int read; (read = stream.Read(block)) > 0; )
                        hash.AppendData(block, 0, read);
                }
            );
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
