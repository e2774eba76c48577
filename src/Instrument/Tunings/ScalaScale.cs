using System.Collections.Immutable;
using System.Globalization;

namespace LakhNes.Instrument.Tunings;

/// <summary>
/// A scale as Scala's <c>.scl</c> files have it: degrees in cents above the first, repeated for ever. Immutable.
/// </summary>
public sealed class ScalaScale
{
    private const double CentsPerOctave = 1200;

    // 1/1 is not among them; the last is the interval at which the scale repeats
    private readonly ImmutableArray<double> _cents;

    private ScalaScale(string description, string text, ImmutableArray<double> cents)
    {
        Description = description;
        Text = text;
        _cents = cents;
    }

    /// <summary>Twelve equal steps to the octave.</summary>
    public static ScalaScale Equal { get; } = new("", "", [100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200]);

    /// <summary>Its first line.</summary>
    public string Description { get; }

    /// <summary>The file that it was read from.</summary>
    public string Text { get; }

    /// <summary>Degrees until it repeats.</summary>
    public int Count => _cents.Length;

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scale">The scale; <see cref="Equal"/> where the result is false.</param>
    /// <param name="error">Why not, with the line, where the result is false.</param>
    public static bool TryParse(string text, out ScalaScale scale, out string error)
    {
        scale = Equal;
        var lines = new ScalaLines(text);
        if (!lines.TryNext(out ReadOnlySpan<char> description))
            return Refuse("it is empty", out error);
        if (!lines.TryNextWord(out ReadOnlySpan<char> word) || !IsCount(word, out int count))
            return Refuse($"line {lines.Number}: the number of notes is missing", out error);
        if (count == 0)
            return Refuse("a scale without notes cannot be laid out on keys", out error);

        // no more than the text can hold, whatever it says
        var cents = ImmutableArray.CreateBuilder<double>();
        while (cents.Count < count)
        {
            if (!lines.TryNextWord(out word))
                return Refuse($"line {lines.Number}: it has {cents.Count} notes of the {count} that it says", out error);
            if (!TryParsePitch(word, out double pitch))
                return Refuse($"line {lines.Number}: '{Shown(word)}' is neither a ratio nor cents", out error);
            cents.Add(pitch);
        }

        scale = new ScalaScale(description.Trim().ToString(), text, cents.ToImmutable());
        error = "";
        return true;
    }

    /// <summary>A degree's distance from the first (0), in cents; below it and beyond the last the scale repeats.</summary>
    public double CentsOf(long degree)
    {
        long times = Math.DivRem(degree, Count, out long within);
        if (within < 0)
            (times, within) = (times - 1, within + Count);
        return (times * _cents[^1]) + (within == 0 ? 0 : _cents[(int)within - 1]);
    }

    internal static string Shown(ReadOnlySpan<char> word) => word.Length > 24 ? $"{word[..24]}..." : word.ToString();

    private static bool IsCount(ReadOnlySpan<char> word, out int count) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    // with a point it is cents, without one a ratio or a whole number, which is one
    private static bool TryParsePitch(ReadOnlySpan<char> word, out double cents)
    {
        if (word.Contains('.'))
        {
            const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            return double.TryParse(word, plain, CultureInfo.InvariantCulture, out cents) && double.IsFinite(cents);
        }

        int slash = word.IndexOf('/');
        double below = 1;
        bool isRatio =
            double.TryParse(slash < 0 ? word : word[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out double above)
            && (slash < 0 || double.TryParse(word[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out below));
        cents = CentsPerOctave * Math.Log2(above / below);
        return isRatio && double.IsFinite(cents);
    }

    private static bool Refuse(string why, out string error)
    {
        error = why;
        return false;
    }
}
