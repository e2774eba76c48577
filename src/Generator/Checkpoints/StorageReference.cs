namespace LakhNes.Generator.Checkpoints;

/// <summary>A run of numbers that lies outside the pickle, as a persistent id names it.</summary>
/// <param name="Key">Its name within the container.</param>
/// <param name="Type">How its numbers are stored.</param>
/// <param name="Count">Numbers in the whole storage, as the pickle claims.</param>
/// <param name="Offset">Where a view into the storage begins; 0 for the storage itself.</param>
/// <param name="ElementBytes">Bytes of one number.</param>
internal sealed record StorageReference(string Key, ElementType Type, long Count, long Offset, int ElementBytes);
