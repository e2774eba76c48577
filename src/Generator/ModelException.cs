namespace LakhNes.Generator;

/// <summary>A model file cannot be used.</summary>
/// <param name="message">What is wrong with it, in one line without its name.</param>
public sealed class ModelException(string message) : Exception(message);
