// The hosts of the project's own in tests/hosts, and the demo that they play.

const string DemoSong = "demo/demo.mid";
var hostsFolder = artifacts.Combine("hosts");

Task("hosts")
    .WithCriteria(IsRunningOnLinux(), "the test hosts are built on Linux only")
    .Does(() =>
    {
        if (!FileExists(hostsFolder.CombineWithFilePath("build.ninja")))
            Run("cmake", ["-G", "Ninja", "-S", "tests/hosts", "-B", hostsFolder.FullPath, "-DCMAKE_BUILD_TYPE=Release"]);
        Run("ninja", ["-C", hostsFolder.FullPath, "--quiet"]);
    });

Task("demo")
    .WithCriteria(IsRunningOnLinux(), "the test hosts are built on Linux only")
    .Does(() =>
    {
        var folder = artifacts.Combine("demo");
        CreateDirectory(folder);
        Information("The demo song, played by the built plugin in a host:");
        foreach (var (host, plugin, wav) in new[]
                 {
                     ("juce-host", "LakhNES.vst3", folder.CombineWithFilePath("demo-vst3.wav")),
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
    });
