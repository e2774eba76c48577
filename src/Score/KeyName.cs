using System.Globalization;

namespace LakhNes.Score;

/// <summary>MIDI keys by their names, middle C (60) being C4.</summary>
public static class KeyName
{
    private const int Octave = 12,
        HighestOctave = 20;

    private static readonly string[] Names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

    /// <summary>The names within an octave, from C up.</summary>
    public static ReadOnlySpan<string> PitchClasses => Names;

    /// <summary>A key's name, such as <c>C#4</c>.</summary>
    /// <param name="key">0 to 127.</param>
    public static string Of(int key) => string.Create(CultureInfo.InvariantCulture, $"{Names[key % Octave]}{(key / Octave) - 1}");

    /// <summary>Writes a key's name, without allocating.</summary>
    /// <param name="key">0 to 127.</param>
    /// <param name="text">Room for four characters is enough.</param>
    /// <returns>Characters written; 0 where they do not fit.</returns>
    public static int Format(int key, Span<char> text)
    {
        string name = Names[key % Octave];
        if (!name.TryCopyTo(text))
            return 0;
        return ((key / Octave) - 1).TryFormat(text[name.Length..], out int digits, default, CultureInfo.InvariantCulture)
            ? name.Length + digits
            : 0;
    }

    /// <summary>Reads a name: a letter, <c>#</c> or <c>b</c> where there is one, the octave. Case counts nothing.</summary>
    /// <param name="text">The name.</param>
    /// <param name="key">MIDI key; beyond 0 to 127 where the octave is.</param>
    /// <returns>False where it is no name of a key.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out int key)
    {
        key = 0;
        if (text.Length < 2)
            return false;
        int letter = "C D EF G A B".IndexOf(char.ToUpperInvariant(text[0]));
        if (letter < 0 || text[0] == ' ')
            return false;
        int step =
            text[1] == '#' ? 1
            : text[1] is 'b' or 'B' ? -1
            : 0;
        if (
            !int.TryParse(
                text[(step == 0 ? 1 : 2)..],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out int octave
            )
        )
            return false;
        if (Math.Abs(octave) > HighestOctave)
            return false;
        key = ((octave + 1) * Octave) + letter + step;
        return true;
    }
}
