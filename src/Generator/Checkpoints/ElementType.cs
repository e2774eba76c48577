namespace LakhNes.Generator.Checkpoints;

/// <summary>How a storage's numbers are stored.</summary>
internal enum ElementType
{
    Float32,
    Float16,
    BFloat16,
}
