using System.Runtime.InteropServices;

namespace LakhNes.Hosts.Tests;

/// <summary>An ALSA device that writes what it is given into a file, as fast as whoever plays; no sound card is needed.</summary>
internal static class AlsaFile
{
    private const string Device = """pcm.!default {{ type file slave.pcm "null" file "{0}" format "raw" }}""";

    /// <summary>Variables with which programs play to the file of a folder.</summary>
    public static Dictionary<string, string> Home(TestFolder folder)
    {
        folder.Write(".asoundrc", string.Format(Device, PathIn(folder)));
        return new() { ["HOME"] = folder.Path };
    }

    /// <summary>The file: 32-bit floats, left and right by turns.</summary>
    public static string PathIn(TestFolder folder) => folder["heard.raw"];

    /// <summary>All that was played.</summary>
    public static float[] Heard(TestFolder folder) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathIn(folder))).ToArray();

    /// <summary>How loud the last second is; a device that is a file takes many in one.</summary>
    public static float Loudest(TestFolder folder)
    {
        const int Second = 48_000 * 2 * sizeof(float);
        if (!File.Exists(PathIn(folder)))
            return 0;
        using FileStream file = new(PathIn(folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        long start = Math.Max(0, file.Length - Second) / sizeof(float) * sizeof(float);
        file.Position = start;
        byte[] last = new byte[Second];
        int count = file.ReadAtLeast(last, Second, throwOnEndOfStream: false) / sizeof(float) * sizeof(float);
        float[] samples = MemoryMarshal.Cast<byte, float>(last.AsSpan(0, count)).ToArray();
        return count == 0 ? 0 : samples.Max() - samples.Min();
    }
}
