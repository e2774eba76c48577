using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LakhNes.Generator;

namespace LakhNes.Benchmarks;

/// <summary>The same model in PyTorch (Debian's python3-torch), in a process that takes steps when told how many.</summary>
internal sealed class TorchTwin : IDisposable
{
    private readonly Process _process;

    private TorchTwin(Process process) => _process = process;

    /// <summary>The most memory that it ever had, in bytes.</summary>
    public long PeakBytes => PeakOf(_process.Id);

    /// <summary>Starts a script that lies beside the program.</summary>
    /// <param name="python">The interpreter, "none" for no twin, or null for the first that has PyTorch.</param>
    /// <param name="script">Reads a number of steps a line, and writes the seconds that they took.</param>
    /// <param name="dimensions">The model.</param>
    /// <param name="settings">What the script needs to know beside the dimensions.</param>
    /// <returns>The twin, or null where there is no PyTorch.</returns>
    public static TorchTwin? Start(string? python, string script, TransformerXlDimensions dimensions, JsonObject settings)
    {
        // Debian's PyTorch belongs to Debian's Python, which need not be the first one
        python ??= new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(HasTorch) ?? "none";
        if (python == "none")
        {
            Console.WriteLine("No PyTorch (python3-torch) is beside it.");
            return null;
        }

        settings["n_token"] = dimensions.TokenCount;
        settings["n_layer"] = dimensions.LayerCount;
        settings["n_head"] = dimensions.HeadCount;
        settings["d_model"] = dimensions.ModelSize;
        settings["d_head"] = dimensions.HeadSize;
        settings["d_inner"] = dimensions.InnerSize;
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, script), settings.ToJsonString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new TorchTwin(Process.Start(start) ?? throw new InvalidOperationException($"{python} does not start"));
    }

    /// <summary>The most memory that a process ever had (VmHWM), in bytes.</summary>
    public static long PeakOf(int process) =>
        1024
        * long.Parse(
            File.ReadLines($"/proc/{process}/status")
                .First(line => line.StartsWith("VmHWM", StringComparison.Ordinal))
                .Split(':')[1]
                .Replace("kB", "")
                .Trim()
        );

    /// <summary>Takes steps.</summary>
    /// <returns>The seconds that they took.</returns>
    public double Take(int steps)
    {
        _process.StandardInput.WriteLine(steps);
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the PyTorch twin has ended");
        return double.Parse(line, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static bool HasTorch(string python)
    {
        try
        {
            using Process? probe = Process.Start(
                new ProcessStartInfo(python, ["-c", "import torch"]) { RedirectStandardError = true }
            );
            probe?.WaitForExit();
            return probe?.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
