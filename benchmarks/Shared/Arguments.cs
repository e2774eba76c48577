using System.Globalization;

namespace LakhNes.Benchmarks;

/// <summary>The command line of a benchmark: names with values, all with defaults.</summary>
/// <param name="args">The program's arguments.</param>
internal sealed class Arguments(string[] args)
{
    /// <summary>A text, or null where it is not given.</summary>
    public string? Text(string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    /// <summary>A number.</summary>
    public T Number<T>(string name, T initial)
        where T : IParsable<T> => Text(name) is { } text ? T.Parse(text, CultureInfo.InvariantCulture) : initial;

    /// <summary>Stores a report in the folder of <c>--artifacts</c>, where it is given.</summary>
    public void Store(string name, string report)
    {
        if (Text("--artifacts") is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), report);
    }
}
