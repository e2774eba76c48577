namespace LakhNes.Cli.Terminal;

/// <summary>A command cannot do what it was asked to: exit code 1, and this one line on stderr.</summary>
/// <param name="message">The file (or other thing) that it failed on, as the user named it, and why, without a full stop.</param>
internal sealed class CommandException(string message) : Exception(message)
{
    /// <summary>Joins what failed and why.</summary>
    public CommandException(string subject, string cause)
        : this($"{subject}: {cause}") { }
}
