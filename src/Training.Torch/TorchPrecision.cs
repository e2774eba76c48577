namespace LakhNes.Training.Torch;

/// <summary>The precision of what a step multiplies.</summary>
public enum TorchPrecision
{
    /// <summary>16 bits, 8 of them for the exponent (bfloat16).</summary>
    BrainFloat,

    /// <summary>32 bits.</summary>
    Single,
}
