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
        foreach (var (host, plugin, wav) in new[]
                 {
                     ("juce-host", "LakhNES.vst3", "demo-vst3.wav"),
                     ("clap-host", "LakhNES.clap", "demo-clap.wav"),
                 })
        {
            Run(hostsFolder.CombineWithFilePath("bin/" + host),
            [
                "render", artifacts.CombineWithFilePath(plugin).FullPath, "--midi", DemoSong, "--set", "Voice Mode=Channels",
                "--seconds", "32", "--wav", folder.CombineWithFilePath(wav).FullPath,
            ]);
        }

        Information("The demo song, played by the VST3 and by the CLAP, each in a host:");
        foreach (var wav in GetFiles(folder + "/*.wav"))
            Information("  {0}", wav);
    });
