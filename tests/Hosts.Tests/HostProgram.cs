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
    public static string Run(string program, string[] arguments, string input = "", IReadOnlyDictionary<string, string>? environment = null)
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
        string command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{command} did not end within {Patience}");
        }

        Assert.True(process.ExitCode == 0, $"{command} ended with {process.ExitCode}: {error.Result}{output.Result}");
        return output.Result;
    }
}
