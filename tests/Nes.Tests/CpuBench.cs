namespace LakhNes.Nes.Tests;

/// <summary>A CPU on 64 KiB of RAM that writes down every access, with lines that a test can pull at a given cycle.</summary>
internal sealed class CpuBench : ICpuBus
{
    public const int Origin = 0x8000;
    public const int IrqHandler = 0x9000;
    public const int NmiHandler = 0x9100;

    private readonly List<BusAccess> _accesses = [];

    public CpuBench(params byte[] program)
    {
        Array.Fill(Memory, (byte)0xEA);
        program.CopyTo(Memory, Origin);
        SetWord(0xFFFA, NmiHandler);
        SetWord(0xFFFC, Origin);
        SetWord(0xFFFE, IrqHandler);
        Cpu = new Cpu6502(this);
        Cpu.PowerOn();
        Start = Cpu.Cycle;
        _accesses.Clear();
    }

    public byte[] Memory { get; } = new byte[0x10000];

    public Cpu6502 Cpu { get; }

    /// <summary>The cycle of the program's first fetch.</summary>
    public long Start { get; }

    public IReadOnlyList<BusAccess> Accesses => _accesses;

    /// <summary>The lines during a cycle of the program, counted from 0.</summary>
    public Func<long, InterruptLines> Lines { get; set; } = _ => InterruptLines.None;

    public DmaUnit? Dma { get; set; }

    public bool HaltRequested => Dma is { Requested: true };

    public void SetWord(int address, int value)
    {
        Memory[address] = (byte)value;
        Memory[address + 1] = (byte)(value >> 8);
    }

    /// <summary>Runs one instruction (or interrupt sequence).</summary>
    /// <returns>The cycles it took.</returns>
    public long Step()
    {
        long start = Cpu.Cycle;
        Cpu.Step();
        return Cpu.Cycle - start;
    }

    /// <summary>Runs until the CPU is about to fetch from an address.</summary>
    /// <returns>Where each instruction began, that address not included.</returns>
    public List<int> RunTo(int address, int limit = 100)
    {
        List<int> trace = [];
        while (Cpu.Pc != address)
        {
            Assert.True(trace.Count < limit, $"${address:X4} was not reached");
            trace.Add(Cpu.Pc);
            Cpu.Step();
        }
        return trace;
    }

    public void BeginCycle() { }

    public byte Read(int address)
    {
        _accesses.Add(new BusAccess(false, address, Memory[address]));
        return Memory[address];
    }

    public void Write(int address, byte value)
    {
        _accesses.Add(new BusAccess(true, address, value));
        Memory[address] = value;
    }

    public InterruptLines EndCycle() => Lines(Cpu is null ? -1 : Cpu.Cycle - Start);

    public void Halt(int address) => Dma!.Run(address);
}
