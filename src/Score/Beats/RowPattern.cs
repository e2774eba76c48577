namespace LakhNes.Score.Beats;

/// <summary>A song's notes on its rows, and how much the song is like itself some rows later.</summary>
internal sealed class RowPattern
{
    // how much two onsets of a voice agree whose keys differ
    private const double OtherKey = 0.3,
        OtherDrum = 0.5;
    private const int LongestCounted = 16; // rows

    private readonly int[][] _keys; // of the note that begins at a row; 0: none does

    /// <summary>Puts notes on the nearest rows.</summary>
    /// <param name="notes">In frames.</param>
    /// <param name="rows">The rows.</param>
    public RowPattern(IReadOnlyList<VoiceNote>[] notes, RowGrid rows)
    {
        Rows = rows.Frames.Length;
        _keys = [.. notes.Select(_ => new int[Rows])];
        Salience = new double[Rows];
        for (int voice = 0; voice < notes.Length; voice++)
        {
            int before = 0;
            foreach (VoiceNote note in notes[voice])
            {
                int row = rows.Nearest(note.Start),
                    end = rows.Nearest(note.End);
                _keys[voice][row] = note.Key;
                double weight =
                    voice == (int)NesVoice.Triangle ? 1.5
                    : voice == (int)NesVoice.Noise ? 0.4
                    : 1;
                Salience[row] += weight * Math.Sqrt(Math.Clamp(end - row, 1, LongestCounted));
                if (voice == (int)NesVoice.Triangle && note.Key != before)
                    Salience[row] += 1;
                before = note.Key;
            }
        }
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>How much begins at each row: long notes, the bass, and a bass that moves, count for more.</summary>
    public double[] Salience { get; }

    /// <summary>The share of onsets, 0 to 1, that the song has again a number of rows later.</summary>
    public double Likeness(int lag)
    {
        double shared = 0;
        int onsets = 0;
        for (int voice = 0; voice < _keys.Length; voice++)
        {
            int[] keys = _keys[voice];
            double other = voice == (int)NesVoice.Noise ? OtherDrum : OtherKey;
            for (int row = 0; row + lag < keys.Length; row++)
            {
                int now = keys[row],
                    later = keys[row + lag];
                if (now != 0)
                    onsets++;
                if (later != 0)
                    onsets++;
                if (now != 0 && later != 0)
                    shared += now == later ? 1 : other;
            }
        }
        return onsets == 0 ? 0 : 2 * shared / onsets;
    }
}
