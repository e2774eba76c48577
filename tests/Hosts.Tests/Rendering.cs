using System.Text.Json;

namespace LakhNes.Hosts.Tests;

/// <summary>What a host played and said.</summary>
/// <param name="Report">The host's JSON.</param>
/// <param name="Audio">The WAV that it wrote.</param>
internal sealed record Rendering(JsonElement Report, Wav Audio)
{
    /// <summary>Plays a script through a plugin in one of the C and C++ hosts.</summary>
    /// <param name="host">One of those of tests/hosts.</param>
    /// <param name="script">See <see cref="Scripts"/>.</param>
    /// <param name="options">Further options of the host.</param>
    public static Rendering Of(string host, string script, params string[] options)
    {
        using var folder = new TestFolder();
        return Play(host, folder, ["--script", folder.Write("script.txt", script), .. options]);
    }

    /// <summary>Plays a MIDI file.</summary>
    public static Rendering OfMidi(string host, string path, params string[] options)
    {
        using var folder = new TestFolder();
        return Play(host, folder, ["--midi", path, .. options]);
    }

    private static Rendering Play(string host, TestFolder folder, string[] options)
    {
        string plugin = host == "clap-host" ? Built.Clap : Built.Vst3;
        JsonElement report = HostProgram.Json(host, ["render", plugin, "--wav", folder["out.wav"], .. options]);
        return new Rendering(report, Wav.Read(folder["out.wav"]));
    }
}
