using LakhNes.Dsp.Apu;

namespace LakhNes.Nes.Tests;

/// <summary>The chip, its DMA and a CPU that runs NOPs.</summary>
public class ApuPortTests
{
    [Fact]
    public void AChannelStoppedDuringItsDmaLetsTheCpuGoEarly()
    {
        long undisturbed = CyclesStolen(stopAfterRequest: 20);
        Assert.InRange(undisturbed, 3, 4);
        Assert.Equal(0, CyclesStolen(stopAfterRequest: -10));
        long[] between = [.. Enumerable.Range(-3, 7).Select(stop => CyclesStolen(stop))];
        Assert.All(between, stolen => Assert.InRange(stolen, 0, undisturbed));
        Assert.Contains(between, stolen => stolen > 0 && stolen < undisturbed);
    }

    [Fact]
    public void TheChipsInterruptIsSeenInItsCycleThoughNothingIsAccessed()
    {
        var bench = new CpuBench();
        ApuPort apu = Connect(bench, new ApuChip());
        apu.Write(bench.Cpu.Cycle, 0x4017, 0);
        long written = bench.Cpu.Cycle;
        while (!apu.Irq)
            bench.Cpu.HaltedIdle();
        // Three or four cycles to the restart, then 29828; the cycle counter is already past that cycle.
        Assert.InRange(bench.Cpu.Cycle - written, 29832, 29833);
        apu.ReadStatus(bench.Cpu.Cycle + 5);
        Assert.False(apu.Irq);
    }

    /// <summary>
    /// Cycles that the second byte's DMA takes when $4015 is cleared some cycles after the channel asks for it.
    /// </summary>
    private static long CyclesStolen(int stopAfterRequest)
    {
        var bench = new CpuBench();
        var chip = new ApuChip();
        ApuPort apu = Connect(bench, chip);
        apu.Write(bench.Cpu.Cycle, 0x4015, 0);
        apu.Write(bench.Cpu.Cycle, 0x4010, 0x4F);
        apu.Write(bench.Cpu.Cycle, 0x4015, 0x10);
        for (int i = 0; i < 20; i++)
            bench.Step();
        long stopAt = chip.NextDmcFetchCycle + stopAfterRequest;
        Func<long, InterruptLines> lines = bench.Lines;
        bench.Lines = cycle =>
        {
            InterruptLines result = lines(cycle);
            if (bench.Cpu.Cycle == stopAt)
                apu.Write(stopAt, 0x4015, 0);
            return result;
        };
        long start = bench.Cpu.Cycle;
        const int steps = 1000;
        for (int i = 0; i < steps; i++)
            bench.Step();
        Assert.True(bench.Cpu.Cycle > stopAt);
        return bench.Cpu.Cycle - start - 2 * steps;
    }

    private static ApuPort Connect(CpuBench bench, ApuChip chip)
    {
        bench.Dma = new DmaUnit(bench.Cpu, repeatsReads: true);
        var apu = new ApuPort(chip, bench.Dma);
        bench.Lines = _ =>
        {
            apu.EndCycle(bench.Cpu.Cycle);
            return InterruptLines.None;
        };
        return apu;
    }
}
