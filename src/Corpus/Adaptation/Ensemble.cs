using System.Collections.Immutable;
using LakhNes.Score;

namespace LakhNes.Corpus.Adaptation;

/// <summary>Four lines of notes on the four voices become a score.</summary>
internal static class Ensemble
{
    /// <summary>
    /// The score from its first note to its last one, cut at <see cref="AdaptationOptions.LongestPiece"/>; with
    /// <paramref name="whole"/> the whole song.
    /// </summary>
    /// <param name="unit">What the notes' times count.</param>
    /// <param name="lines">
    /// A line a voice, ordered by start, without overlaps, in the voice's range and velocities; empty for a silent voice.
    /// </param>
    /// <param name="shorten">A note that reaches over the cut is shortened; else it is dropped, as LakhNES does.</param>
    /// <param name="lastEnd">Where it ends, if its notes end before.</param>
    /// <param name="whole">From time 0 to just <paramref name="lastEnd"/>.</param>
    /// <returns>Null where no voice plays.</returns>
    public static NesScore? Score(
        TimeUnit unit,
        ReadOnlySpan<IReadOnlyList<TimedNote>> lines,
        bool shorten,
        long lastEnd = long.MinValue,
        bool whole = false
    )
    {
        long start = long.MaxValue,
            end = lastEnd;
        foreach (IReadOnlyList<TimedNote> line in lines)
        {
            foreach (TimedNote note in line)
                (start, end) = (Math.Min(start, note.Start), Math.Max(end, note.End));
        }
        if (start == long.MaxValue)
            return null;
        if (whole)
            (start, end) = (0, lastEnd); // a drum that rings on is cut
        else
            end = Math.Min(end, start + (long)(AdaptationOptions.LongestPiece * unit.PerSecond));

        List<NesEvent> events = [];
        for (int voice = 0; voice < lines.Length; voice++)
            AddVoice(events, (NesVoice)voice, lines[voice], start, end, shorten);
        ImmutableArray<NesEvent> ordered = [.. events.OrderBy(e => e.Time)]; // stable: voices keep their order
        return new NesScore(unit, ordered, end - start);
    }

    private static void AddVoice(
        List<NesEvent> events,
        NesVoice voice,
        IReadOnlyList<TimedNote> line,
        long start,
        long end,
        bool shorten
    )
    {
        long sounding = -1; // end of the note before
        int timbre = 0;
        foreach (TimedNote note in line)
        {
            long on = note.Start - start,
                off = (shorten ? Math.Min(note.End, end) : note.End) - start;
            if (off <= on || off > end - start)
                continue;
            if (sounding >= 0 && sounding < on)
                events.Add(NesEvent.NoteOff(sounding, voice));
            events.Add(NesEvent.NoteOn(on, voice, note.Key));
            if (voice.HasVelocity())
                events.Add(NesEvent.Velocity(on, voice, note.Velocity));
            if (note.Timbre != timbre)
                events.Add(NesEvent.Timbre(on, voice, timbre = note.Timbre));
            sounding = off;
        }
        if (sounding >= 0)
            events.Add(NesEvent.NoteOff(sounding, voice));
    }
}
