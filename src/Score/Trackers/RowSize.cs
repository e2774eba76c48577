namespace LakhNes.Score.Trackers;

/// <summary>How many steps of a piece make a tracker's row.</summary>
internal static class RowSize
{
    // of the notes so many begin on rows; the others are delayed by an effect
    private const double OnRows = 0.97;

    // sixteenths, which trackers highlight by fours, triplets of eighths, then finer ones
    private static readonly int[] Sizes = [6, 8, 3, 4, 2];

    /// <summary>The coarsest rows on which nearly all notes begin, none of them holding two notes of a voice.</summary>
    /// <param name="score">In steps.</param>
    public static int Of(NesScore score)
    {
        NesEvent[] notes = [.. score.Events.Where(e => e.Kind == NesEventKind.NoteOn)];
        foreach (int size in Sizes)
        {
            bool barsFit = score.Bars.All(bar => bar.Metre.StepsPerBar % size == 0);
            int on = notes.Count(note => note.Time % size == 0);
            bool apart = notes.DistinctBy(note => (note.Voice, note.Time / size)).Count() == notes.Length;
            if (barsFit && apart && on >= OnRows * notes.Length)
                return size;
        }
        // a row lasts a console frame at least: what is finer cannot be told from it
        return score.Bars.Any(bar => bar.Tempo > TrackerTempo.Even) ? 2 : 1;
    }
}
