using System.Collections.Immutable;

namespace LakhNes.Score.Trackers;

/// <summary>
/// A list of values that an instrument reads one a console frame while a note sounds: FamiTracker's sequences.
/// </summary>
/// <param name="Values">-128 to 127 each, at most <see cref="MaxLength"/>.</param>
/// <param name="Loop">The value that it returns to after its last held one; -1: it holds that one.</param>
/// <param name="Release">The last value while the key is held; what follows is played when it is let go; -1: none.</param>
/// <param name="Setting">FamiTracker's mode: of arpeggios 0 absolute, 1 fixed, 2 relative.</param>
public sealed record Macro(ImmutableArray<int> Values, int Loop = -1, int Release = -1, int Setting = 0)
{
    /// <summary>The longest sequence that FamiTracker takes.</summary>
    public const int MaxLength = 252;

    /// <summary>A value that stays.</summary>
    public static Macro Constant(int value) => new([value]);

    /// <summary>The same values, points and mode.</summary>
    public bool Equals(Macro? other) =>
        other is not null
        && Loop == other.Loop
        && Release == other.Release
        && Setting == other.Setting
        && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode code = new();
        foreach (int value in Values)
            code.Add(value);
        code.Add((Loop, Release, Setting));
        return code.ToHashCode();
    }
}
