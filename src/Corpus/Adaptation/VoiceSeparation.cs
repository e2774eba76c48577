namespace LakhNes.Corpus.Adaptation;

/// <summary>
/// Takes a melody and a bass out of a polyphonic part. Of the notes that sound together the highest belongs to the melody and the
/// lowest to the bass (the "skyline" and its mirror image); a note that sounds alone belongs to the side of the part's middle
/// that it lies on, so that a left hand does not play into the melody's rests.
/// </summary>
internal static class VoiceSeparation
{
    /// <summary>A part with less of its time in overlaps is a monophonic one played legato.</summary>
    private const double LegatoShare = 0.1;

    /// <summary>True where notes overlap no more than legato playing does.</summary>
    /// <param name="notes">Ordered by start.</param>
    public static bool IsMonophonic(IReadOnlyList<TimedNote> notes)
    {
        long overlap = 0,
            total = 0,
            end = 0;
        foreach (TimedNote note in notes)
        {
            overlap += Math.Max(0, Math.Min(note.End, end) - note.Start);
            total += note.End - note.Start;
            end = Math.Max(end, note.End);
        }
        return overlap <= total * LegatoShare;
    }

    /// <summary>The melody and the bass.</summary>
    /// <param name="notes">Ordered by start.</param>
    public static (List<TimedNote> Melody, List<TimedNote> Bass) Split(IReadOnlyList<TimedNote> notes)
    {
        double highest = 0,
            lowest = 0;
        int together = 0;
        Sweep(
            notes,
            (_, low, high) =>
            {
                if (low == high)
                    return;
                highest += high;
                lowest += low;
                together++;
            }
        );
        double middle = together == 0 ? 0 : (highest + lowest) / (2 * together);

        List<TimedNote> melody = [],
            bass = [];
        Sweep(
            notes,
            (chord, low, high) =>
            {
                foreach (TimedNote note in chord)
                {
                    bool alone = low == high;
                    if (alone ? note.Key >= middle : note.Key == high)
                        Play(melody, note);
                    else if (alone || note.Key == low)
                        Play(bass, note);
                }
            }
        );
        return (melody, bass);
    }

    /// <summary>Adds a note to a line that it may only be in once at a time.</summary>
    private static void Play(List<TimedNote> line, TimedNote note)
    {
        if (line.Count == 0 || line[^1].Start < note.Start)
            line.Add(note);
    }

    /// <summary>
    /// Calls back for each time at which notes start, with these and the lowest and highest key that then sound.
    /// </summary>
    private static void Sweep(IReadOnlyList<TimedNote> notes, Action<IEnumerable<TimedNote>, int, int> chord)
    {
        Span<int> sounding = stackalloc int[128];
        sounding.Clear();
        PriorityQueue<int, long> ends = new();
        for (int i = 0; i < notes.Count; )
        {
            long time = notes[i].Start;
            while (ends.TryPeek(out int ended, out long end) && end <= time)
            {
                sounding[ended]--;
                ends.Dequeue();
            }
            int first = i;
            for (; i < notes.Count && notes[i].Start == time; i++)
            {
                sounding[notes[i].Key]++;
                ends.Enqueue(notes[i].Key, notes[i].End);
            }
            chord(notes.Skip(first).Take(i - first), sounding.IndexOfAnyExcept(0), sounding.LastIndexOfAnyExcept(0));
        }
    }
}
