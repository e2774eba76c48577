using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Timing;

namespace LakhNes.Engine.Generation.Takes;

/// <summary>
/// The kept takes as the audio thread plays them: their parts of the song, and all their notes by position. Immutable.
/// </summary>
internal sealed class KeptTakes
{
    /// <summary>None.</summary>
    public static readonly KeptTakes None = new([], []);

    private readonly (double Start, double End)[] _parts;
    private readonly HeardNote[] _notes;

    /// <summary>Makes a list.</summary>
    /// <param name="parts">Parts of the song, in quarter notes.</param>
    /// <param name="notes">Notes by position.</param>
    public KeptTakes((double Start, double End)[] parts, HeardNote[] notes)
    {
        _parts = parts;
        _notes = notes;
    }

    /// <summary>There is none.</summary>
    public bool IsEmpty => _parts.Length == 0;

    /// <summary>The notes.</summary>
    public ReadOnlySpan<HeardNote> Notes => _notes;

    /// <summary>Whether a song position is in a kept take's part.</summary>
    /// <param name="position">In quarter notes.</param>
    /// <param name="end">Where the part ends.</param>
    public bool Covers(double position, out double end)
    {
        foreach ((double start, double partEnd) in _parts)
        {
            end = partEnd;
            if (position >= start && position < partEnd)
                return true;
        }

        end = position;
        return false;
    }

    /// <summary>The place of the first note that is not before a sample.</summary>
    public int FirstFrom(long sample, TempoMap map)
    {
        int low = 0,
            high = _notes.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (map.SampleAt(_notes[middle].Position) < sample)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
