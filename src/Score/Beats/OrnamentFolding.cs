namespace LakhNes.Score.Beats;

/// <summary>
/// A register log writes what a tracker does to one note as many: an arpeggio is a new key each frame or two, vibrato a key that
/// comes and goes, a slide a ladder of keys, a drum a chain of noise periods. This makes one note of each again.
/// </summary>
public static class OrnamentFolding
{
    // frames: a step of a fast arpeggio; of a slide or grace note; of vibrato; of what a drum begins with
    private const int ArpeggioStep = 3,
        GraceLength = 2,
        VibratoStep = 6,
        DrumStep = 3;
    private const int ShortestArpeggio = 4,
        ShortestVibrato = 4; // notes

    /// <summary>The notes of each voice, ornaments folded.</summary>
    /// <param name="frames">In console frames.</param>
    public static List<VoiceNote>[] Fold(NesScore frames)
    {
        List<VoiceNote>[] notes = VoiceNotes.WithStrikes(frames);
        for (int voice = 0; voice < (int)NesVoice.Noise; voice++)
            notes[voice] = FoldGraces(FoldVibrato(FoldArpeggios(notes[voice])));
        notes[(int)NesVoice.Noise] = FoldDrums(notes[(int)NesVoice.Noise]);
        return notes;
    }

    /// <summary>A note begins where the one before it in the list ends.</summary>
    private static bool Joins(List<VoiceNote> notes, int i) => i > 0 && i < notes.Count && notes[i].Start == notes[i - 1].End;

    /// <summary>
    /// Runs of short notes that join and come back to a key become one note of the run's first key; a key that the
    /// chord does not have begins another. What the chord is held on after belongs to it.
    /// </summary>
    private static List<VoiceNote> FoldArpeggios(List<VoiceNote> notes)
    {
        List<VoiceNote> folded = [];
        HashSet<int> chord = [];
        for (int i = 0; i < notes.Count; )
        {
            chord.Clear();
            bool returned = false;
            int end = i;
            for (; end < notes.Count && notes[end].Length <= ArpeggioStep && (end == i || Joins(notes, end)); end++)
            {
                if (chord.Contains(notes[end].Key))
                    returned = true;
                else if (returned)
                    break;
                chord.Add(notes[end].Key);
            }
            if (!returned || end - i < ShortestArpeggio)
            {
                folded.Add(notes[i++]);
                continue;
            }
            if (Joins(notes, end) && notes[end].Length > ArpeggioStep && chord.Contains(notes[end].Key))
                end++;
            folded.Add(notes[i] with { End = notes[end - 1].End });
            i = end;
        }
        return folded;
    }

    /// <summary>Two neighbouring keys that take turns quickly become one note of the key that sounds longer.</summary>
    private static List<VoiceNote> FoldVibrato(List<VoiceNote> notes)
    {
        List<VoiceNote> folded = [];
        for (int i = 0; i < notes.Count; )
        {
            // the first and the last may be held for any time, those between are the vibrato's turns
            int end = i + 1;
            while (
                Joins(notes, end)
                && Math.Abs(notes[end].Key - notes[end - 1].Key) == 1
                && (end == i + 1 || (notes[end].Key == notes[end - 2].Key && notes[end - 1].Length <= VibratoStep))
            )
                end++;
            if (end - i < ShortestVibrato && !(end - i == 3 && notes[i + 1].Length <= VibratoStep / 2))
            {
                folded.Add(notes[i++]);
                continue;
            }
            long[] lengths = new long[2];
            for (int n = i; n < end; n++)
                lengths[(n - i) % 2] += notes[n].Length;
            folded.Add(notes[i] with { Key = notes[lengths[1] > lengths[0] ? i + 1 : i].Key, End = notes[end - 1].End });
            i = end;
        }
        return folded;
    }

    /// <summary>
    /// Very short notes that join belong to the held one: those before it to its beginning, those after it to its end. Where
    /// they stand alone, the first of them stays.
    /// </summary>
    private static List<VoiceNote> FoldGraces(List<VoiceNote> notes)
    {
        List<VoiceNote> folded = [];
        for (int i = 0; i < notes.Count; )
        {
            int end = i;
            while (end < notes.Count && notes[end].Length <= GraceLength && (end == i || Joins(notes, end)))
                end++;
            if (end == i)
            {
                folded.Add(notes[i++]);
                continue;
            }
            bool leads = Joins(notes, end);
            bool follows = folded.Count > 0 && folded[^1].End == notes[i].Start;
            if (leads && follows && folded[^1].Key == notes[end].Key)
                folded[^1] = folded[^1] with { End = notes[end++].End };
            else if (leads)
                folded.Add(notes[end++] with { Start = notes[i].Start });
            else if (follows)
                folded[^1] = folded[^1] with { End = notes[end - 1].End };
            else
                folded.Add(notes[i] with { End = notes[end - 1].End });
            i = end;
        }
        return folded;
    }

    /// <summary>A drum's noise begins with periods of a few frames each: they join the one that lasts.</summary>
    private static List<VoiceNote> FoldDrums(List<VoiceNote> notes)
    {
        List<VoiceNote> folded = [];
        for (int i = 0; i < notes.Count; )
        {
            int end = i + 1,
                longest = i;
            while (Joins(notes, end) && notes[end - 1].Length <= DrumStep)
            {
                if (notes[end].Length > notes[longest].Length)
                    longest = end;
                end++;
            }
            // what a drum dies away with
            while (Joins(notes, end) && notes[end].Length <= DrumStep)
                end++;
            folded.Add(notes[i] with { Key = notes[longest].Key, End = notes[end - 1].End });
            i = end;
        }
        return folded;
    }
}
