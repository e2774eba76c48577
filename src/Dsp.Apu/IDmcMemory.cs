namespace LakhNes.Dsp.Apu;

/// <summary>The CPU's memory as the sample channel sees it.</summary>
public interface IDmcMemory
{
    /// <summary>Reads a byte of a sample.</summary>
    /// <param name="address">CPU address, $8000-$FFFF.</param>
    byte Read(int address);
}
