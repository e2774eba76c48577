namespace LakhNes.Study.Plans;

/// <summary>How pairs are dealt.</summary>
public sealed record PairOptions
{
    /// <summary>Sheets, one a listener.</summary>
    public int Sheets { get; init; } = 20;

    /// <summary>Pairs of a sheet that are asked for preference, controls among them.</summary>
    public int Preferences { get; init; } = 10;

    /// <summary>Pairs of a sheet of which one clip is real, controls among them.</summary>
    public int Turing { get; init; } = 10;

    /// <summary>Controls among the pairs of each kind: real music against notes at random.</summary>
    public int Controls { get; init; } = 2;

    /// <summary>Deals.</summary>
    public ulong Seed { get; init; }
}
