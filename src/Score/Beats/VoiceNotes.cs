namespace LakhNes.Score.Beats;

/// <summary>The notes that a score's events make.</summary>
public static class VoiceNotes
{
    // a volume that rises so far at once, so many frames into a note, is a new stroke: envelopes swell by smaller steps
    private const int StrikeRise = 4,
        StrikeAfter = 4;

    /// <summary>The notes of each voice in order; what ends where it starts is left out.</summary>
    /// <param name="score">In any unit.</param>
    public static List<VoiceNote>[] Of(NesScore score) => Of(score, strikes: false);

    /// <summary>As <see cref="Of(NesScore)"/>; a volume that jumps up inside a note begins a new one of the same key.</summary>
    /// <param name="frames">In console frames, with velocities; without them nothing jumps.</param>
    public static List<VoiceNote>[] WithStrikes(NesScore frames) => Of(frames, strikes: true);

    private static List<VoiceNote>[] Of(NesScore score, bool strikes)
    {
        List<VoiceNote>[] notes =
        [
            [],
            [],
            [],
            [],
        ];
        VoiceNote?[] open = new VoiceNote?[NesVoices.Count];
        int[] velocities = new int[NesVoices.Count];
        foreach (NesEvent e in score.Events)
        {
            int voice = (int)e.Voice;
            switch (e.Kind)
            {
                case NesEventKind.NoteOn or NesEventKind.NoteOff:
                    Close(voice, e.Time);
                    if (e.Kind == NesEventKind.NoteOn)
                        open[voice] = new VoiceNote(e.Voice, e.Value, e.Time, e.Time);
                    break;
                case NesEventKind.Velocity:
                    bool rises = e.Value - velocities[voice] >= StrikeRise;
                    if (strikes && rises && open[voice] is { } held && e.Time - held.Start >= StrikeAfter)
                    {
                        Close(voice, e.Time);
                        open[voice] = held with { Start = e.Time };
                    }
                    velocities[voice] = e.Value;
                    break;
            }
        }
        for (int voice = 0; voice < NesVoices.Count; voice++)
            Close(voice, score.Length);
        return notes;

        void Close(int voice, long end)
        {
            if (open[voice] is { } note && note.Start < end)
                notes[voice].Add(note with { End = end });
            open[voice] = null;
        }
    }
}
