using LakhNes.Score.Percussion;

namespace LakhNes.Corpus.Adaptation;

/// <summary>All drum parts of a file on the noise voice, by the drum map.</summary>
internal static class DrumLine
{
    private const int SameBeatFrames = 2; // hits this close are one: a hi-hat on the beat does not eat the kick under it
    private const int LowestNoiseNote = 16; // of period 0

    /// <summary>The noise notes of hits in console frames, in order of their starts.</summary>
    public static IReadOnlyList<TimedNote> Of(IEnumerable<TimedNote> hits)
    {
        List<(TimedNote Note, byte Rank)> line = [];
        foreach (TimedNote hit in hits.OrderBy(h => h.Start))
        {
            if (!DrumMap.TryFind(hit.Key, out Drum drum))
                continue;
            TimedNote note = new(
                hit.Start,
                hit.Start + drum.Frames,
                LowestNoiseNote - drum.Period,
                Math.Max(1, (int)Math.Round(drum.Level * hit.Velocity / 127.0)),
                drum.ShortMode ? 1 : 0
            );
            if (line.Count > 0 && note.Start - line[^1].Note.Start < SameBeatFrames)
            {
                (TimedNote before, byte rank) = line[^1];
                if (drum.Rank > rank)
                    line[^1] = (note with { Start = before.Start }, drum.Rank);
                continue;
            }
            if (line.Count > 0 && line[^1].Note.End > note.Start)
                line[^1] = (line[^1].Note with { End = note.Start }, line[^1].Rank);
            line.Add((note, drum.Rank));
        }
        return [.. line.Select(l => l.Note)];
    }
}
