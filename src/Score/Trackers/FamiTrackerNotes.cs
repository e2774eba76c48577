using System.Globalization;

namespace LakhNes.Score.Trackers;

/// <summary>Cells as FamiTracker writes them: <c>C#4 0A F G02</c>.</summary>
internal static class FamiTrackerNotes
{
    private const string Nothing = "...",
        Halt = "---",
        Release = "===";
    private const int Semitones = 12,
        Noise = (int)NesVoice.Noise;

    private static readonly string[] Names = ["C-", "C#", "D-", "D#", "E-", "F-", "F#", "G-", "G#", "A-", "A#", "B-"];

    /// <summary>A cell with so many effect columns.</summary>
    public static string Of(TrackerCell cell, int channel, int columns)
    {
        string note = cell.Note switch
        {
            TrackerCell.Nothing => Nothing,
            TrackerCell.Halt => Halt,
            TrackerCell.Release => Release,
            _ when channel == Noise => $"{cell.Note & 15:X}-#",
            _ => Names[cell.Note % Semitones] + (cell.Note / Semitones).ToString(CultureInfo.InvariantCulture),
        };
        string instrument = cell.Instrument < 0 ? ".." : $"{cell.Instrument:X2}";
        string volume = cell.Volume < 0 ? "." : $"{cell.Volume:X}";
        IEnumerable<string> effects = Enumerable
            .Range(0, columns)
            .Select(i => i < cell.Effects.Length ? $"{cell.Effects[i].Code}{cell.Effects[i].Value:X2}" : Nothing);
        return $"{note} {instrument} {volume} {string.Join(' ', effects)}";
    }

    /// <summary>Reads a note column.</summary>
    /// <returns>False where it is none.</returns>
    public static bool TryNote(ReadOnlySpan<char> text, int channel, out int note)
    {
        note = text switch
        {
            Nothing => TrackerCell.Nothing,
            Halt => TrackerCell.Halt,
            Release => TrackerCell.Release,
            _ => int.MinValue,
        };
        if (note != int.MinValue)
            return true;
        if (text.Length != 3)
            return false;
        if (channel == Noise)
            return TryHex(text[..1], 15, out note);
        int letter = "C D EF G A B".IndexOf(char.ToUpperInvariant(text[0]));
        int step = text[1] switch
        {
            '#' or '+' => 1,
            'b' or 'f' => -1,
            '-' or '.' => 0,
            _ => Semitones,
        };
        if (letter < 0 || text[0] == ' ' || step == Semitones || !char.IsAsciiDigit(text[2]) || text[2] > '7')
            return false;
        note = ((text[2] - '0') * Semitones) + ((letter + step + Semitones) % Semitones);
        return true;
    }

    /// <summary>Reads a hexadecimal number of at most some value.</summary>
    public static bool TryHex(ReadOnlySpan<char> text, int most, out int value) =>
        int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        && value >= 0
        && value <= most;
}
