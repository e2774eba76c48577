using System.IO.Compression;

namespace LakhNes.Hosts.Tests.Packages;

/// <summary>The archive for Windows and its script, run by PowerShell where it is installed, on Linux too.</summary>
public class WindowsArchiveTests
{
    [SkippableFact]
    public void ItsScriptInstallsForOneUserEverythingOnceAndTakesItAway()
    {
        string archive = Packages.Ending("-win-x64.zip"),
            powerShell = PowerShell();
        using var folder = new TestFolder();
        ZipFile.ExtractToDirectory(archive, folder.Path);
        string home = Directory.CreateDirectory(folder["local"]).FullName,
            script = folder["LakhNES/install.ps1"];
        var environment = new Dictionary<string, string> { ["LOCALAPPDATA"] = home, ["HOME"] = folder.Path };
        string[] run = ["-NoProfile", "-NonInteractive", "-File", script];

        // twice: over what was there
        for (int i = 0; i < 2; i++)
            HostProgram.Run(powerShell, run, environment: environment);
        string programs = Path.Combine(home, "Programs"),
            own = Path.Combine(programs, "LakhNES");
        string[] installed = Directory.GetFiles(programs, "*", SearchOption.AllDirectories);
        Assert.Equal([Path.Combine(own, "onnxruntime.dll")], installed.Named("onnxruntime.dll"));
        Assert.Equal([Path.Combine(own, "default.onnx")], installed.Named("default.onnx"));
        Assert.Equal([Path.Combine(own, "lakhnes.exe")], installed.Named("lakhnes.exe"));
        Assert.Equal([Path.Combine(own, "lakhnes-app.exe")], installed.Named("lakhnes-app.exe"));
        Assert.Equal([Path.Combine(programs, "Common/CLAP/LakhNES.clap")], installed.Named("LakhNES.clap"));
        string module = Path.Combine(programs, "Common/VST3/LakhNES.vst3/Contents/x86_64-win/LakhNES.vst3");
        Assert.Equal([module], installed.Named("LakhNES.vst3"));
        Assert.Contains(Path.Combine(own, "manual/index.html"), installed);

        string kept = Path.Combine(programs, "Common/CLAP/other.clap");
        File.WriteAllText(kept, "");
        HostProgram.Run(powerShell, [.. run, "-Uninstall"], environment: environment);
        Assert.Equal([kept], Directory.GetFiles(programs, "*", SearchOption.AllDirectories));
    }

    private static string PowerShell()
    {
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "pwsh"))
            .FirstOrDefault(File.Exists);
        Skip.If(found is null, "no pwsh in the path: dotnet tool install --global PowerShell");
        return found!;
    }
}
