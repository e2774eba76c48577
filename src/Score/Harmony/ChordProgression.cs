using System.Globalization;

namespace LakhNes.Score.Harmony;

/// <summary>Chords one after another, from time 0 on; after the last one it begins again.</summary>
public sealed class ChordProgression
{
    private readonly (double At, Chord Chord)[] _changes;

    /// <summary>Makes a progression.</summary>
    /// <param name="changes">Where each chord begins and which it is, by time; the first at 0.</param>
    /// <param name="length">Where it begins again, above the last change; infinity: nowhere.</param>
    public ChordProgression(ReadOnlySpan<(double At, Chord Chord)> changes, double length)
    {
        _changes = changes.ToArray();
        Length = length;
    }

    /// <summary>Makes a progression of one chord that lasts.</summary>
    public ChordProgression(Chord chord)
        : this([(0, chord)], double.PositiveInfinity) { }

    /// <summary>Where it begins again, in the unit of its times.</summary>
    public double Length { get; }

    /// <summary>Puts another chord in the place of the first. Allocates nothing.</summary>
    public void Set(Chord chord) => _changes[0].Chord = chord;

    /// <summary>The chord at a time; none before 0.</summary>
    /// <param name="time">The time.</param>
    /// <param name="since">Since when it is that one; minus infinity before the first.</param>
    /// <param name="until">When the next one begins; infinity: never.</param>
    public Chord At(double time, out double since, out double until)
    {
        (since, until) = (double.NegativeInfinity, 0);
        if (time < 0)
            return default;
        double round = double.IsPositiveInfinity(Length) ? 0 : Math.Floor(time / Length) * Length;
        int at = _changes.Length - 1;
        while (at > 0 && _changes[at].At > time - round)
            at--;
        since = round + _changes[at].At;
        until = round + (at + 1 < _changes.Length ? _changes[at + 1].At : Length);
        return _changes[at].Chord;
    }

    /// <summary>
    /// Reads chords that are separated by spaces, one a bar; one with a colon and a number lasts so many quarter notes instead,
    /// such as <c>Am:2 D7:2 G</c>.
    /// </summary>
    /// <param name="text">The chords.</param>
    /// <param name="bar">Length of a bar in quarter notes.</param>
    /// <param name="error">What is wrong, where the result is null.</param>
    /// <returns>The chords, times in quarter notes; null where it is none.</returns>
    public static ChordProgression? Parse(string text, double bar, out string error)
    {
        var changes = new List<(double, Chord)>();
        double at = 0;
        error = "";
        foreach (string word in text.Split((char[])[' ', ',', '|'], StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = word.Split(':');
            double beats = bar;
            if (!Chord.TryParse(parts[0], out Chord chord))
                error = $"'{parts[0]}' is no chord; expected one such as Am, F#m7 or C/E";
            else if (parts.Length > 2 || (parts.Length == 2 && !IsLength(parts[1], out beats)))
                error = $"'{word}' says no number of beats, such as Am:2";
            if (error.Length > 0)
                return null;
            changes.Add((at, chord));
            at += beats;
        }

        if (changes.Count == 0)
            error = "there is no chord";
        return changes.Count == 0 ? null : new ChordProgression([.. changes], at);
    }

    private static bool IsLength(string text, out double beats) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out beats)
        && beats is > 0 and <= 1024;
}
