using System.Globalization;

namespace LakhNes.Score.Trackers;

/// <summary>Names of FamiStudio's text.</summary>
internal static class FamiStudioNotes
{
    /// <summary>A note that ends what sounds.</summary>
    public const string Stop = "Stop";

    private const int Semitones = 12;

    private static readonly string[] Names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

    /// <summary>The 2A03's channels, in the order of <see cref="TrackerChannel"/>.</summary>
    public static IReadOnlyList<string> Channels { get; } = ["Square1", "Square2", "Triangle", "Noise", "DPCM"];

    // FamiTracker's sixteen noises, as FamiStudio reads them from it
    private const int FirstNoise = 31;

    /// <summary>A note's name, such as <c>C#4</c>.</summary>
    public static string NameOf(int note) => Names[note % Semitones] + (note / Semitones).ToString(CultureInfo.InvariantCulture);

    /// <summary>The note that FamiStudio has for one of a channel.</summary>
    public static int ToFamiStudio(int channel, int note) => channel == (int)NesVoice.Noise ? FirstNoise + note : note;

    /// <summary>The note of a channel that FamiStudio's is.</summary>
    public static int FromFamiStudio(int channel, int note) => channel == (int)NesVoice.Noise ? (note + 1) & 15 : note;

    /// <summary>Reads a note's name.</summary>
    public static bool TryNote(ReadOnlySpan<char> text, out int note)
    {
        note = 0;
        if (text.Length is not (2 or 3) || text[^1] is < '0' or > '7')
            return false;
        int step = -1;
        for (int i = 0; i < Names.Length; i++)
        {
            if (text[..^1].SequenceEqual(Names[i]))
                step = i;
        }
        note = ((text[^1] - '0') * Semitones) + step;
        return step >= 0;
    }
}
