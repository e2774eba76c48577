using System.ComponentModel;
using System.Diagnostics;
using LakhNes.Generator;

namespace LakhNes.Ui.Models;

/// <summary>
/// A LakhNES checkpoint on its way to a model. The command <c>lakhnes import</c> does it as a process of its own: what it
/// allocates would otherwise stop the audio thread of the host.
/// </summary>
internal sealed class ModelImport : IDisposable
{
    private readonly Process _process;
    private readonly Thread _reader;
    private string _said = "";
    private int _percent;

    private ModelImport(Process process, string target)
    {
        _process = process;
        Target = target;
        process.OutputDataReceived += (_, line) => Follow(line.Data);
        process.BeginOutputReadLine();
        _reader = new Thread(() => _said = process.StandardError.ReadToEnd()) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>The model's file.</summary>
    public string Target { get; }

    /// <summary>How much of the model has been read and converted, in per cent.</summary>
    public int Percent => Volatile.Read(ref _percent);

    /// <summary>It has ended, well or not.</summary>
    public bool IsDone => _process.HasExited;

    /// <summary>Begins to import a checkpoint.</summary>
    /// <param name="checkpoint">Its folder.</param>
    /// <param name="folder">Where the model is to be put, under the checkpoint's name.</param>
    /// <param name="runtimeFolder">Where the plugin's own files lie; null: not known.</param>
    /// <param name="error">Why it cannot begin.</param>
    public static ModelImport? TryStart(string checkpoint, string folder, string? runtimeFolder, out string error)
    {
        string target = Path.Combine(
            folder,
            Path.GetFileName(checkpoint.TrimEnd(Path.DirectorySeparatorChar)) + ModelLibrary.Extension
        );
        error = "the command lakhnes, which imports models, is not installed: see the README";
        if (FindCommand(runtimeFolder) is not { } command)
            return null;
        try
        {
            Directory.CreateDirectory(folder);
            var start = new ProcessStartInfo(command, ["import", checkpoint, "--out", target, "--precision", "int8", "--percent"])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                CreateNoWindow = true,
            };
            error = "";
            return new ModelImport(Process.Start(start)!, target);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            error = failure.Message;
            return null;
        }
    }

    /// <summary>Why it failed, in a line; empty where the model is there. Once <see cref="IsDone"/>.</summary>
    public string Result()
    {
        _reader.Join();
        // and for the last of its output
        _process.WaitForExit();
        string said = _said.Trim();
        return _process.ExitCode == 0 ? ""
            : said.Length > 0 ? said
            : $"lakhnes import ended with {_process.ExitCode}";
    }

    /// <summary>Gives it up where it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Follow(string? line)
    {
        if (
            line is not null
            && line.EndsWith(" %", StringComparison.Ordinal)
            && int.TryParse(line.AsSpan(0, line.Length - 2), out int percent)
        )
            Volatile.Write(ref _percent, percent);
    }

    private static string? FindCommand(string? runtimeFolder)
    {
        string name = OperatingSystem.IsWindows() ? "lakhnes.exe" : "lakhnes";
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        );
        string?[] folders = [runtimeFolder, .. Installation.Commands, .. path];
        return folders
            .Where(folder => folder is not null)
            .Select(folder => Path.Combine(folder!, name))
            .FirstOrDefault(File.Exists);
    }
}
