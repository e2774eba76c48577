using LakhNes.Score.Harmony;

namespace LakhNes.Score.Judging;

/// <summary>A band beside a played part by every <see cref="AccompanimentMeasure"/>.</summary>
public sealed class AccompanimentMeasurement
{
    private const int Octave = 12;

    private AccompanimentMeasurement(double[] values) => Values = values;

    /// <summary>
    /// A value for each of <see cref="AccompanimentMeasure.All"/>; NaN where there is none, as of a voice that the player has.
    /// </summary>
    public double[] Values { get; }

    /// <summary>Measures a band.</summary>
    /// <param name="played">What the player plays.</param>
    /// <param name="band">What sounds beside it in the same bars, in other voices.</param>
    public static AccompanimentMeasurement Of(Phrase played, Phrase band)
    {
        Phrase all = played.With(band);
        double[] beside = AnswerMeasurement.Of(played, band).Values,
            together = AnswerMeasurement.Of(played, all).Values;
        return new AccompanimentMeasurement([
            .. EachVoice(NesVoice.Noise, voice => Density(played, band, voice)),
            .. EachVoice(NesVoice.Triangle, voice => Register(band, voice)),
            Value(beside, "voices"),
            Value(beside, "key"),
            Value(together, "harsh"),
            Value(beside, "stuck"),
            BassOnRoot(played, band),
        ]);
    }

    private static IEnumerable<double> EachVoice(NesVoice last, Func<NesVoice, double> measure)
    {
        for (NesVoice voice = NesVoice.Pulse1; voice <= last; voice++)
            yield return measure(voice);
    }

    private static double Value(double[] values, string name) =>
        values[AnswerMeasure.All.IndexOf(AnswerMeasure.All.Single(measure => measure.Name == name))];

    private static double Density(Phrase played, Phrase band, NesVoice voice) =>
        played.Notes.Any(note => note.Voice == voice)
            ? double.NaN
            : band.Beginnings.Count(note => note.Voice == voice) / band.Length;

    private static double Register(Phrase band, NesVoice voice) =>
        band.Beginnings.Where(note => note.Voice == voice).Select(note => (double)note.Key).DefaultIfEmpty(double.NaN).Average();

    // of the bars in which both are heard; the bass is the pitch class that the lowest voice of the band holds longest
    private static double BassOnRoot(Phrase played, Phrase band)
    {
        if (Lowest(band) is not { } bass)
            return double.NaN;
        int bars = 0,
            onRoot = 0;
        for (int bar = 0; bar < played.Bars; bar++)
        {
            double[] harmony = Lengths(played, bar, note => note.IsPitched),
                low = Lengths(band, bar, note => note.Voice == bass);
            if (harmony.Sum() == 0 || low.Sum() == 0)
                continue;
            bars++;
            onRoot += Chord.OfLengths(harmony).Root == Array.IndexOf(low, low.Max()) ? 1 : 0;
        }

        return bars > 0 ? (double)onRoot / bars : double.NaN;
    }

    private static NesVoice? Lowest(Phrase band) =>
        band.Notes.Where(note => note.IsPitched).GroupBy(note => note.Voice).MinBy(voice => voice.Average(note => note.Key))?.Key;

    // how long each pitch class sounds in a bar
    private static double[] Lengths(Phrase phrase, int bar, Func<PhraseNote, bool> counts)
    {
        double from = bar * phrase.QuartersPerBar,
            to = from + phrase.QuartersPerBar;
        double[] lengths = new double[Octave];
        foreach (PhraseNote note in phrase.Notes.Where(counts))
            lengths[note.Key % Octave] += Math.Max(0, Math.Min(note.End, to) - Math.Max(note.Start, from));
        return lengths;
    }
}
