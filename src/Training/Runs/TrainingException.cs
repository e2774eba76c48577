namespace LakhNes.Training.Runs;

/// <summary>Training cannot go on.</summary>
/// <param name="message">Why, without a full stop.</param>
public sealed class TrainingException(string message) : Exception(message);
