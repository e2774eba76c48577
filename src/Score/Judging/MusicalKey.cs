namespace LakhNes.Score.Judging;

/// <summary>A major or natural minor key.</summary>
/// <param name="Tonic">Pitch class of the tonic, 0 (C) to 11.</param>
/// <param name="IsMinor">Minor rather than major.</param>
public readonly record struct MusicalKey(int Tonic, bool IsMinor)
{
    private const int Octave = 12;

    // how well a pitch class fits a key, from the tonic up (Krumhansl, "Cognitive Foundations of Musical Pitch", 1990)
    private static readonly double[] Major = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
    private static readonly double[] Minor = [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

    /// <summary>
    /// The key whose profile correlates best with how long each pitch class sounds; null where nothing with a pitch does.
    /// Allocates nothing.
    /// </summary>
    public static MusicalKey? Of(ReadOnlySpan<PhraseNote> notes)
    {
        Span<double> lengths = stackalloc double[Octave];
        lengths.Clear();
        foreach (ref readonly PhraseNote note in notes)
        {
            if (note.IsPitched)
                lengths[note.Key % Octave] += note.End - note.Start;
        }

        return Of(lengths);
    }

    /// <summary>The same of pitch classes. Allocates nothing.</summary>
    /// <param name="lengths">How long each of the twelve sounds, C first.</param>
    public static MusicalKey? Of(ReadOnlySpan<double> lengths)
    {
        if (!(Sum(lengths) > 0))
            return null;
        MusicalKey best = default;
        double closest = double.NegativeInfinity;
        for (int i = 0; i < 2 * Octave; i++)
        {
            MusicalKey key = new(i % Octave, i >= Octave);
            double likeness = Correlation(lengths, key.IsMinor ? Minor : Major, key.Tonic);
            if (likeness > closest)
                (best, closest) = (key, likeness);
        }
        return best;
    }

    /// <summary>A MIDI key belongs to it.</summary>
    public bool Contains(int key)
    {
        int degree = ((key - Tonic) % Octave + Octave) % Octave;
        return IsMinor ? degree is 0 or 2 or 3 or 5 or 7 or 8 or 10 : degree is 0 or 2 or 4 or 5 or 7 or 9 or 11;
    }

    private static double Correlation(ReadOnlySpan<double> lengths, ReadOnlySpan<double> profile, int tonic)
    {
        double meanLength = Sum(lengths) / Octave,
            meanFit = Sum(profile) / Octave,
            product = 0,
            squares = 0,
            fits = 0;
        for (int i = 0; i < Octave; i++)
        {
            double length = lengths[(i + tonic) % Octave] - meanLength,
                fit = profile[i] - meanFit;
            product += length * fit;
            squares += length * length;
            fits += fit * fit;
        }
        return squares > 0 ? product / Math.Sqrt(squares * fits) : 0;
    }

    private static double Sum(ReadOnlySpan<double> numbers)
    {
        double sum = 0;
        foreach (double number in numbers)
            sum += number;
        return sum;
    }
}
