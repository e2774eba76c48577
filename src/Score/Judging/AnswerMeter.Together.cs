namespace LakhNes.Score.Judging;

// what pitched voices do that sound together
public sealed partial class AnswerMeter
{
    private const int PitchedVoices = 3;

    private readonly int[] _sounding = new int[PitchedVoices]; // each voice's key; 0: it is silent

    // Harsh: of the time in which two sound or more, that in which the outer ones clash. Crossing: of the time of two voices,
    // that in which the one whose mean key was the lower in the prompt is above the other, beyond how much it was there.
    private (double Harsh, double Crossing) Together(ReadOnlySpan<PhraseNote> answer, double length)
    {
        int count = 0;
        foreach (ref readonly PhraseNote note in answer)
        {
            if (!note.IsPitched)
                continue;
            _times[count++] = Math.Max(note.Start, 0);
            _times[count++] = Math.Min(note.End, length);
        }

        _times.AsSpan(0, count).Sort();
        double harsh = 0,
            together = 0,
            crossed = 0,
            pairs = 0;
        for (int i = 1; i < count; i++)
        {
            double from = _times[i - 1],
                time = _times[i] - from;
            if (time == 0)
                continue;
            (int lowest, int highest, int voices) = Sound(answer, from, _times[i]);
            if (voices < 2)
                continue;
            together += time;
            if ((highest - lowest) % Octave is 1 or 6 or 11)
                harsh += time;
            (int ordered, int otherwise) = Orders();
            pairs += ordered * time;
            crossed += otherwise * time;
        }

        return (together > 0 ? harsh / together : double.NaN, pairs > 0 ? Math.Max(crossed / pairs - _crossing, 0) : 0);
    }

    // which keys sound in a time in which no note begins or ends
    private (int Lowest, int Highest, int Voices) Sound(ReadOnlySpan<PhraseNote> answer, double from, double to)
    {
        int lowest = int.MaxValue,
            highest = 0,
            voices = 0;
        Array.Clear(_sounding);
        foreach (ref readonly PhraseNote note in answer)
        {
            if (!note.IsPitched || note.Start > from || note.End < to)
                continue;
            voices++;
            lowest = Math.Min(lowest, note.Key);
            highest = Math.Max(highest, note.Key);
            _sounding[(int)note.Voice] = note.Key;
        }

        return (lowest, highest, voices);
    }

    // pairs of voices that sound and whose order is known, and those of them that are the other way round
    private (int Ordered, int Otherwise) Orders()
    {
        int ordered = 0,
            otherwise = 0;
        for (int one = 0; one < PitchedVoices; one++)
        {
            for (int other = one + 1; other < PitchedVoices; other++)
            {
                double before = _prompt[one].MeanKey - _prompt[other].MeanKey;
                if (_sounding[one] == 0 || _sounding[other] == 0 || before is 0 or double.NaN)
                    continue;
                ordered++;
                otherwise += (_sounding[one] - _sounding[other]) * Math.Sign(before) < 0 ? 1 : 0;
            }
        }

        return (ordered, otherwise);
    }
}
