namespace LakhNes.Dsp.Apu;

/// <summary>Something that takes writes to the 2A03's registers, each stamped with the CPU cycle it falls on.</summary>
public interface IApuRegisters
{
    /// <summary>Writes a register. Cycles never go back from one call to the next.</summary>
    /// <param name="cycle">CPU cycle of the write, counted from power-on.</param>
    /// <param name="address">$4000-$4013, $4015 or $4017; other addresses are ignored.</param>
    /// <param name="value">The byte on the data bus.</param>
    void Write(long cycle, int address, byte value);
}
