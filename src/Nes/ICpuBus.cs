namespace LakhNes.Nes;

/// <summary>
/// What a <see cref="Cpu6502"/> is wired to: the memory around it, the clocks that run with it, and its three lines.
/// </summary>
/// <remarks>Each CPU cycle is <see cref="BeginCycle"/>, one access, <see cref="EndCycle"/>.</remarks>
public interface ICpuBus
{
    /// <summary>True while something on the bus (a DMA unit) wants the CPU to stand still: the RDY line is low.</summary>
    bool HaltRequested { get; }

    /// <summary>Runs what shares the CPU's clock up to the moment in the cycle at which memory is accessed.</summary>
    void BeginCycle();

    /// <summary>Reads a byte, with the side effects that the address has.</summary>
    /// <param name="address">0 to $FFFF.</param>
    byte Read(int address);

    /// <summary>Writes a byte.</summary>
    /// <param name="address">0 to $FFFF.</param>
    /// <param name="value">The byte on the data bus.</param>
    void Write(int address, byte value);

    /// <summary>Runs the rest of the cycle.</summary>
    /// <returns>The interrupt lines as they stand when the cycle ends, which is when the CPU samples them.</returns>
    InterruptLines EndCycle();

    /// <summary>
    /// Called instead of a read while <see cref="HaltRequested"/>: the unit that halts the CPU spends its own cycles.
    /// </summary>
    /// <param name="address">The address that the halted CPU holds on the bus, 0 to $FFFF.</param>
    void Halt(int address);
}
