using System.Text.Json;
using LakhNes.Generator.Checkpoints;

namespace LakhNes.Generator.Tests;

/// <summary>A small random model in LakhNES' own format, with what the original program computes from it.</summary>
public sealed class TinyModel : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-tiny-").FullName;

    public TinyModel()
    {
        Weights = CheckpointReader.ReadFolder(CheckpointFolder);
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(CheckpointFolder, "expected.json")));
        JsonElement root = expected.RootElement;
        MemoryLength = root.GetProperty("mem_len").GetInt32();
        Tokens = [.. root.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32())];
        Logits = root.GetProperty("logits")
            .EnumerateObject()
            .ToDictionary(
                entry => int.Parse(entry.Name),
                entry => entry.Value.EnumerateArray().Select(logit => logit.GetSingle()).ToArray()
            );
        SegmentLength = root.GetProperty("segment_tgt_len").GetInt32();
        SegmentLoss = root.GetProperty("segment_mean_loss").GetDouble();
        SegmentTokens = root.GetProperty("segments_tokens").GetInt32();
    }

    public static string CheckpointFolder => Path.Combine(AppContext.BaseDirectory, "data", "checkpoint-tiny");

    public TransformerXlWeights Weights { get; }

    public int MemoryLength { get; }

    public int[] Tokens { get; }

    public Dictionary<int, float[]> Logits { get; }

    public int SegmentLength { get; }

    public double SegmentLoss { get; }

    public int SegmentTokens { get; }

    /// <summary>The model as a file of a precision.</summary>
    public string FileOf(ModelPrecision precision)
    {
        string path = Path.Combine(_folder, $"{precision}.onnx");
        if (!File.Exists(path))
        {
            using FileStream stream = File.Create(path);
            ModelFile.Write(Weights, precision, stream);
        }

        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
