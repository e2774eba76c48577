namespace LakhNes.Generator.Runtime;

/// <summary>ONNX Runtime is missing, of the wrong version, or refused what it was given.</summary>
/// <param name="message">What is wrong, in one line.</param>
public sealed class OrtException(string message) : Exception(message);
