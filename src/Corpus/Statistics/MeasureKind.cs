namespace LakhNes.Corpus.Statistics;

/// <summary>What a measure gives for a piece.</summary>
public enum MeasureKind
{
    /// <summary>A count for each label.</summary>
    Shares,

    /// <summary>Numbers, none to a few.</summary>
    Values,
}
