namespace LakhNes.Nes.Tests;

/// <summary>How long DMA holds the CPU and what it does on the bus (NESdev, "DMA").</summary>
public class DmaUnitTests
{
    private const byte Nop = 0xEA;

    private readonly CpuBench _bench = new(Nop, Nop, Nop, Nop);
    private readonly DmaUnit _dma;
    private readonly List<byte> _fetched = [];

    public DmaUnitTests()
    {
        _dma = new DmaUnit(_bench.Cpu, repeatsReads: true) { DmcFetched = (_, value) => _fetched.Add(value) };
        _bench.Dma = _dma;
        // From here on the next cycle is a get cycle.
        while (_bench.Cpu.Cycle % 2 != 0)
            _bench.Cpu.HaltedIdle();
    }

    [Theory]
    [InlineData(false, 514)]
    [InlineData(true, 513)]
    public void OamDmaTakesACycleToHaltAndOneMoreToReachAGetCycle(bool startOnPut, int cycles)
    {
        if (startOnPut)
            _bench.Cpu.HaltedIdle();
        for (int i = 0; i < 256; i++)
            _bench.Memory[0x300 + i] = (byte)(i * 7);
        _dma.StartOam(3);
        Assert.Equal(cycles + 2, _bench.Step());
        BusAccess[] writes = [.. _bench.Accesses.Where(access => access.IsWrite)];
        Assert.Equal(256, writes.Length);
        Assert.Equal(Enumerable.Range(0, 256).Select(i => BusAccess.Write(0x2004, (byte)(i * 7))), writes);
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 4)]
    public void ASampleFetchHaltsWaitsAndAlignsToAGetCycle(bool startOnPut, int cycles)
    {
        if (startOnPut)
            _bench.Cpu.HaltedIdle();
        _bench.Memory[0xC123] = 0x5A;
        _dma.StartDmc(0xC123);
        Assert.Equal(cycles + 2, _bench.Step());
        Assert.Equal([0x5A], _fetched);
    }

    [Fact]
    public void TheHaltedCPURepeatsItsReadInEveryCycleButTheFetch()
    {
        _bench.Cpu.HaltedIdle();
        int before = _bench.Accesses.Count;
        _dma.StartDmc(0xC123);
        _bench.Step();
        Assert.Equal(
            [0x8000, 0x8000, 0x8000, 0xC123, 0x8000, 0x8001],
            _bench.Accesses.Skip(before).Select(access => access.Address)
        );
    }

    [Fact]
    public void OnOtherConsolesTheRepeatedReadsStayOffTheBus()
    {
        var dma = new DmaUnit(_bench.Cpu, repeatsReads: false);
        _bench.Dma = dma;
        int before = _bench.Accesses.Count;
        dma.StartDmc(0xC123);
        Assert.Equal(5, _bench.Step());
        Assert.Equal([0xC123, 0x8000, 0x8001], _bench.Accesses.Skip(before).Select(access => access.Address));
    }

    [Fact]
    public void WritesAreNotHalted()
    {
        var bench = new CpuBench(0x00, 0x00);
        var dma = new DmaUnit(bench.Cpu, repeatsReads: true);
        bench.Dma = dma;
        bench.Lines = cycle =>
        {
            // Asked for in BRK's second cycle: three pushes come first.
            if (cycle == 1)
                dma.StartDmc(0xC123);
            return InterruptLines.None;
        };
        bench.Step();
        int fetch = bench.Accesses.ToList().FindIndex(access => access.Address == 0xC123);
        int lastPush = bench.Accesses.ToList().FindLastIndex(access => access.IsWrite);
        Assert.Equal(4, lastPush);
        Assert.InRange(fetch, 7, 8);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    public void ASampleFetchInsideOamDmaCostsTwoCycles(int into)
    {
        long start = _bench.Cpu.Cycle;
        _bench.Lines = _ =>
        {
            if (_bench.Cpu.Cycle == start + into)
                _dma.StartDmc(0xC123);
            return InterruptLines.None;
        };
        _dma.StartOam(3);
        Assert.Equal(514 + 2 + 2, _bench.Step());
        Assert.Equal(256, _bench.Accesses.Count(access => access.IsWrite));
        Assert.Single(_fetched);
    }
}
