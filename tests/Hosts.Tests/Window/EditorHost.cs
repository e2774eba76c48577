using System.Diagnostics;
using System.Text.Json;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>A host that shows the plugin's window and does what it is told, one line at a time.</summary>
internal sealed class EditorHost : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _host;
    private readonly Thread _errorReader;
    private string _error = "";

    /// <summary>Starts a host.</summary>
    /// <param name="program">The host, or what runs it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside this process's own.</param>
    public EditorHost(string program, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        _host = Process.Start(start)!;
        // threads of its own: reads that wait would use up the pool's
        _errorReader = new Thread(() => _error = _host.StandardError.ReadToEnd());
        _errorReader.Start();
    }

    /// <summary>Does one thing and answers.</summary>
    public JsonElement Do(string command)
    {
        _host.StandardInput.WriteLine(command);
        _host.StandardInput.Flush();
        using var watchdog = new Timer(_ => _host.Kill(), null, Patience, Timeout.InfiniteTimeSpan);
        string? line = _host.StandardOutput.ReadLine();
        if (line is null)
            _errorReader.Join(Patience);
        Assert.True(line is not null, $"the host ended at '{command}': {_error}");
        return JsonDocument.Parse(line!).RootElement;
    }

    /// <summary>
    /// Waits for a count of the shared pictures of the plugin's windows; other segments of hosts are open to other users.
    /// </summary>
    /// <param name="wanted">How many there are to be: the X server lets go of one a little after its window has closed.</param>
    public void AwaitSharedPictures(int wanted) =>
        Eventually.True(() => SharedPictures() == wanted, () => $"{SharedPictures()} shared pictures, not {wanted}");

    private int SharedPictures() =>
        File.ReadLines("/proc/sysvipc/shm")
            .Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(fields => fields[4] == $"{_host.Id}" && fields[2].EndsWith("600", StringComparison.Ordinal));

    /// <summary>Ends the host as its user would.</summary>
    /// <returns>Its exit code.</returns>
    public int Quit()
    {
        _host.StandardInput.Close();
        Assert.True(_host.WaitForExit(Patience), "the host does not end");
        return _host.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_host.HasExited)
            _host.Kill(entireProcessTree: true);
        _host.WaitForExit();
        _errorReader.Join();
        _host.Dispose();
    }
}
