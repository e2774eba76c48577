namespace LakhNes.Study.Answers;

/// <summary>Which clip of a pair a listener chose.</summary>
public enum PairChoice
{
    /// <summary>The first.</summary>
    A,

    /// <summary>The second.</summary>
    B,
}
