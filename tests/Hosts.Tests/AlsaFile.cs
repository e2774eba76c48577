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
        float[] samples = LastSecond(folder);
        return samples.Length == 0 ? 0 : samples.Max() - samples.Min();
    }

    /// <summary>How often the last second rises from its lowest quarter to its highest: the frequency of a wave.</summary>
    public static int Rises(TestFolder folder)
    {
        float[] samples = LastSecond(folder);
        if (samples.Length == 0)
            return 0;
        float least = samples.Min(),
            quarter = (samples.Max() - least) / 4;
        bool high = true;
        int rises = 0;
        foreach (float sample in samples)
        {
            if (high && sample < least + quarter)
                high = false;
            else if (!high && sample > least + (3 * quarter))
            {
                high = true;
                rises++;
            }
        }

        return rises;
    }

    // of the left side
    private static float[] LastSecond(TestFolder folder)
    {
        const int Frame = 2 * sizeof(float),
            Second = 48_000 * Frame;
        if (!File.Exists(PathIn(folder)))
            return [];
        using FileStream file = new(PathIn(folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = Math.Max(0, file.Length - Second) / Frame * Frame;
        byte[] last = new byte[Second];
        int count = file.ReadAtLeast(last, Second, throwOnEndOfStream: false) / Frame * Frame;
        ReadOnlySpan<float> samples = MemoryMarshal.Cast<byte, float>(last.AsSpan(0, count));
        float[] left = new float[samples.Length / 2];
        for (int i = 0; i < left.Length; i++)
            left[i] = samples[i * 2];
        return left;
    }
}
