namespace LakhNes.Generator.Checkpoints;

/// <summary>A tensor of a pickle: a contiguous part of a storage, not read yet.</summary>
/// <param name="Storage">Where its numbers are.</param>
/// <param name="Offset">The first number's index within the storage.</param>
/// <param name="Shape">Its sizes, the slowest first.</param>
internal sealed record TensorReference(StorageReference Storage, long Offset, int[] Shape)
{
    /// <summary>Numbers in the tensor.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Both are the same numbers, as tied weights are.</summary>
    public bool IsSameAs(TensorReference other) => Storage.Key == other.Storage.Key && Offset == other.Offset && Count == other.Count;

    /// <summary>The shape as text, for messages.</summary>
    public string ShapeText => "[" + string.Join(", ", Shape) + "]";
}
