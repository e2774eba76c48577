using LakhNes.Hosts.Tests.Generation;
using LakhNes.Hosts.Tests.Windows;

namespace LakhNes.Hosts.Tests.Packages;

/// <summary>The installer for Windows, under Wine, without a window.</summary>
[Collection(WineCollection.Name)]
[Trait("Category", "Windows")]
public class WindowsInstallerTests(Wine wine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public void InstallsForAllUsersWhatComposesAndTakesItAway()
    {
        string setup = Packages.Ending("-setup.exe");
        string host = Wine.Host("clap-host");
        using var folder = new TestFolder();
        string[] piece = ["generate", "--seed", "7", "--gen-len", "40", "--formats", "mid", "--out-dir"];
        wine.Run(setup, "/S");
        string programs = Path.Combine(wine.Environment["WINEPREFIX"], "drive_c", "Program Files");
        string clap = Path.Combine(programs, "Common Files/CLAP/LakhNES.clap"),
            own = Path.Combine(programs, "LakhNES");
        string[] installed = Directory.GetFiles(programs, "*", SearchOption.AllDirectories);
        Assert.Equal([Path.Combine(own, "onnxruntime.dll")], installed.Named("onnxruntime.dll"));
        Assert.Equal([Path.Combine(own, "default.onnx")], installed.Named("default.onnx"));
        Assert.Equal([clap], installed.Named("LakhNES.clap"));
        Assert.Contains(Path.Combine(own, "manual/index.html"), installed);
        Assert.Contains(Path.Combine(own, "lakhnes-app.exe"), installed);
        string shortcut = Path.Combine(
            wine.Environment["WINEPREFIX"],
            "drive_c/ProgramData/Microsoft/Windows/Start Menu/Programs/LakhNES.lnk"
        );
        Assert.True(File.Exists(shortcut));
        string module = Path.Combine(programs, "Common Files/VST3/LakhNES.vst3/Contents/x86_64-win/LakhNES.vst3");
        Assert.Equal([module], installed.Named("LakhNES.vst3"));

        string script = folder.Write("script.txt", Scripts.Phrase());
        wine.Run(
            host,
            [
                "render",
                Wine.PathOf(clap),
                .. Packages.Composing,
                "--script",
                Wine.PathOf(script),
                "--wav",
                Wine.PathOf(folder["out.wav"]),
                "--events",
                Wine.PathOf(folder["notes.txt"]),
            ]
        );
        Generated linux = Generated.Of("clap-host", Scripts.Phrase(), Packages.Composing);
        Assert.Equal(linux.Notes, File.ReadAllLines(folder["notes.txt"]));
        wine.Run(Path.Combine(own, "lakhnes.exe"), [.. piece, Wine.PathOf(folder["piece"])]);
        Assert.NotEmpty(Directory.GetFiles(folder["piece"]));

        string kept = Path.Combine(Path.GetDirectoryName(clap)!, "other.clap");
        File.WriteAllText(kept, "");
        wine.Run(Path.Combine(own, "uninstall.exe"), "/S");
        // it goes on as a copy of itself
        Eventually.True(() => !Directory.Exists(own), () => $"{own} is still there", Patience);
        Assert.False(File.Exists(clap));
        Assert.False(File.Exists(module));
        Assert.False(File.Exists(shortcut));
        Assert.True(File.Exists(kept));
        File.Delete(kept);
    }
}
