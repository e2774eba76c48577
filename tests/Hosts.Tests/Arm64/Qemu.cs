using System.Text.Json;

namespace LakhNes.Hosts.Tests.Arm64;

/// <summary>Arm64's programs on another machine: QEMU with the libraries that they were linked with.</summary>
internal static class Qemu
{
    // it translates each instruction, and ONNX Runtime has many
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>QEMU's program.</summary>
    public static string Program => Need("/usr/bin/qemu-aarch64");

    /// <summary>The VST3 bundle for arm64.</summary>
    public static string Vst3 => Artifact("LakhNES.vst3");

    /// <summary>The CLAP for arm64.</summary>
    public static string Clap => Artifact("LakhNES.clap");

    /// <summary>The command for arm64.</summary>
    public static string Command => Artifact("lakhnes");

    /// <summary>The program without a host, for arm64.</summary>
    public static string App => Artifact("lakhnes-app");

    /// <summary>Runs an arm64 program, which must succeed, and returns what it printed.</summary>
    public static string Run(string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        HostProgram.Run(
            Program,
            ["-L", Artifact("sysroot"), program, .. arguments],
            environment: environment,
            patience: Patience
        );

    /// <summary>Plays a script in a host; see <see cref="Rendering.Of"/>.</summary>
    public static Rendering Render(string host, string script, params string[] options)
    {
        using var folder = new TestFolder();
        string plugin = host == "clap-host" ? Clap : Vst3,
            text = folder.Write("script.txt", script);
        string report = Run(
            Artifact(Path.Combine("hosts", "bin", host)),
            ["render", plugin, "--script", text, "--wav", folder["out.wav"], .. options]
        );
        return new Rendering(JsonDocument.Parse(report).RootElement, Wav.Read(folder["out.wav"]));
    }

    private static string Artifact(string name) => Need(Path.Combine(Built.Root, "artifacts", "arm64", name));

    // not with the hosts that CI requires: a machine without QEMU is as good
    private static string Need(string path)
    {
        bool exists = Path.Exists(path);
        if (Environment.GetEnvironmentVariable("LAKHNES_REQUIRE_QEMU") is "1" or "true")
            Assert.True(exists, $"{path} is missing, and LAKHNES_REQUIRE_QEMU is set");
        Skip.IfNot(exists, $"{path} is missing: ./build.sh arm64 makes it, qemu-user runs it");
        return path;
    }
}
