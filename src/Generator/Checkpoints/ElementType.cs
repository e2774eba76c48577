namespace LakhNes.Generator.Checkpoints;

/// <summary>How a storage's numbers are stored.</summary>
internal enum ElementType
{
    Float32,
    Float16,
    BFloat16,
    Float64,

    /// <summary>Whole numbers or truth values, which no weight is.</summary>
    Whole,
}
