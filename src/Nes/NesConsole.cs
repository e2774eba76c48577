using LakhNes.Dsp.Apu;
using LakhNes.Nes.Cartridges;
using LakhNes.Nes.Mappers;

namespace LakhNes.Nes;

/// <summary>
/// A console with a cartridge in it: CPU, sound chip, the PPU's registers and timing, 2 KiB of RAM. No picture, no buttons
/// pressed.
/// </summary>
public sealed class NesConsole : ICpuBus
{
    private const int RamLength = 2 * 1024;

    // The frame counter leaves reset before the CPU does: apu_reset measures 9 cycles to the first instruction.
    private const int ResetHold = 2;

    private readonly byte[] _ram = new byte[RamLength];
    private readonly DmaUnit _dma;
    private readonly ApuPort _apu;
    private readonly Controller[] _controllers = [new(), new()];
    private byte _openBus;

    /// <summary>Puts a cartridge in and switches the console on: it has run its reset sequence.</summary>
    /// <param name="image">The cartridge.</param>
    /// <param name="region">The console.</param>
    /// <exception cref="CartridgeException">The cartridge's mapper is not supported.</exception>
    public NesConsole(CartridgeImage image, ApuRegion region)
    {
        Cartridge = Mapper.Create(image);
        Ppu = new Ppu(Cartridge, region);
        Chip = new ApuChip(region);
        Cpu = new Cpu6502(this);
        // Only the NTSC CPU's address bus stays connected while it is halted.
        _dma = new DmaUnit(Cpu, repeatsReads: region == ApuRegion.Ntsc);
        _apu = new ApuPort(Chip, _dma);
        HoldReset();
        Cpu.PowerOn();
    }

    /// <summary>The cartridge's board.</summary>
    public Mapper Cartridge { get; }

    /// <summary>The CPU.</summary>
    public Cpu6502 Cpu { get; }

    /// <summary>The sound chip.</summary>
    public ApuChip Chip { get; }

    /// <summary>The PPU.</summary>
    public Ppu Ppu { get; }

    /// <inheritdoc/>
    bool ICpuBus.HaltRequested => _dma.Requested;

    /// <summary>Runs whole instructions until the CPU has reached a cycle.</summary>
    /// <param name="cycle">CPU cycle since power-on.</param>
    public void RunTo(long cycle)
    {
        while (Cpu.Cycle < cycle)
            Cpu.Step();
    }

    /// <summary>Presses and releases the reset button.</summary>
    public void Reset()
    {
        _apu.Reset(Cpu.Cycle);
        Ppu.Reset();
        HoldReset();
        Cpu.Reset();
    }

    private void HoldReset()
    {
        for (int i = 0; i < ResetHold; i++)
            Cpu.HaltedIdle();
    }

    /// <inheritdoc/>
    void ICpuBus.BeginCycle() => Ppu.Timing.BeginCycle();

    /// <inheritdoc/>
    byte ICpuBus.Read(int address)
    {
        if (address == 0x4015)
        {
            // Read inside the CPU: the byte does not reach the outer bus.
            return (byte)(_apu.ReadStatus(Cpu.Cycle) | _openBus & 0x20);
        }
        _openBus = address switch
        {
            < 0x2000 => _ram[address & RamLength - 1],
            < 0x4000 => Ppu.Read(address & 7),
            0x4016 or 0x4017 => (byte)(_openBus & 0xE0 | _controllers[address & 1].Read(Cpu.Cycle)),
            < 0x4020 => _openBus,
            _ => Cartridge.Read(address, _openBus),
        };
        return _openBus;
    }

    /// <inheritdoc/>
    void ICpuBus.Write(int address, byte value)
    {
        _openBus = value;
        switch (address)
        {
            case < 0x2000:
                _ram[address & RamLength - 1] = value;
                break;
            case < 0x4000:
                Ppu.Write(address & 7, value);
                break;
            case 0x4014:
                _dma.StartOam(value);
                break;
            case 0x4016:
                foreach (Controller controller in _controllers)
                    controller.Write((value & 1) != 0);
                break;
            case < 0x4018:
                _apu.Write(Cpu.Cycle, address, value);
                break;
            case >= 0x4020:
                Cartridge.Write(Cpu.Cycle, address, value);
                break;
        }
    }

    /// <inheritdoc/>
    InterruptLines ICpuBus.EndCycle()
    {
        Ppu.Timing.EndCycle();
        _apu.EndCycle(Cpu.Cycle);
        return (_apu.Irq ? InterruptLines.Irq : 0) | (Ppu.Timing.Nmi ? InterruptLines.Nmi : 0);
    }

    /// <inheritdoc/>
    void ICpuBus.Halt(int address) => _dma.Run(address);
}
