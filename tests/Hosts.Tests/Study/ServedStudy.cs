using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LakhNes.Hosts.Tests.Study;

/// <summary><c>lakhnes study serve</c> as a process of its own.</summary>
internal sealed class ServedStudy : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="folder">The study.</param>
    /// <param name="port">The port; 0: any that is free.</param>
    public ServedStudy(string folder, int port = 0)
    {
        Port = port == 0 ? FreePort() : port;
        _process = Process.Start(
            new ProcessStartInfo(Built.Command, ["study", "serve", folder, "--port", $"{Port}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        string? said = _process.StandardOutput.ReadLine();
        if (said is null)
            Assert.Fail(_process.StandardError.ReadToEnd());
        Assert.StartsWith(Address, said);
    }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Where its page is.</summary>
    public string Address => $"http://127.0.0.1:{Port}/";

    /// <summary>Tells it to end, as Ctrl+C does; it must end in good order.</summary>
    public void Dispose()
    {
        Process.Start("kill", ["-TERM", $"{_process.Id}"]).WaitForExit();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(30)))
        {
            _process.Kill();
            Assert.Fail("it did not end when it was told to");
        }

        Assert.Equal(0, _process.ExitCode);
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var any = new TcpListener(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }
}
