using LakhNes.Dsp.Apu;

namespace LakhNes.Engine;

/// <summary>Stands between the instrument and the chip and tells a listener of what is written.</summary>
internal sealed class RegisterTap(ApuChip chip) : IApuRegisters
{
    /// <summary>Told of each write after the chip was; null: nobody.</summary>
    public IApuRegisters? Listener { get; set; }

    /// <inheritdoc/>
    public void Write(long cycle, int address, byte value)
    {
        chip.Write(cycle, address, value);
        Listener?.Write(cycle, address, value);
    }
}
