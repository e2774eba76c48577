namespace LakhNes.Score.Judging;

// what each voice does
public sealed partial class AnswerMeter
{
    // of the time of the pitched voices that play, and of the one that is stuck the most beyond how much it was in the prompt
    private (double Stuck, double Standing) Stuck(ReadOnlySpan<PhraseNote> answer, double length)
    {
        double stuck = 0,
            standing = 0;
        int voices = 0;
        for (NesVoice voice = NesVoice.Pulse1; voice < NesVoice.Noise; voice++)
        {
            double share = Stuck(answer, voice, length),
                before = _prompt[(int)voice].Stuck;
            if (double.IsNaN(share))
                continue;
            stuck += share;
            standing = Math.Max(standing, share - (double.IsNaN(before) ? 0 : before));
            voices++;
        }

        return voices > 0 ? (stuck / voices, standing) : (0, double.NaN);
    }

    // share of the time; a voice that does not play has none
    private double Stuck(ReadOnlySpan<PhraseNote> notes, NesVoice voice, double length)
    {
        double stuck = 0;
        int count = Places(notes, voice, beginnings: false);
        for (int first = 0, after; first < count; first = after)
        {
            for (after = first + 1; after < count && GoesOn(in notes[_places[after - 1]], in notes[_places[after]]); after++) { }
            double start = notes[_places[first]].Start,
                end = notes[_places[after - 1]].End;
            if (end - start >= StuckQuarters)
                stuck += Math.Min(end, length) - Math.Max(start, 0);
        }

        return count > 0 ? stuck / length : double.NaN;
    }

    private static bool GoesOn(in PhraseNote note, in PhraseNote next) =>
        next.Key == note.Key && next.Start - note.End <= LongestRest;

    // of two bars after two bars, and of the voices that play there or in the prompt
    private double DistanceOfDensity(ReadOnlySpan<PhraseNote> answer, double length, double window)
    {
        double sum = 0;
        int count = 0;
        for (double from = 0; from < length; from += window)
        {
            double to = Math.Min(from + window, length);
            for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            {
                double before = _prompt[(int)voice].Density,
                    now = Density(answer, voice, from, to);
                if (before == 0 && now == 0)
                    continue;
                sum += Math.Abs(Math.Log2((now + 1) / (before + 1)));
                count++;
            }
        }

        return count > 0 ? sum / count : double.NaN;
    }

    // notes of a voice that begin in a part, in four quarters of it
    private static double Density(ReadOnlySpan<PhraseNote> notes, NesVoice voice, double from, double to)
    {
        int count = 0;
        foreach (ref readonly PhraseNote note in notes)
            count += note.Voice == voice && note.Begins && note.Start >= from && note.Start < to ? 1 : 0;
        return count * DensityQuarters / (to - from);
    }

    // of two bars after two bars, and of the pitched voices that play there and in the prompt
    private double DistanceOfRegister(ReadOnlySpan<PhraseNote> answer, double length, double window)
    {
        double sum = 0;
        int count = 0;
        for (double from = 0; from < length; from += window)
        {
            double to = Math.Min(from + window, length);
            for (NesVoice voice = NesVoice.Pulse1; voice < NesVoice.Noise; voice++)
            {
                double distance = Math.Abs(MeanKey(answer, voice, from, to) - _prompt[(int)voice].MeanKey);
                if (double.IsNaN(distance))
                    continue;
                sum += distance;
                count++;
            }
        }

        return count > 0 ? sum / count : double.NaN;
    }

    // of the notes of a voice that begin in a part
    private static double MeanKey(ReadOnlySpan<PhraseNote> notes, NesVoice voice, double from, double to)
    {
        int sum = 0,
            count = 0;
        foreach (ref readonly PhraseNote note in notes)
        {
            if (note.Voice != voice || !note.Begins || !(note.Start >= from) || !(note.Start < to))
                continue;
            sum += note.Key;
            count++;
        }

        return count > 0 ? (double)sum / count : double.NaN;
    }

    // of the pitched voices that play in both
    private double DistanceOfIntervals(ReadOnlySpan<PhraseNote> answer)
    {
        double sum = 0;
        int count = 0;
        for (NesVoice voice = NesVoice.Pulse1; voice < NesVoice.Noise; voice++)
        {
            double distance = Math.Abs(MeanInterval(answer, voice) - _prompt[(int)voice].MeanInterval);
            if (double.IsNaN(distance))
                continue;
            sum += distance;
            count++;
        }

        return count > 0 ? sum / count : double.NaN;
    }

    // from note to note, up or down
    private double MeanInterval(ReadOnlySpan<PhraseNote> notes, NesVoice voice)
    {
        int sum = 0,
            count = Places(notes, voice, beginnings: true);
        for (int i = 1; i < count; i++)
            sum += Math.Abs(notes[_places[i]].Key - notes[_places[i - 1]].Key);
        return count > 1 ? (double)sum / (count - 1) : double.NaN;
    }

    // of the voices that play in both
    private double DistanceOfRhythm(ReadOnlySpan<PhraseNote> answer)
    {
        double sum = 0;
        int count = 0;
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            CountSteps(answer, voice, _steps);
            double divergence = Distances.JensenShannon(RhythmOf(voice), _steps);
            if (double.IsNaN(divergence))
                continue;
            sum += divergence;
            count++;
        }

        return count > 0 ? sum / count : double.NaN;
    }

    private Span<double> RhythmOf(NesVoice voice) => _rhythm.AsSpan((int)voice * _steps.Length, _steps.Length);

    // inter-onset times of a voice in sixteenths
    private void CountSteps(ReadOnlySpan<PhraseNote> notes, NesVoice voice, Span<double> counts)
    {
        counts.Clear();
        int count = Places(notes, voice, beginnings: true);
        for (int i = 1; i < count; i++)
            counts[Math.Clamp(notes[_places[i]].Sixteenth - notes[_places[i - 1]].Sixteenth, 0, LongestStep)]++;
    }

    private int Places(ReadOnlySpan<PhraseNote> notes, NesVoice voice, bool beginnings)
    {
        int count = 0;
        for (int i = 0; i < notes.Length; i++)
        {
            if (notes[i].Voice == voice && (!beginnings || notes[i].Begins))
                _places[count++] = i;
        }

        return count;
    }

    // what is compared of a voice of the prompt; NaN where it does not play
    private readonly record struct VoiceMeasurement(double Density, double Stuck, double MeanKey, double MeanInterval);
}
