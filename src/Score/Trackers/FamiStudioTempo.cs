namespace LakhNes.Score.Trackers;

/// <summary>
/// FamiStudio's own tempo: a row is a console frame, so many of them are a note of the grid, and some notes of a groove last a
/// frame longer.
/// </summary>
/// <param name="NoteLength">Console frames of a note, from 1.</param>
/// <param name="Groove">Console frames that notes last, in turn: the note's length, or one more.</param>
/// <param name="Padding">Which of a note's frames is the longer one: 0 the first, 1 the middle one, 2 the last.</param>
internal sealed record FamiStudioTempo(int NoteLength, int[] Groove, int Padding)
{
    /// <summary>Ticks that a row lasts.</summary>
    public int TicksOf(int row)
    {
        int note = Groove[row / NoteLength % Groove.Length];
        int longer = Padding switch
        {
            0 => 0,
            1 => Math.Max((NoteLength / 2) - 1, 0),
            _ => NoteLength - 1,
        };
        return row % NoteLength == longer ? 1 + note - NoteLength : 1;
    }
}
