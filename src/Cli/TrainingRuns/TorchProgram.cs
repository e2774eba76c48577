using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using LakhNes.Cli.Terminal;

namespace LakhNes.Cli.TrainingRuns;

/// <summary>
/// The program that trains by TorchSharp. It is the same command with another engine, and no part of what is installed: PyTorch's
/// libraries are larger than all the rest, and need a runtime that compiles as it goes.
/// </summary>
internal static partial class TorchProgram
{
    private const string Folder = "torch";
    private const int Terminate = 15; // SIGTERM

    private static string Name => OperatingSystem.IsWindows() ? "lakhnes-torch.exe" : "lakhnes-torch";

    /// <summary>
    /// Where it is: in <c>torch</c> beside this program, or, of a program that was built in a checkout, in the checkout's
    /// <c>artifacts</c>.
    /// </summary>
    /// <param name="from">The folder of this program.</param>
    /// <returns>The file, or null where it is not installed.</returns>
    public static string? Find(string from)
    {
        List<string> places = [Path.Combine(from, Folder, Name)];
        for (string? at = from; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "LakhNes.Plugin.sln")))
                places.Add(Path.Combine(at, "artifacts", Folder, Name));
        }

        return places.FirstOrDefault(File.Exists);
    }

    /// <summary>Runs it in this program's place: with the same arguments, on the same terminal.</summary>
    /// <param name="arguments">The command line.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="CommandException">It is not installed, or cannot be started.</exception>
    public static int Run(IEnumerable<string> arguments)
    {
        string program =
            Find(AppContext.BaseDirectory)
            ?? throw new CommandException(
                "--engine torch",
                "its program is not installed: './build.sh torch' builds it in a checkout of LakhNES (see docs/training.md)"
            );
        var start = new ProcessStartInfo(program, arguments);
        SetUnlessSet(start, "OMP_WAIT_POLICY", "PASSIVE");
        SetUnlessSet(start, "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"); // large pages: a step takes a tenth less time
        return Interrupts.EndInGoodOrder(stop =>
        {
            try
            {
                using Process process = Process.Start(start)!;
                using CancellationTokenRegistration told = stop.Register(() => Tell(process));
                process.WaitForExit();
                return process.ExitCode;
            }
            catch (Win32Exception failure)
            {
                throw new CommandException(program, failure.Message);
            }
        });
    }

    private static void SetUnlessSet(ProcessStartInfo start, string variable, string value)
    {
        if (Environment.GetEnvironmentVariable(variable) is null)
            start.Environment[variable] = value;
    }

    // Windows tells all programs of a console
    private static void Tell(Process process)
    {
        if (!OperatingSystem.IsWindows())
            _ = Kill(process.Id, Terminate);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
