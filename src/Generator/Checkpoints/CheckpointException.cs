namespace LakhNes.Generator.Checkpoints;

/// <summary>A checkpoint cannot be used: damaged, hostile, or of a kind that this program does not run.</summary>
/// <param name="message">What is wrong with the file, in one line without its name.</param>
/// <param name="inner">What was thrown while reading, if anything.</param>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);
