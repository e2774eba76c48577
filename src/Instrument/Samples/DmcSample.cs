namespace LakhNes.Instrument.Samples;

/// <summary>A sample in the sample channel's memory.</summary>
/// <param name="Name">What it sounds like.</param>
/// <param name="Address">CPU address of its first byte: $C000 and a multiple of 64.</param>
/// <param name="Length">Bytes: one and a multiple of 16.</param>
/// <param name="StartLevel">What $4011 takes before the first bit.</param>
/// <param name="Loops">It is repeated until it is stopped.</param>
public readonly record struct DmcSample(string Name, int Address, int Length, int StartLevel = 0, bool Loops = false)
{
    /// <summary>What $4012 takes.</summary>
    public byte AddressRegister => (byte)((Address - 0xC000) / 64);

    /// <summary>What $4013 takes.</summary>
    public byte LengthRegister => (byte)((Length - 1) / 16);
}
