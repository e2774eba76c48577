using LakhNes.Dsp.Apu;

namespace LakhNes.Nes.Nsf;

/// <summary>
/// A console reduced to what plays an NSF file: CPU, sound chip, memory, and a driver that calls the file's routines. Routines
/// take their real time; between two calls the CPU idles at no cost.
/// </summary>
public sealed class NsfMachine : ICpuBus
{
    private readonly NsfFile _file;
    private readonly NsfMemory _memory;
    private readonly DmaUnit _dma;
    private readonly ApuPort _apu;
    private readonly int _period;
    private byte _openBus;
    private long _startCycle;
    private long _calls;

    /// <summary>Makes a machine that is silent until <see cref="Start"/>.</summary>
    /// <param name="file">What to play.</param>
    /// <param name="region">The console.</param>
    public NsfMachine(NsfFile file, ApuRegion region)
    {
        _file = file;
        _memory = new NsfMemory(file);
        _period = region == ApuRegion.Ntsc ? file.NtscPeriod : file.PalPeriod;
        Chip = new ApuChip(region);
        Cpu = new Cpu6502(this) { Pc = NsfMemory.Idle };
        _dma = new DmaUnit(Cpu, repeatsReads: region == ApuRegion.Ntsc);
        _apu = new ApuPort(Chip, _dma);
    }

    /// <summary>The CPU.</summary>
    public Cpu6502 Cpu { get; }

    /// <summary>The sound chip; put a renderer on it to hear the song.</summary>
    public ApuChip Chip { get; }

    /// <summary>Told of every write to $4000-$4013, $4015 and $4017 after the chip, with its cycle.</summary>
    public IApuRegisters? RegisterListener { get; set; }

    /// <summary>Calls of the play routine since <see cref="Start"/>.</summary>
    public long PlayCalls => _calls;

    /// <summary>False while one of the file's routines runs.</summary>
    public bool IsIdle => Cpu.Pc == NsfMemory.Idle;

    /// <inheritdoc/>
    bool ICpuBus.HaltRequested => _dma.Requested;

    private bool InterruptsMasked => (Cpu.P & StatusFlags.InterruptDisable) != 0;

    // The first call of play comes one period after the start.
    private long NextCall => _startCycle + (long)((_calls + 1) * (Int128)_period * Chip.Timing.CpuClockNumerator
        / (1_000_000 * (Int128)Chip.Timing.CpuClockDenominator));

    /// <summary>Starts a song at the present cycle: clears memory, silences the chip and calls init.</summary>
    /// <param name="song">From 0 to one below <see cref="NsfFile.Songs"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such song.</exception>
    public void Start(int song)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(song);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(song, _file.Songs);
        _memory.Reset();
        _dma.Reset();
        for (int address = 0x4000; address <= 0x4013; address++)
            WriteRegister(address, 0);
        WriteRegister(0x4015, 0);
        WriteRegister(0x4015, 0x0F);
        WriteRegister(0x4017, 0x40);
        Cpu.A = (byte)song;
        Cpu.X = (byte)(Chip.Region == ApuRegion.Ntsc ? 0 : 1);
        Cpu.Y = 0;
        Cpu.P = StatusFlags.InterruptDisable;
        _startCycle = Cpu.Cycle;
        _calls = 0;
        Call(_file.InitAddress);
    }

    /// <summary>Plays on until the CPU has reached a cycle, to the end of the instruction that does.</summary>
    /// <param name="cycle">CPU cycle since the machine was made.</param>
    public void RunTo(long cycle)
    {
        while (Cpu.Cycle < cycle)
        {
            if (!IsIdle)
                Cpu.Step();
            else if (Cpu.Cycle >= NextCall)
                CallPlay();
            else
                PassTime(Math.Min(cycle, NextCall));
        }
        Chip.RunTo(Cpu.Cycle);
    }

    /// <summary>What a program would read from RAM or ROM now, without any effect; 0 where there is neither.</summary>
    /// <param name="address">CPU address.</param>
    public byte Peek(int address) => _memory.Read(address, openBus: 0);

    /// <inheritdoc/>
    void ICpuBus.BeginCycle()
    {
    }

    /// <inheritdoc/>
    byte ICpuBus.Read(int address)
    {
        if (address == 0x4015)
            return (byte)(_apu.ReadStatus(Cpu.Cycle) | _openBus & 0x20);
        return _openBus = _memory.Read(address, _openBus);
    }

    /// <inheritdoc/>
    void ICpuBus.Write(int address, byte value)
    {
        _openBus = value;
        if (address is >= 0x4000 and <= 0x4013 or 0x4015 or 0x4017)
            WriteRegister(address, value);
        else
            _memory.Write(address, value);
    }

    /// <inheritdoc/>
    InterruptLines ICpuBus.EndCycle()
    {
        _apu.EndCycle(Cpu.Cycle);
        return _apu.Irq ? InterruptLines.Irq : InterruptLines.None;
    }

    /// <inheritdoc/>
    void ICpuBus.Halt(int address) => _dma.Run(address);

    private void WriteRegister(int address, byte value)
    {
        _apu.Write(Cpu.Cycle, address, value);
        RegisterListener?.Write(Cpu.Cycle, address, value);
    }

    private void CallPlay()
    {
        _calls++;
        Call(_file.PlayAddress);
    }

    private void Call(int address)
    {
        Cpu.S = _memory.PushReturn();
        Cpu.Pc = (ushort)address;
    }

    // Only a sample fetch or an interrupt needs a CPU that runs.
    private void PassTime(long cycle)
    {
        long needed = InterruptsMasked ? Chip.NextDmcFetchCycle : Cpu.Cycle;
        if (needed > Cpu.Cycle)
            Cpu.Skip(Math.Min(cycle, needed));
        else
            Cpu.Step();
    }
}
