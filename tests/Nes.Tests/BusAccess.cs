namespace LakhNes.Nes.Tests;

/// <summary>One cycle on the CPU's bus.</summary>
internal readonly record struct BusAccess(bool IsWrite, int Address, byte Value)
{
    public static BusAccess Read(int address, byte value) => new(false, address, value);

    public static BusAccess Write(int address, byte value) => new(true, address, value);
}
