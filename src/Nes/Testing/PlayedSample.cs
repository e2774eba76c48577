namespace LakhNes.Nes.Testing;

/// <summary>A run of the sample channel's steps, in bit periods since its first step of all.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Bits">How long it is.</param>
/// <param name="BitsFromZero">How many of its steps were between levels 0 and 2.</param>
public readonly record struct PlayedSample(int Start, int Bits, int BitsFromZero)
{
    /// <summary>The bit period after its last step.</summary>
    public int End => Start + Bits;
}
