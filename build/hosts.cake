// The hosts of the project's own in tests/hosts, and the demo that they play.

const string DemoSong = "demo/demo.mid";
const string DemoPhrase = "demo/phrase.txt";
var hostsFolder = artifacts.Combine("hosts");

Task("hosts")
    .WithCriteria(IsRunningOnLinux(), "the test hosts are built on Linux only")
    .Does(() => BuildHosts(hostsFolder, []));

Task("players")
    .WithCriteria(IsRunningOnLinux(), "the test hosts are built on Linux only")
    .Does(() => BuildHosts(hostsFolder, ["clap-host", "vst3-host"]));

/// Builds hosts into a folder: those that are named, or all that this machine has the packages for.
void BuildHosts(DirectoryPath folder, string[] hosts, params string[] options)
{
    // always: more hosts can be built once their packages are installed
    Run("cmake",
    [
        "--log-level=WARNING", "-G", "Ninja", "-S", "tests/hosts", "-B", folder.FullPath, "-DCMAKE_BUILD_TYPE=Release", .. options,
    ]);
    Run("ninja", ["-C", folder.FullPath, "--quiet", .. hosts]);
}

Task("demo")
    .WithCriteria(IsRunningOnLinux(), "the test hosts are built on Linux only")
    .Does(() =>
    {
        var folder = artifacts.Combine("demo");
        CreateDirectory(folder);
        Information("The demo song, played by the built plugin in a host:");
        foreach (var (host, plugin, wav) in new[]
                 {
                     ("vst3-host", "LakhNES.vst3", folder.CombineWithFilePath("demo-vst3.wav")),
                     ("clap-host", "LakhNES.clap", folder.CombineWithFilePath("demo-clap.wav")),
                 })
        {
            string report = Capture(hostsFolder.CombineWithFilePath("bin/" + host).FullPath,
                "render", artifacts.Combine(plugin).FullPath, "--midi", DemoSong, "--set", "Voice Mode=Channels",
                "--seconds", "32", "--wav", wav.FullPath);
            using var played = System.Text.Json.JsonDocument.Parse(report);
            double peak = 20 * Math.Log10(played.RootElement.GetProperty("peak").GetDouble());
            Information("  {0}  ({1} in {2}: peak {3:0.0} dB, played in {4:0.00} s)",
                wav, plugin, host, peak, played.RootElement.GetProperty("seconds").GetDouble());
        }

        Information("A phrase, and what the plugin answers:");
        FilePath Answer(string extension) => folder.CombineWithFilePath("answer" + extension);
        Capture(hostsFolder.CombineWithFilePath("bin/clap-host").FullPath,
            "render", artifacts.Combine("LakhNES.clap").FullPath, "--script", DemoPhrase, "--seconds", "20",
            "--wav", Answer(".wav").FullPath, "--save-state", Answer(".state").FullPath);
        string[] takes = [Answer(".mid").FullPath, Answer(".nsf").FullPath, Answer(".png").FullPath];
        string take = Capture(artifacts.CombineWithFilePath("lakhnes").FullPath, ["take", Answer(".state").FullPath, "--played", .. takes]);
        Information("  {0}  ({1})", Answer(".wav"), take.Trim());
        foreach (string file in takes) Information("  {0}", file);
    });
