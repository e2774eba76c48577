namespace LakhNes.Nes.Tests;

public class CpuTimingTests
{
    // Cycles of each opcode without a page crossing and with branches not taken (NESdev, "CPU unofficial opcodes"); 0: locks up.
    private static readonly int[] Cycles =
    [
        7,
        6,
        0,
        8,
        3,
        3,
        5,
        5,
        3,
        2,
        2,
        2,
        4,
        4,
        6,
        6,
        2,
        5,
        0,
        8,
        4,
        4,
        6,
        6,
        2,
        4,
        2,
        7,
        4,
        4,
        7,
        7,
        6,
        6,
        0,
        8,
        3,
        3,
        5,
        5,
        4,
        2,
        2,
        2,
        4,
        4,
        6,
        6,
        2,
        5,
        0,
        8,
        4,
        4,
        6,
        6,
        2,
        4,
        2,
        7,
        4,
        4,
        7,
        7,
        6,
        6,
        0,
        8,
        3,
        3,
        5,
        5,
        3,
        2,
        2,
        2,
        3,
        4,
        6,
        6,
        2,
        5,
        0,
        8,
        4,
        4,
        6,
        6,
        2,
        4,
        2,
        7,
        4,
        4,
        7,
        7,
        6,
        6,
        0,
        8,
        3,
        3,
        5,
        5,
        4,
        2,
        2,
        2,
        5,
        4,
        6,
        6,
        2,
        5,
        0,
        8,
        4,
        4,
        6,
        6,
        2,
        4,
        2,
        7,
        4,
        4,
        7,
        7,
        2,
        6,
        2,
        6,
        3,
        3,
        3,
        3,
        2,
        2,
        2,
        2,
        4,
        4,
        4,
        4,
        2,
        6,
        0,
        6,
        4,
        4,
        4,
        4,
        2,
        5,
        2,
        5,
        5,
        5,
        5,
        5,
        2,
        6,
        2,
        6,
        3,
        3,
        3,
        3,
        2,
        2,
        2,
        2,
        4,
        4,
        4,
        4,
        2,
        5,
        0,
        5,
        4,
        4,
        4,
        4,
        2,
        4,
        2,
        4,
        4,
        4,
        4,
        4,
        2,
        6,
        2,
        8,
        3,
        3,
        5,
        5,
        2,
        2,
        2,
        2,
        4,
        4,
        6,
        6,
        2,
        5,
        0,
        8,
        4,
        4,
        6,
        6,
        2,
        4,
        2,
        7,
        4,
        4,
        7,
        7,
        2,
        6,
        2,
        8,
        3,
        3,
        5,
        5,
        2,
        2,
        2,
        2,
        4,
        4,
        6,
        6,
        2,
        5,
        0,
        8,
        4,
        4,
        6,
        6,
        2,
        4,
        2,
        7,
        4,
        4,
        7,
        7,
    ];

    private static readonly Dictionary<int, StatusFlags> BranchConditions = new()
    {
        // A branch is not taken while its flag is clear (BCS, BEQ, BMI, BVS) or set (BCC, BNE, BPL, BVC).
        [0x10] = StatusFlags.Negative,
        [0x50] = StatusFlags.Overflow,
        [0x90] = StatusFlags.Carry,
        [0xD0] = StatusFlags.Zero,
    };

    [Fact]
    public void EveryOpcodeTakesItsDocumentedCycles()
    {
        for (int opcode = 0; opcode < 256; opcode++)
        {
            var bench = new CpuBench((byte)opcode, 0x10, 0x02);
            bench.Cpu.P = BranchConditions.GetValueOrDefault(opcode);
            long cycles = bench.Step();
            Assert.True(Cycles[opcode] == 0 ? bench.Cpu.Jammed : cycles == Cycles[opcode], $"${opcode:X2} took {cycles}");
            Assert.Equal(cycles, bench.Accesses.Count);
        }
    }

    [Theory]
    [InlineData(0xBD, 1)] // LDA abs,X
    [InlineData(0xB9, 1)] // LDA abs,Y
    [InlineData(0xBE, 1)] // LDX abs,Y
    [InlineData(0x1C, 1)] // NOP abs,X
    [InlineData(0x9D, 0)] // STA abs,X
    [InlineData(0xFE, 0)] // INC abs,X
    [InlineData(0xDF, 0)] // DCP abs,X
    public void OnlyReadsPayForCrossingAPage(byte opcode, int extra)
    {
        var bench = new CpuBench(opcode, 0x80, 0x02);
        bench.Cpu.X = bench.Cpu.Y = 0x80;
        Assert.Equal(Cycles[opcode] + extra, bench.Step());
    }

    [Theory]
    [InlineData(0x8000, 0x10, 3)]
    [InlineData(0x80F0, 0x20, 4)]
    [InlineData(0x8000, -0x10, 4)]
    [InlineData(0x8080, -0x10, 3)]
    public void ATakenBranchCostsOneCycleAndAnotherAcrossPages(int at, int offset, int cycles)
    {
        var bench = new CpuBench();
        bench.Memory[at] = 0xD0;
        bench.Memory[at + 1] = (byte)offset;
        bench.Cpu.Pc = (ushort)at;
        bench.Cpu.P = StatusFlags.None;
        Assert.Equal(cycles, bench.Step());
        Assert.Equal(at + 2 + offset, bench.Cpu.Pc);
    }

    [Fact]
    public void PowerOnTakesSevenCyclesAndLeavesTheDocumentedRegisters()
    {
        var bench = new CpuBench();
        Assert.Equal(7, bench.Start);
        Assert.Equal(0xFD, bench.Cpu.S);
        Assert.Equal(StatusFlags.InterruptDisable, bench.Cpu.P);
        Assert.Equal(CpuBench.Origin, bench.Cpu.Pc);
    }

    [Fact]
    public void ResetKeepsTheRegistersAndMovesTheStackPointerDownByThree()
    {
        var bench = new CpuBench(0xA9, 0x55);
        bench.Step();
        bench.Cpu.Reset();
        Assert.Equal((0x55, 0xFA, CpuBench.Origin), (bench.Cpu.A, bench.Cpu.S, bench.Cpu.Pc));
        Assert.DoesNotContain(bench.Accesses, access => access.IsWrite);
    }

    [Fact]
    public void AJammedCPUOnlyReadsUntilItIsReset()
    {
        var bench = new CpuBench(0x02);
        bench.Step();
        for (int i = 0; i < 10; i++)
            Assert.Equal(1, bench.Step());
        Assert.True(bench.Cpu.Jammed);
        bench.Memory[CpuBench.Origin] = 0xEA;
        bench.Cpu.Reset();
        Assert.Equal(2, bench.Step());
    }
}
