namespace LakhNes.Score.Judging;

// what comes again
public sealed partial class AnswerMeter
{
    // intervals, and with rhythm the sixteenths from note to note; what only repeats one key is none
    private int FindPatterns(ReadOnlySpan<PhraseNote> notes, int length, bool rhythm, Span<UInt128> to)
    {
        int found = 0;
        for (NesVoice voice = NesVoice.Pulse1; voice < NesVoice.Noise; voice++)
        {
            int count = Places(notes, voice, beginnings: true);
            for (int first = 0; first + length <= count; first++)
            {
                UInt128 pattern = 0;
                bool moves = false;
                for (int i = first + 1; i < first + length; i++)
                {
                    ref readonly PhraseNote note = ref notes[_places[i]],
                        before = ref notes[_places[i - 1]];
                    int interval = note.Key - before.Key,
                        step = rhythm ? Math.Min(note.Sixteenth - before.Sixteenth, LongestStep) : 0;
                    moves |= interval != 0;

                    // eight bits of interval, five of sixteenths
                    pattern = (pattern << StepBits) | (uint)(((interval & 0xFF) << 5) | step);
                }

                if (moves)
                    to[found++] = pattern;
            }
        }

        return found;
    }

    private double ShareKnown(int count, ReadOnlySpan<UInt128> known)
    {
        int chosen = 0;
        for (int i = 0; i < count; i++)
            chosen += known.BinarySearch(_found[i]) >= 0 ? 1 : 0;
        return count > 0 ? (double)chosen / count : double.NaN;
    }

    // those that occur more than once
    private double ShareAgain(int count)
    {
        Span<UInt128> found = _found.AsSpan(0, count);
        found.Sort();
        int again = 0;
        for (int i = 0; i < count; i++)
            again += (i > 0 && found[i - 1] == found[i]) || (i + 1 < count && found[i + 1] == found[i]) ? 1 : 0;
        return count > 0 ? (double)again / count : double.NaN;
    }

    // bars of which both are empty do not count
    private double LikenessOfBars(ReadOnlySpan<PhraseNote> answer, int bars, double sixteenthsPerBar)
    {
        double sum = 0;
        int count = 0;
        for (int bar = PhraseBars; bar < bars; bar++)
        {
            int now = NotesOfBar(answer, bar * sixteenthsPerBar, sixteenthsPerBar, _bar);
            int before = NotesOfBar(answer, (bar - PhraseBars) * sixteenthsPerBar, sixteenthsPerBar, _earlier);
            double likeness = Likeness(_bar.AsSpan(0, now), _earlier.AsSpan(0, before));
            if (double.IsNaN(likeness))
                continue;
            sum += likeness;
            count++;
        }

        return count > 0 ? sum / count : double.NaN;
    }

    // notes that two bars share, over all of them (Jaccard's index); NaN of two empty ones
    private static double Likeness(ReadOnlySpan<int> bar, ReadOnlySpan<int> other)
    {
        int shared = 0;
        foreach (int note in bar)
            shared += other.BinarySearch(note) >= 0 ? 1 : 0;
        return (double)shared / (bar.Length + other.Length - shared);
    }

    // its sixteenth, voice and key tell a note; each once, in order
    private static int NotesOfBar(ReadOnlySpan<PhraseNote> answer, double start, double length, Span<int> to)
    {
        int count = 0;
        foreach (ref readonly PhraseNote note in answer)
        {
            if (!note.Begins || !(note.Sixteenth >= start) || !(note.Sixteenth < start + length))
                continue;
            to[count++] = (((((int)(note.Sixteenth - start)) * NesVoices.Count) + (int)note.Voice) * Keys) + note.Key;
        }

        to[..count].Sort();
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            if (kept == 0 || to[i] != to[kept - 1])
                to[kept++] = to[i];
        }

        return kept;
    }

    // of each bar with notes, its likeness to the bar of the prompt that it is most like
    private double LikenessToPrompt(ReadOnlySpan<PhraseNote> answer, int bars, double sixteenthsPerBar)
    {
        double sum = 0;
        int count = 0;
        for (int bar = 0; bar < bars; bar++)
        {
            ReadOnlySpan<int> now = _bar.AsSpan(0, NotesOfBar(answer, bar * sixteenthsPerBar, sixteenthsPerBar, _bar));
            if (now.IsEmpty)
                continue;
            double most = 0;
            for (int heard = 0, start = 0; heard < _promptBarCount; start = _promptBarEnds[heard++])
                most = Math.Max(most, Likeness(now, _promptBars.AsSpan(start.._promptBarEnds[heard])));
            sum += most;
            count++;
        }

        return count > 0 ? sum / count : double.NaN;
    }

    private void HearBars(ReadOnlySpan<PhraseNote> prompt, double sixteenthsPerBar)
    {
        _promptBarCount = 0;
        int end = 0;
        double last = prompt.IsEmpty ? 0 : prompt[^1].Sixteenth;
        for (double from = 0; from <= last; from += sixteenthsPerBar)
        {
            int count = NotesOfBar(prompt, from, sixteenthsPerBar, _promptBars.AsSpan(end));
            if (count > 0)
                _promptBarEnds[_promptBarCount++] = end += count;
        }
    }
}
