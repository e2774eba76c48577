namespace LakhNes.Cli;

/// <summary>A command cannot do what it was asked to: exit code 1, and this one line on stderr.</summary>
/// <param name="subject">The file (or other thing) that it failed on, as the user named it.</param>
/// <param name="cause">Why, without a full stop.</param>
internal sealed class CommandException(string subject, string cause) : Exception($"{subject}: {cause}");
