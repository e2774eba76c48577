namespace LakhNes.Training.Runs;

/// <summary>How the learning rate falls after the warm-up.</summary>
public enum RateDecay
{
    /// <summary>Along half a cosine, down to the lowest rate at the end of the run.</summary>
    Cosine,

    /// <summary>With the inverse square root of the step.</summary>
    InverseSquareRoot,

    /// <summary>Not at all.</summary>
    Constant,
}
