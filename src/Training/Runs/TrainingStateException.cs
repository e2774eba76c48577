namespace LakhNes.Training.Runs;

/// <summary>A run cannot be resumed from a file.</summary>
/// <param name="message">Why, without a full stop.</param>
public sealed class TrainingStateException(string message) : Exception(message);
