namespace LakhNes.Score.Registers;

/// <summary>Bytes that stand in the memory that the chip's sample channel plays from.</summary>
/// <param name="Address">CPU address of the first byte; samples start at $C000 and above.</param>
/// <param name="Data">The bytes.</param>
/// <param name="BeforeWrite">Index of the write that they stand in memory before.</param>
public sealed record SampleBlock(int Address, ReadOnlyMemory<byte> Data, int BeforeWrite);
