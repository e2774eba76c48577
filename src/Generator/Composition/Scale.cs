namespace LakhNes.Generator.Composition;

/// <summary>A set of pitch classes.</summary>
/// <param name="Bits">Bit n stands for the pitch class n semitones above C.</param>
public readonly record struct Scale(int Bits)
{
    private const int Octave = 12;
    private const int All = (1 << Octave) - 1;

    /// <summary>All twelve.</summary>
    public static Scale Chromatic => new(All);

    /// <summary>Steps of 2 2 1 2 2 2 1 semitones from the tonic.</summary>
    public static Scale Major(int tonic) => From(tonic, [0, 2, 4, 5, 7, 9, 11]);

    /// <summary>Natural minor: steps of 2 1 2 2 1 2 2 semitones from the tonic.</summary>
    public static Scale Minor(int tonic) => From(tonic, [0, 2, 3, 5, 7, 8, 10]);

    /// <summary>A scale from its intervals.</summary>
    /// <param name="tonic">The pitch class that intervals count from; 0 is C.</param>
    /// <param name="intervals">Semitones above the tonic.</param>
    public static Scale From(int tonic, ReadOnlySpan<int> intervals)
    {
        int bits = 0;
        foreach (int interval in intervals)
            bits |= 1 << ((tonic + interval) % Octave + Octave) % Octave;
        return new Scale(bits);
    }

    /// <summary>A MIDI key belongs to the scale.</summary>
    public bool Contains(int key) => (Bits >> key % Octave & 1) != 0;
}
