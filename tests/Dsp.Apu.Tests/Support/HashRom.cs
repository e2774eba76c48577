namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>Sample memory whose bytes look random but depend on their address only.</summary>
internal sealed class HashRom : IDmcMemory
{
    public byte Read(int address) => (byte)((address * 40_503) >> 7);
}
