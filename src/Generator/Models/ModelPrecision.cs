namespace LakhNes.Generator;

/// <summary>How a model's matrices are stored and computed.</summary>
public enum ModelPrecision
{
    /// <summary>Single precision.</summary>
    Float32,

    /// <summary>8-bit weights with a scale per output.</summary>
    Int8,
}
