namespace LakhNes.Engine.Generation;

/// <summary>How a phrase divides its beats.</summary>
public enum PhraseFeel
{
    /// <summary>In halves and quarters.</summary>
    Straight,

    /// <summary>In two, of which the second comes late: on the last triplet.</summary>
    Swing,

    /// <summary>In three.</summary>
    Triplets,
}
