using LakhNes.Dsp.Apu;

namespace LakhNes.Nes.Nsf;

/// <summary>
/// A console reduced to what plays an NSF file: CPU, sound chip, memory, and a driver that calls the file's routines. Routines
/// take their real time; between two calls the CPU idles at no cost.
/// </summary>
public sealed class NsfMachine : ICpuBus
{
    private const byte FirstOfTwoInits = 0x80,
        SecondOfTwoInits = 0x81;
    private const int NmiVector = 0xFFFA,
        TimerLow = 0x401B,
        TimerControl = 0x401D;

    private readonly NsfFile _file;
    private readonly NsfMemory _memory;
    private readonly DmaUnit _dma;
    private readonly ApuPort _apu;
    private readonly int _period;
    private byte _openBus;
    private long _startCycle;
    private long _calls;
    private int _song;
    private bool _initRunsOn; // init was called for the second time
    private bool _nmi;
    private int _timerPeriod;
    private long _timerDue = long.MaxValue; // far ahead while the timer stands
    private bool _timerIrq;

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
    private long NextCall =>
        _startCycle
        + (long)(
            (_calls + 1) * (Int128)_period * Chip.Timing.CpuClockNumerator / (1_000_000 * (Int128)Chip.Timing.CpuClockDenominator)
        );

    /// <summary>Starts a song at the present cycle: clears memory, silences the chip and calls init.</summary>
    /// <param name="song">From 0 to one below <see cref="NsfFile.Songs"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such song.</exception>
    public void Start(int song)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(song);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(song, _file.Songs);
        _memory.Reset();
        _dma.Reset();
        (_song, _initRunsOn, _nmi, _timerPeriod, _timerDue, _timerIrq) = (song, false, false, 0, long.MaxValue, false);
        for (int address = 0x4000; address <= 0x4013; address++)
            WriteRegister(address, 0);
        WriteRegister(0x4015, 0);
        WriteRegister(0x4015, 0x0F);
        WriteRegister(0x4017, 0x40);
        Cpu.P = StatusFlags.InterruptDisable;
        _startCycle = Cpu.Cycle;
        _calls = 0;
        CallInit(_file.InitRunsOn ? FirstOfTwoInits : (byte)0);
    }

    /// <summary>Plays on until the CPU has reached a cycle, to the end of the instruction that does.</summary>
    /// <param name="cycle">CPU cycle since the machine was made.</param>
    public void RunTo(long cycle)
    {
        while (Cpu.Cycle < cycle)
        {
            if (_initRunsOn)
                StepWithInterrupts();
            else if (!IsIdle)
                Cpu.Step();
            else if (_file.InitRunsOn)
                _initRunsOn = CallInit(SecondOfTwoInits);
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
    void ICpuBus.BeginCycle() { }

    /// <inheritdoc/>
    byte ICpuBus.Read(int address)
    {
        if (address == 0x4015)
            return (byte)(_apu.ReadStatus(Cpu.Cycle) | _openBus & 0x20);
        if (address == TimerControl && _file.UsesIrq)
            return _openBus = ReadTimer();
        // the CPU has taken the interrupt when it asks where its routine is
        if (address == NmiVector)
            _nmi = false;
        return _openBus = _memory.Read(address, _openBus);
    }

    /// <inheritdoc/>
    void ICpuBus.Write(int address, byte value)
    {
        _openBus = value;
        if (address is >= 0x4000 and <= 0x4013 or 0x4015 or 0x4017)
            WriteRegister(address, value);
        else if (address is >= TimerLow and <= TimerControl && _file.UsesIrq)
            WriteTimer(address, value);
        else
            _memory.Write(address, value);
    }

    /// <inheritdoc/>
    InterruptLines ICpuBus.EndCycle()
    {
        _apu.EndCycle(Cpu.Cycle);
        while (Cpu.Cycle >= _timerDue)
        {
            _timerIrq = true;
            _timerDue += _timerPeriod + 1;
        }
        return (_apu.Irq || _timerIrq ? InterruptLines.Irq : InterruptLines.None)
            | (_nmi ? InterruptLines.Nmi : InterruptLines.None);
    }

    /// <inheritdoc/>
    void ICpuBus.Halt(int address) => _dma.Run(address);

    private void WriteRegister(int address, byte value)
    {
        _apu.Write(Cpu.Cycle, address, value);
        RegisterListener?.Write(Cpu.Cycle, address, value);
    }

    private bool CallInit(byte y)
    {
        Cpu.A = (byte)_song;
        Cpu.X = (byte)(Chip.Region == ApuRegion.Ntsc ? 0 : 1);
        Cpu.Y = y;
        Call(_file.InitAddress);
        return true;
    }

    private void CallPlay()
    {
        _calls++;
        if ((_file.Features & NsfFeatures.NoPlay) == 0)
            Call(_file.PlayAddress);
    }

    // play comes as an interrupt, into init or into the idle loop that it returned to
    private void StepWithInterrupts()
    {
        if (Cpu.Cycle >= NextCall)
        {
            _calls++;
            _nmi = (_file.Features & NsfFeatures.NoPlay) == 0;
        }
        Cpu.Step();
    }

    private void WriteTimer(int address, byte value)
    {
        if (address == TimerLow)
            _timerPeriod = _timerPeriod & 0xFF00 | value;
        else if (address == TimerLow + 1)
            _timerPeriod = _timerPeriod & 0x00FF | value << 8;
        else if ((value & 1) == 0)
            (_timerDue, _timerIrq) = (long.MaxValue, false);
        else if (_timerDue == long.MaxValue)
            _timerDue = Cpu.Cycle + _timerPeriod + 1;
    }

    // bit 7: the timer interrupts; reading answers the interrupt
    private byte ReadTimer()
    {
        byte status = (byte)((_timerIrq ? 0x80 : 0) | (_timerDue != long.MaxValue ? 1 : 0));
        _timerIrq = false;
        return status;
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
