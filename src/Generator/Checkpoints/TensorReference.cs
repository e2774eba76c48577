namespace LakhNes.Generator.Checkpoints;

/// <summary>A tensor of a pickle: numbers of a storage, not read yet.</summary>
/// <param name="Storage">Where its numbers are.</param>
/// <param name="Offset">The first number's index within the storage.</param>
/// <param name="Shape">Its sizes, the slowest first.</param>
/// <param name="Strides">
/// How far apart in the storage neighbours along each size are: a transposed tensor has the largest last.
/// </param>
internal sealed record TensorReference(StorageReference Storage, long Offset, int[] Shape, long[] Strides)
{
    /// <summary>Numbers in the tensor.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Both are the same numbers, as tied weights are.</summary>
    public bool IsSameAs(TensorReference other) =>
        Storage.Key == other.Storage.Key
        && Offset == other.Offset
        && Shape.SequenceEqual(other.Shape)
        && Strides.SequenceEqual(other.Strides);

    /// <summary>Its numbers lie in the storage as they are read: one after another.</summary>
    public bool IsContiguous
    {
        get
        {
            long count = 1;
            for (int i = Shape.Length - 1; i >= 0; count *= Shape[i--])
            {
                if (Shape[i] > 1 && Strides[i] != count)
                    return false;
            }

            return true;
        }
    }

    /// <summary>The shape as text, for messages.</summary>
    public string ShapeText => "[" + string.Join(", ", Shape) + "]";
}
