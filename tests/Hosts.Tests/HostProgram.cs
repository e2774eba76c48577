using System.Diagnostics;
using System.Text.Json;

namespace LakhNes.Hosts.Tests;

/// <summary>Runs a host as a process of its own: what crashes there fails a test, not the test run.</summary>
internal static class HostProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs a host that prints one JSON object, and returns it.</summary>
    public static JsonElement Json(string host, params string[] arguments)
    {
        string output = Run(Built.Host(host), arguments);
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>Runs a program that must succeed, and returns what it printed.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="environment">Variables set for it beside this process's own.</param>
    /// <param name="attempts">
    /// How often it may be tried: above 1 only for a program that is known to fail, or never to end, by itself.
    /// </param>
    /// <param name="patience">How long an attempt may take; null: three minutes.</param>
    /// <param name="lastLine">
    /// What it prints when it has done everything: how it ends then does not matter. For programs that are known to crash as they
    /// exit.
    /// </param>
    /// <param name="ends">Exit codes of one that has done everything; null: 0.</param>
    public static string Run(
        string program,
        string[] arguments,
        string input = "",
        IReadOnlyDictionary<string, string>? environment = null,
        int attempts = 1,
        TimeSpan? patience = null,
        string? lastLine = null,
        IReadOnlyCollection<int>? ends = null
    )
    {
        while (true)
        {
            TimeSpan limit = patience ?? Patience;
            (int? exitCode, string output, string error) = Start(program, arguments, input, environment, limit);
            if (
                (exitCode is { } how && (ends ?? [0]).Contains(how))
                || (lastLine is not null && output.TrimEnd().EndsWith('\n' + lastLine, StringComparison.Ordinal))
            )
                return output;
            attempts--;
            string end = exitCode is { } code ? $"ended with {code}" : $"did not end within {limit}";
            Assert.True(attempts > 0, $"{Describe(program, arguments)} {end}: {error}{output}");
        }
    }

    private static string Describe(string program, string[] arguments) =>
        $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";

    // no exit code: the program had not ended when patience did, and was killed with all that it had started; or one that it left
    // behind goes on, and may print
    private static (int? ExitCode, string Output, string Error) Start(
        string program,
        string[] arguments,
        string input,
        IReadOnlyDictionary<string, string>? environment,
        TimeSpan patience
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        bool ended = process.WaitForExit(patience) && Task.WaitAll([output, error], patience);
        if (!ended)
            process.Kill(entireProcessTree: true);
        return (ended ? process.ExitCode : null, Said(output), Said(error));
    }

    // what nobody prints to any more
    private static string Said(Task<string> output) => output.Wait(TimeSpan.FromSeconds(5)) ? output.Result : "";
}
