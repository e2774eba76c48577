namespace LakhNes.Engine.Generation;

/// <summary>Where the generator's model comes from.</summary>
/// <param name="Path">An ONNX file that this program wrote.</param>
/// <param name="RuntimeFolder">The folder of ONNX Runtime's library; null: the program's own.</param>
public sealed record ModelSource(string Path, string? RuntimeFolder = null);
