namespace LakhNes.Study.Plans;

/// <summary>What is asked about a pair.</summary>
public enum PairKind
{
    /// <summary>Which of two clips a listener prefers.</summary>
    Preference,

    /// <summary>Which of two clips, one of them real, a human composed.</summary>
    Turing,
}
