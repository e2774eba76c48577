namespace LakhNes.Instrument.Samples;

/// <summary>A sample of the user's and the keys that play it. Immutable.</summary>
public sealed record OwnSample
{
    /// <summary>The longest sample that the chip plays, in bytes.</summary>
    public const int MostBytes = (255 * 16) + 1;

    /// <summary>The longest name.</summary>
    public const int LongestName = 64;

    /// <summary>What it is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>Lowest MIDI key that plays it.</summary>
    public int LowKey { get; init; }

    /// <summary>Highest MIDI key that plays it, not below <see cref="LowKey"/>.</summary>
    public int HighKey { get; init; }

    /// <summary>Key that plays it at <see cref="Rate"/>, in the range or not; others play the nearest rate.</summary>
    public int RootKey { get; init; }

    /// <summary>The chip's rate, 0 (slow) to 15.</summary>
    public int Rate { get; init; } = SampleEncoder.Rates - 1;

    /// <summary>It is repeated while the key is held; else it plays once to its end.</summary>
    public bool Loops { get; init; }

    /// <summary>Level that the channel has before the first bit, 0 to 127.</summary>
    public int StartLevel { get; init; }

    /// <summary>The deltas: one byte and a multiple of 16, at most <see cref="MostBytes"/>.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The sound that the deltas were made of (<see cref="Recording.Kept"/>); null: they came as they are.</summary>
    public Recording? Source { get; init; }

    /// <summary>It was made as loud as the channel can be.</summary>
    public bool IsNormalised { get; init; }

    /// <summary>Whether a length in bytes is one that the chip can play.</summary>
    public static bool IsLength(int bytes) => bytes is > 0 and <= MostBytes && bytes % 16 == 1;

    /// <summary>A key of the range.</summary>
    public bool Has(int key) => key >= LowKey && key <= HighKey;

    /// <summary>The same in all that is heard and shown.</summary>
    public bool Equals(OwnSample? other) =>
        other is not null
        && Name == other.Name
        && LowKey == other.LowKey
        && HighKey == other.HighKey
        && RootKey == other.RootKey
        && Rate == other.Rate
        && Loops == other.Loops
        && StartLevel == other.StartLevel
        && IsNormalised == other.IsNormalised
        && Equals(Source, other.Source)
        && Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, LowKey, HighKey, Rate, Bytes.Length);
}
