using LakhNes.Cli.Terminal;
using LakhNes.Engine.Parameters;

namespace LakhNes.Cli.Audio;

/// <summary>A parameter's value as a user gives it: <c>NAME=VALUE</c>.</summary>
internal static class ParameterSetting
{
    /// <summary>Reads one.</summary>
    /// <param name="text">What was given to <c>--set</c>.</param>
    /// <returns>The parameter's <see cref="Parameter.Index"/> and its plain value.</returns>
    /// <exception cref="CommandException">There is no such parameter, or it does not take the value.</exception>
    public static (int Index, double Value) Parse(string text)
    {
        int equals = text.IndexOf('=');
        if (equals < 0)
            throw new CommandException($"--set {text}", "expected NAME=VALUE");
        string name = text[..equals],
            value = text[(equals + 1)..];
        Parameter parameter =
            ParameterTable.Find(name.Trim())
            ?? throw new CommandException($"--set {text}", $"there is no parameter named {name}");
        if (parameter.IsOutput)
            throw new CommandException($"--set {text}", $"{parameter.Name} is told, not set");
        if (!parameter.TryParse(value.Trim(), out double plain))
            throw new CommandException($"--set {text}", $"{parameter.Name} does not take {value}");
        return (parameter.Index, plain);
    }
}
