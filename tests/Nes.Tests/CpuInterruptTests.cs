namespace LakhNes.Nes.Tests;

/// <summary>When an interrupt is noticed (NESdev, "CPU interrupts"). Cycles count from the program's first fetch.</summary>
public class CpuInterruptTests
{
    private const byte Nop = 0xEA;
    private const byte Cli = 0x58;
    private const byte Sei = 0x78;
    private const byte Plp = 0x28;
    private const byte Rti = 0x40;
    private const byte Bne = 0xD0;

    [Theory]
    [InlineData(0, 0x8001)]
    [InlineData(1, 0x8002)]
    [InlineData(2, 0x8002)]
    [InlineData(3, 0x8003)]
    public void AnInstructionDecidesOnTheLineInItsLastButOneCycle(int assertedAt, int returnAddress)
    {
        var bench = new CpuBench(Nop, Nop, Nop, Nop);
        bench.Cpu.P = StatusFlags.None;
        bench.Lines = cycle => cycle >= assertedAt ? InterruptLines.Irq : InterruptLines.None;
        bench.RunTo(CpuBench.IrqHandler);
        Assert.Equal(returnAddress, ReturnAddress(bench));
    }

    [Fact]
    public void AnInterruptTakesSevenCyclesAndPushesAClearBreakBit()
    {
        var bench = new CpuBench(Nop, Nop) { Lines = _ => InterruptLines.Irq };
        bench.Cpu.P = StatusFlags.None;
        bench.Step();
        Assert.Equal(7, bench.Step());
        Assert.Equal(0x20, bench.Memory[0x01FB]);
        Assert.Equal(StatusFlags.InterruptDisable, bench.Cpu.P);
    }

    [Fact]
    public void ClearingTheMaskLetsOneMoreInstructionRun()
    {
        var bench = new CpuBench(Cli, Nop, Nop) { Lines = _ => InterruptLines.Irq };
        Assert.Equal([0x8000, 0x8001, 0x8002], bench.RunTo(CpuBench.IrqHandler));
        Assert.Equal(0x8002, ReturnAddress(bench));
    }

    [Fact]
    public void SettingTheMaskComesTooLateForAPendingInterrupt()
    {
        var bench = new CpuBench(Cli, Sei, Nop) { Lines = _ => InterruptLines.Irq };
        bench.RunTo(CpuBench.IrqHandler);
        Assert.Equal(0x8002, ReturnAddress(bench));
        Assert.Equal(StatusFlags.InterruptDisable, (StatusFlags)bench.Memory[0x01FB] & StatusFlags.InterruptDisable);
    }

    [Fact]
    public void PullingTheFlagsDelaysLikeClearingTheMask()
    {
        var bench = new CpuBench(Plp, Nop, Nop) { Lines = _ => InterruptLines.Irq };
        bench.Memory[0x01FE] = 0;
        bench.RunTo(CpuBench.IrqHandler);
        Assert.Equal(0x8002, ReturnAddress(bench));
    }

    [Fact]
    public void ReturningFromAnInterruptUnmasksAtOnce()
    {
        var bench = new CpuBench(Rti) { Lines = _ => InterruptLines.Irq };
        bench.Cpu.S = 0xF0;
        bench.Memory[0x01F1] = 0;
        bench.SetWord(0x01F2, 0x8234);
        bench.RunTo(CpuBench.IrqHandler);
        Assert.Equal(0x8234, ReturnAddress(bench));
    }

    [Fact]
    public void NmiAnswersAnEdgeOnceHoweverLongTheLineStaysLow()
    {
        var bench = new CpuBench(Nop, Nop, Nop) { Lines = _ => InterruptLines.Nmi };
        bench.Memory[CpuBench.NmiHandler] = Rti;
        bench.RunTo(CpuBench.NmiHandler);
        List<int> rest = bench.RunTo(0x8004);
        Assert.DoesNotContain(CpuBench.NmiHandler, rest.Skip(1));
    }

    [Fact]
    public void AOneCyclePulseOfNmiIsNotForgotten()
    {
        var bench = new CpuBench(Nop, Nop) { Lines = cycle => cycle == 1 ? InterruptLines.Nmi : InterruptLines.None };
        bench.RunTo(CpuBench.NmiHandler);
        Assert.Equal(0x8002, ReturnAddress(bench));
    }

    [Fact]
    public void AOneCyclePulseOfIrqAfterTheDecisionIsForgotten()
    {
        var bench = new CpuBench(Nop, Nop) { Lines = cycle => cycle == 1 ? InterruptLines.Irq : InterruptLines.None };
        bench.Cpu.P = StatusFlags.None;
        Assert.DoesNotContain(CpuBench.IrqHandler, bench.RunTo(0x8010));
    }

    [Theory]
    [InlineData(3, CpuBench.NmiHandler)]
    [InlineData(4, CpuBench.IrqHandler)]
    public void AnEarlyNmiTakesOverABreak(int assertedAt, int handler)
    {
        var bench = new CpuBench(0x00, 0x00) { Lines = cycle => cycle >= assertedAt ? InterruptLines.Nmi : InterruptLines.None };
        bench.Step();
        Assert.Equal(handler, bench.Cpu.Pc);
        Assert.Equal(0x10, bench.Memory[0x01FB] & 0x10);
        // A late one waits until the handler has run one instruction.
        bench.Step();
        Assert.Equal(handler + 1, bench.Cpu.Pc);
        bench.Step();
        Assert.Equal(handler == CpuBench.IrqHandler ? CpuBench.NmiHandler : handler + 2, bench.Cpu.Pc);
    }

    [Fact]
    public void AnNmiDuringThePushesTakesOverAnIrq()
    {
        // The IRQ sequence fills cycles 2 to 8; its vector is chosen after the second push.
        var bench = new CpuBench(Nop, Nop)
        {
            Lines = cycle => (cycle >= 0 ? InterruptLines.Irq : 0) | (cycle >= 5 ? InterruptLines.Nmi : 0),
        };
        bench.Cpu.P = StatusFlags.None;
        bench.Step();
        bench.Step();
        Assert.Equal(CpuBench.NmiHandler, bench.Cpu.Pc);
    }

    [Theory]
    [InlineData(0, 0x8012)]
    [InlineData(1, 0x8013)]
    public void ATakenBranchWithinItsPageDoesNotLookInItsLastButOneCycle(int assertedAt, int returnAddress)
    {
        var bench = new CpuBench(Bne, 0x10) { Lines = cycle => cycle >= assertedAt ? InterruptLines.Irq : InterruptLines.None };
        bench.Cpu.P = StatusFlags.None;
        bench.RunTo(CpuBench.IrqHandler);
        Assert.Equal(returnAddress, ReturnAddress(bench));
    }

    [Theory]
    [InlineData(0, 0x7FF2)]
    [InlineData(2, 0x7FF2)]
    [InlineData(3, 0x7FF3)]
    public void ABranchAcrossPagesLooksAgainBeforeItsLastCycle(int assertedAt, int returnAddress)
    {
        var bench = new CpuBench(Bne, 0xF0) { Lines = cycle => cycle >= assertedAt ? InterruptLines.Irq : InterruptLines.None };
        bench.Cpu.P = StatusFlags.None;
        bench.RunTo(CpuBench.IrqHandler);
        Assert.Equal(returnAddress, ReturnAddress(bench));
    }

    private static int ReturnAddress(CpuBench bench) =>
        bench.Memory[0x0100 + bench.Cpu.S + 2] | bench.Memory[0x0100 + bench.Cpu.S + 3] << 8;
}
