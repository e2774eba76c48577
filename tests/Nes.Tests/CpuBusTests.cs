using static LakhNes.Nes.Tests.BusAccess;

namespace LakhNes.Nes.Tests;

/// <summary>What the CPU does on the bus in each cycle (the accesses of 64doc and the NESdev wiki).</summary>
public class CpuBusTests
{
    [Fact]
    public void AnIndexedReadAcrossAPageFirstReadsTheWrongPage()
    {
        var bench = new CpuBench(0xBD, 0xF0, 0x02);
        bench.Cpu.X = 0x20;
        bench.Memory[0x0210] = 1;
        bench.Memory[0x0310] = 2;
        bench.Step();
        Assert.Equal(
            [Read(0x8000, 0xBD), Read(0x8001, 0xF0), Read(0x8002, 0x02), Read(0x0210, 1), Read(0x0310, 2)],
            bench.Accesses
        );
        Assert.Equal(2, bench.Cpu.A);
    }

    [Fact]
    public void AnIndexedStoreAlwaysReadsBeforeItWrites()
    {
        var bench = new CpuBench(0x9D, 0x10, 0x02);
        bench.Cpu.X = 1;
        bench.Cpu.A = 0x77;
        bench.Memory[0x0211] = 5;
        bench.Step();
        Assert.Equal([Read(0x0211, 5), Write(0x0211, 0x77)], bench.Accesses.Skip(3));
    }

    [Fact]
    public void AReadModifyWriteWritesTheOldValueFirst()
    {
        var bench = new CpuBench(0xEE, 0x10, 0x02);
        bench.Memory[0x0210] = 0x7F;
        bench.Step();
        Assert.Equal([Read(0x0210, 0x7F), Write(0x0210, 0x7F), Write(0x0210, 0x80)], bench.Accesses.Skip(3));
    }

    [Fact]
    public void IndexedIndirectWrapsWithinPageZero()
    {
        var bench = new CpuBench(0xA1, 0xF0);
        bench.Cpu.X = 0x0F;
        bench.Memory[0xFF] = 0x34;
        bench.Memory[0x00] = 0x12;
        bench.Memory[0x1234] = 9;
        bench.Step();
        Assert.Equal([Read(0xF0, 0xEA), Read(0xFF, 0x34), Read(0x00, 0x12), Read(0x1234, 9)], bench.Accesses.Skip(2));
    }

    [Fact]
    public void IndirectJumpDoesNotCarryIntoThePointersHighByte()
    {
        var bench = new CpuBench(0x6C, 0xFF, 0x02);
        bench.Memory[0x02FF] = 0x34;
        bench.Memory[0x0200] = 0x12;
        bench.Memory[0x0300] = 0x56;
        bench.Step();
        Assert.Equal(0x1234, bench.Cpu.Pc);
    }

    [Fact]
    public void SubroutineCallPushesTheAddressOfItsLastByteBetweenTheOperandFetches()
    {
        var bench = new CpuBench(0x20, 0x34, 0x12);
        bench.Step();
        Assert.Equal(
            [
                Read(0x8000, 0x20),
                Read(0x8001, 0x34),
                Read(0x01FD, 0xEA),
                Write(0x01FD, 0x80),
                Write(0x01FC, 0x02),
                Read(0x8002, 0x12),
            ],
            bench.Accesses
        );
        Assert.Equal(0x1234, bench.Cpu.Pc);
    }

    [Fact]
    public void BreakPushesTheAddressAfterItsPaddingByteAndSetsTheBreakBitInTheCopy()
    {
        var bench = new CpuBench(0x00, 0xFF);
        bench.Cpu.P = StatusFlags.Carry;
        bench.Step();
        Assert.Equal(
            [Write(0x01FD, 0x80), Write(0x01FC, 0x02), Write(0x01FB, 0x31)],
            bench.Accesses.Where(access => access.IsWrite)
        );
        Assert.Equal(CpuBench.IrqHandler, bench.Cpu.Pc);
        Assert.Equal(StatusFlags.Carry | StatusFlags.InterruptDisable, bench.Cpu.P);
    }

    [Fact]
    public void ATakenBranchReadsTheNextOpcodeAndAcrossPagesAlsoTheUnmendedAddress()
    {
        var bench = new CpuBench(0xD0, 0xF0);
        bench.Cpu.P = StatusFlags.None;
        bench.Step();
        Assert.Equal([0x8000, 0x8001, 0x8002, 0x80F2], bench.Accesses.Select(access => access.Address));
        Assert.Equal(0x7FF2, bench.Cpu.Pc);
    }

    [Theory]
    [InlineData(0x9C)] // SHY abs,X
    [InlineData(0x9E)] // SHX abs,Y
    [InlineData(0x9F)] // SHA abs,Y
    public void AHighByteStoreMasksItsValueAndMissesItsPageWhenTheIndexCarries(byte opcode)
    {
        var bench = new CpuBench(opcode, 0xFF, 0x02);
        bench.Cpu.A = bench.Cpu.X = bench.Cpu.Y = 0x0F;
        bench.Step();
        Assert.Equal(Write(0x030E, 0x03), bench.Accesses[^1]);
        var uncrossed = new CpuBench(opcode, 0x00, 0x02);
        uncrossed.Cpu.A = uncrossed.Cpu.X = uncrossed.Cpu.Y = 0x0E;
        uncrossed.Step();
        Assert.Equal(Write(0x020E, 0x02), uncrossed.Accesses[^1]);
    }
}
