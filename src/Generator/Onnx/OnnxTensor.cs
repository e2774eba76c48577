namespace LakhNes.Generator.Onnx;

/// <summary>A constant of an ONNX file, not read yet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Position">Where its numbers begin in the file.</param>
/// <param name="Bytes">How many bytes they take.</param>
public sealed record OnnxTensor(string Name, DataType Type, long[] Shape, long Position, long Bytes);
