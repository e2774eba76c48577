namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>Sample memory: bytes from an address on, zeros elsewhere; keeps the addresses read.</summary>
internal sealed class SampleRom(int start, params byte[] bytes) : IDmcMemory
{
    public List<int> Reads { get; } = [];

    public byte Read(int address)
    {
        Reads.Add(address);
        int offset = address - start;
        return offset >= 0 && offset < bytes.Length ? bytes[offset] : (byte)0;
    }
}
