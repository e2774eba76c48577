using System.Diagnostics;

namespace LakhNes.Hosts.Tests;

/// <summary><c>jackd</c> with its dummy device; each cycle waits for its clients, so nothing is lost.</summary>
internal sealed class Jack : JackServer
{
    /// <summary>Samples a cycle.</summary>
    public const int Period = 256;

    /// <summary>Starts the server.</summary>
    public Jack()
        : this(FreeName()) { }

    private Jack(string name)
        : base(
            new Dictionary<string, string> { ["JACK_DEFAULT_SERVER"] = name, ["JACK_NO_AUDIO_RESERVATION"] = "1" },
            Built.System("/usr/bin/jackd"),
            ["--no-realtime", "--sync", "--timeout", "10000", "--name", name, "-d", "dummy", "-r", $"{Rate}", "-p", $"{Period}"]
        ) { }

    // the registry has eight places, and a server that was killed keeps its own for good; where none runs, all are such
    private static string FreeName()
    {
        if (Process.GetProcessesByName("jackd").Length + Process.GetProcessesByName("jackdbus").Length == 0)
            File.Delete("/dev/shm/jack-shm-registry");
        return $"lakhnes-{Guid.NewGuid():N}"[..24];
    }
}
