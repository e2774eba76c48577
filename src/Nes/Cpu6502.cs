namespace LakhNes.Nes;

/// <summary>
/// The 6502 core of the 2A03 (no decimal mode), cycle by cycle: every cycle is one read or write, the dummy ones included.
/// Source: the NESdev wiki's "CPU", "CPU interrupts" and "CPU unofficial opcodes".
/// </summary>
public sealed partial class Cpu6502
{
    private const int StackPage = 0x100;

    private readonly ICpuBus _bus;

    /// <summary>Makes a CPU with undefined registers; <see cref="PowerOn"/> starts it.</summary>
    /// <param name="bus">What it is wired to.</param>
    public Cpu6502(ICpuBus bus) => _bus = bus;

    /// <summary>The cycle in progress, or the next one between instructions, counted from power-on.</summary>
    public long Cycle { get; private set; }

    /// <summary>Accumulator.</summary>
    public byte A { get; set; }

    /// <summary>Index register X.</summary>
    public byte X { get; set; }

    /// <summary>Index register Y.</summary>
    public byte Y { get; set; }

    /// <summary>Stack pointer, an offset into page 1.</summary>
    public byte S { get; set; }

    /// <summary>Program counter.</summary>
    public ushort Pc { get; set; }

    /// <summary>Status flags, without <see cref="StatusFlags.Break"/> and <see cref="StatusFlags.Unused"/>.</summary>
    public StatusFlags P { get; set; }

    /// <summary>True after one of the twelve opcodes that lock the CPU up; only a reset frees it.</summary>
    public bool Jammed { get; private set; }

    /// <summary>Sets the registers as at power-on and takes the reset vector.</summary>
    public void PowerOn()
    {
        A = X = Y = S = 0;
        P = StatusFlags.None;
        Reset();
    }

    /// <summary>The reset line: seven cycles in which the three stack pushes are turned into reads.</summary>
    public void Reset()
    {
        Jammed = false;
        Read(Pc);
        Read(Pc);
        for (int i = 0; i < 3; i++)
            Read(StackPage | S--);
        P |= StatusFlags.InterruptDisable;
        JumpToVector(ResetVector);
        ForgetInterrupts();
    }

    /// <summary>Runs one instruction, or the sequence that enters an interrupt handler, or one cycle when jammed.</summary>
    public void Step()
    {
        if (Jammed)
            Read(0xFFFF);
        else if (InterruptDue)
            EnterInterrupt();
        else
            Execute(Fetch());
    }

    /// <summary>One read cycle of a unit that has halted the CPU, or the CPU's own repeated read while it stands still.</summary>
    /// <param name="address">0 to $FFFF.</param>
    public byte HaltedRead(int address)
    {
        _bus.BeginCycle();
        byte value = _bus.Read(address);
        EndCycle();
        return value;
    }

    /// <summary>One write cycle of a unit that has halted the CPU.</summary>
    /// <param name="address">0 to $FFFF.</param>
    /// <param name="value">The byte on the data bus.</param>
    public void HaltedWrite(int address, byte value) => Write(address, value);

    /// <summary>One cycle in which the halted CPU's bus does nothing that can be seen.</summary>
    public void HaltedIdle()
    {
        _bus.BeginCycle();
        EndCycle();
    }

    /// <summary>Lets time pass in which the CPU would only have looped: the bus sees nothing of it.</summary>
    /// <param name="cycle">The next cycle, not before the present one.</param>
    public void Skip(long cycle) => Cycle = Math.Max(Cycle, cycle);

    private byte Read(int address)
    {
        // RDY stops the CPU only in read cycles.
        if (_bus.HaltRequested)
            _bus.Halt(address);
        return HaltedRead(address);
    }

    private void Write(int address, byte value)
    {
        _bus.BeginCycle();
        _bus.Write(address, value);
        EndCycle();
    }

    private void EndCycle()
    {
        SampleInterrupts(_bus.EndCycle());
        Cycle++;
    }

    private byte Fetch() => Read(Pc++);

    private int FetchWord()
    {
        int low = Fetch();
        return low | Fetch() << 8;
    }

    private void Push(byte value) => Write(StackPage | S--, value);

    private byte Pull() => Read(StackPage | ++S);

    private void PushWord(int value)
    {
        Push((byte)(value >> 8));
        Push((byte)value);
    }

    private int PullWord()
    {
        int low = Pull();
        return low | Pull() << 8;
    }
}
