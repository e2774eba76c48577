using System.Buffers.Binary;

namespace LakhNes.Instrument.Tunings;

/// <summary>How keys are tuned: a pitch for each, and where it came from. Immutable.</summary>
public sealed class Tuning
{
    /// <summary>Characters that a name may have.</summary>
    public const int LongestName = 64;

    /// <summary>Bytes of <see cref="ToBytes"/>.</summary>
    public const int Bytes = PitchTable.Keys * sizeof(double);

    // far beyond what is heard, and within what can be counted with
    private const double FurthestPitch = 10_000;

    private readonly PitchTable _pitches;

    private Tuning(string name, in PitchTable pitches, ScalaScale? scale, KeyboardMap? map)
    {
        Name = name.Length > LongestName ? name[..LongestName] : name;
        _pitches = pitches;
        Scale = scale;
        Map = map;
    }

    /// <summary>Twelve equal steps to the octave, A4 at 440 Hz.</summary>
    public static Tuning Equal { get; } = new("", PitchTable.Equal, null, null);

    /// <summary>What it is called; empty: nothing.</summary>
    public string Name { get; }

    /// <summary>The scale that it was made of, if any.</summary>
    public ScalaScale? Scale { get; }

    /// <summary>Where the keyboard has that scale, if a map says so.</summary>
    public KeyboardMap? Map { get; }

    /// <summary>The pitch of each key.</summary>
    public ref readonly PitchTable Pitches => ref _pitches;

    /// <summary>Makes a tuning of pitches.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="pitches">A pitch for each key; not a number where a key is silent.</param>
    /// <param name="tuning">The tuning; <see cref="Equal"/> where the result is false.</param>
    /// <param name="scale">What they were made of, if that was a scale.</param>
    /// <param name="map">Where the keyboard has it.</param>
    /// <returns>False where a pitch is out of all reach.</returns>
    public static bool TryMake(
        string name,
        in PitchTable pitches,
        out Tuning tuning,
        ScalaScale? scale = null,
        KeyboardMap? map = null
    )
    {
        tuning = Equal;
        foreach (double pitch in pitches)
        {
            if (!double.IsNaN(pitch) && !(Math.Abs(pitch) <= FurthestPitch))
                return false;
        }

        tuning = new Tuning(name, in pitches, scale, map);
        return true;
    }

    /// <summary>Lays a scale out on the keyboard.</summary>
    /// <param name="name">What the tuning is called.</param>
    /// <param name="scale">The scale; null: twelve equal steps.</param>
    /// <param name="map">Where its degrees lie; null: its first on C4, a degree a key.</param>
    /// <param name="tuning">The tuning; <see cref="Equal"/> where the result is false.</param>
    /// <param name="error">Why not, where the result is false.</param>
    public static bool TryMake(string name, ScalaScale? scale, KeyboardMap? map, out Tuning tuning, out string error)
    {
        PitchTable pitches = (map ?? KeyboardMap.Linear).PitchesOf(scale ?? ScalaScale.Equal);
        error = TryMake(name, in pitches, out tuning, scale, map) ? "" : "its pitches are out of all reach";
        return error.Length == 0;
    }

    /// <summary>The pitches as bytes, IEEE numbers of 64 bits, little-endian.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Bytes];
        for (int key = 0; key < PitchTable.Keys; key++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(key * sizeof(double)), _pitches[key]);
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> gave.</summary>
    /// <returns>False where they are of another length.</returns>
    public static bool TryReadBytes(ReadOnlySpan<byte> bytes, out PitchTable pitches)
    {
        pitches = PitchTable.Equal;
        if (bytes.Length != Bytes)
            return false;
        for (int key = 0; key < PitchTable.Keys; key++)
            pitches[key] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(key * sizeof(double))..]);
        return true;
    }
}
