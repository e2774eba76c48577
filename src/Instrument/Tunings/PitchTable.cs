using System.Runtime.CompilerServices;

namespace LakhNes.Instrument.Tunings;

/// <summary>
/// A pitch for each MIDI key: semitones, 69 being 440 Hz; not a number where a key is silent. A value without memory of its own,
/// so that threads hand it over by copying.
/// </summary>
[InlineArray(Keys)]
public struct PitchTable
{
    /// <summary>MIDI keys.</summary>
    public const int Keys = 128;

    private const int Octave = 12;

    private double _first;

    /// <summary>Twelve equal steps to the octave: each key's pitch is its number.</summary>
    public static PitchTable Equal
    {
        get
        {
            var equal = new PitchTable();
            for (int key = 0; key < Keys; key++)
                equal[key] = key;
            return equal;
        }
    }

    /// <summary>Whether a key makes no sound; one that is no MIDI key does.</summary>
    public readonly bool IsSilent(int key) => (uint)key < Keys && double.IsNaN(this[key]);

    /// <summary>
    /// The pitch of a key. What moves keys may reach one that is silent, which then has the pitch of the key below it, or beyond
    /// the last, which goes on by octaves.
    /// </summary>
    public readonly double PitchOf(int key)
    {
        int octaves =
            key < 0 ? -((Octave - 1 - key) / Octave)
            : key < Keys ? 0
            : (key - Keys + Octave) / Octave;
        int within = key - (octaves * Octave),
            near = within;
        while (near >= 0 && double.IsNaN(this[near]))
            near--;
        if (near < 0)
            near = within;
        while (near < Keys && double.IsNaN(this[near]))
            near++;
        return near < Keys ? this[near] + (octaves * Octave) : key;
    }
}
