using System.Collections.Immutable;
using System.Globalization;

namespace LakhNes.Instrument.Tunings;

/// <summary>
/// Which degree of a scale each key plays, and the pitch of one of them, as Scala's <c>.kbm</c> files have it. Immutable.
/// </summary>
public sealed class KeyboardMap
{
    private const int MiddleC = 60;
    private const double Concert = 440;

    private static readonly string[] Heads =
    [
        "the map's size",
        "the first key",
        "the last key",
        "the middle key",
        "the reference key",
    ];

    private readonly int _size;
    private readonly int _first;
    private readonly int _last;
    private readonly int _middle;
    private readonly int _reference;
    private readonly double _frequency;
    private readonly int _octaveDegree;

    // null: the key is silent
    private readonly ImmutableArray<int?> _degrees;

    private KeyboardMap(
        string text,
        int size,
        int first,
        int last,
        int middle,
        int reference,
        double frequency,
        int octaveDegree,
        ImmutableArray<int?> degrees
    )
    {
        Text = text;
        (_size, _first, _last, _middle) = (size, first, last, middle);
        (_reference, _frequency, _octaveDegree, _degrees) = (reference, frequency, octaveDegree, degrees);
    }

    /// <summary>A degree a key, the first on C4, which has its usual pitch.</summary>
    public static KeyboardMap Linear { get; } =
        new("", 0, 0, PitchTable.Keys - 1, MiddleC, MiddleC, Concert * Math.Pow(2, (MiddleC - 69) / 12.0), 0, []);

    /// <summary>The file that it was read from.</summary>
    public string Text { get; }

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="map">The map; <see cref="Linear"/> where the result is false.</param>
    /// <param name="error">Why not, with the line, where the result is false.</param>
    public static bool TryParse(string text, out KeyboardMap map, out string error)
    {
        map = Linear;
        var lines = new ScalaLines(text);
        Span<int> keys = stackalloc int[Heads.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            // the first is a size; the others are keys
            int most = i == 0 ? int.MaxValue : PitchTable.Keys - 1;
            if (!TryReadNumber(ref lines, Heads[i], most, out keys[i], out error))
                return false;
        }

        (int size, int first, int last, int middle, int reference) = (keys[0], keys[1], keys[2], keys[3], keys[4]);
        if (
            !lines.TryNextWord(out ReadOnlySpan<char> word)
            || !double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double frequency)
            || !(frequency > 0 && double.IsFinite(frequency))
        )
            return Refuse($"line {lines.Number}: the reference key's frequency is missing or none", out error);
        if (!TryReadNumber(ref lines, "the octave's degree", int.MaxValue, out int octaveDegree, out error))
            return false;
        if (!TryReadDegrees(ref lines, size, out ImmutableArray<int?> degrees, out error))
            return false;
        var read = new KeyboardMap(text, size, first, last, middle, reference, frequency, octaveDegree, degrees);
        if (read.CentsOf(reference, ScalaScale.Equal) is null)
            return Refuse("the reference key is not mapped, so that no key has a pitch", out error);
        map = read;
        return true;
    }

    /// <summary>The pitches of a scale laid out by the map. Keys out of its range are tuned as ever.</summary>
    public PitchTable PitchesOf(ScalaScale scale)
    {
        PitchTable pitches = PitchTable.Equal;
        double known = 69 + (12 * Math.Log2(_frequency / Concert)),
            at = CentsOf(_reference, scale) ?? 0;
        for (int key = _first; key <= _last; key++)
            pitches[key] = CentsOf(key, scale) is { } cents ? known + ((cents - at) / 100) : double.NaN;
        return pitches;
    }

    // a key's distance from the middle key's first degree; null: silent
    private double? CentsOf(int key, ScalaScale scale)
    {
        int distance = key - _middle;
        if (_size == 0)
            return scale.CentsOf(distance);
        int times = Math.DivRem(distance, _size, out int place);
        if (place < 0)
            (times, place) = (times - 1, place + _size);
        return place < _degrees.Length && _degrees[place] is { } degree
            ? scale.CentsOf(degree) + (times * scale.CentsOf(_octaveDegree))
            : null;
    }

    // those that are missing at the end are silent
    private static bool TryReadDegrees(ref ScalaLines lines, int size, out ImmutableArray<int?> degrees, out string error)
    {
        var read = ImmutableArray.CreateBuilder<int?>();
        while (read.Count < size && lines.TryNext(out ReadOnlySpan<char> line))
        {
            ReadOnlySpan<char> word = line.Trim();
            int end = word.IndexOfAny(' ', '\t');
            word = end < 0 ? word : word[..end];
            if (word.Length == 0)
                continue;
            if (word is "x" or "X")
            {
                read.Add(null);
            }
            else if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int degree))
            {
                read.Add(degree);
            }
            else
            {
                degrees = [];
                return Refuse($"line {lines.Number}: '{ScalaScale.Shown(word)}' is neither a degree nor x", out error);
            }
        }

        degrees = read.ToImmutable();
        error = "";
        return true;
    }

    private static bool TryReadNumber(ref ScalaLines lines, string what, int most, out int value, out string error)
    {
        value = 0;
        bool isRead =
            lines.TryNextWord(out ReadOnlySpan<char> word)
            && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value <= most;
        string range = most == int.MaxValue ? "" : $" (0 to {most})";
        error = isRead ? "" : $"line {lines.Number}: {what}{range} is missing or none";
        return isRead;
    }

    private static bool Refuse(string why, out string error)
    {
        error = why;
        return false;
    }
}
