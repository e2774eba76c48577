using LakhNes.Dsp.Apu;

namespace LakhNes.Nes.Tests;

/// <summary>The parts together: what a program in the console can measure about the chip, the DMA and the PPU.</summary>
public class NesConsoleTests
{
    private const int Result = 0x6000;

    [Fact]
    public void RamIsMirroredFourTimes()
    {
        NesConsole console = Run(new TinyProgram().Store(0x1801, 0x5A).Code(0xAD, 0x01, 0x00, 0x8D, 0x00, 0x60));
        Assert.Equal(0x5A, console.Cartridge.Ram[0]);
    }

    [Fact]
    public void APadWithoutPressedButtonsGivesEightZerosThenOnes()
    {
        var program = new TinyProgram().Store(0x4016, 1).Store(0x4016, 0);
        for (int i = 0; i < 10; i++)
            program.Code(0xAD, 0x16, 0x40, 0x29, 0x01, 0x8D, (byte)i, 0x60);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 1, 1], Run(program).Cartridge.Ram[..10].ToArray());
    }

    [Fact]
    public void APadDoesNotDriveTheUpperBitsOfTheBus()
    {
        NesConsole console = Run(new TinyProgram().Code(0xAD, 0x16, 0x40, 0x8D, 0x00, 0x60));
        Assert.Equal(0x40, console.Cartridge.Ram[0] & 0xE0);
    }

    [Fact]
    public void TheFirstInstructionComes9To12CyclesAfterTheFrameCountersStart()
    {
        var console = new NesConsole(new TinyProgram().Stop().ToImage(), ApuRegion.Ntsc);
        Assert.InRange(CyclesSinceStart(console), 9, 12);
        console.RunTo(5000);
        console.Reset();
        Assert.InRange(CyclesSinceStart(console), 9, 12);

        // A write to $4017 at cycle n raises the interrupt at n + 29831 or 29832.
        static long CyclesSinceStart(NesConsole console)
        {
            console.Chip.RunTo(console.Cpu.Cycle);
            return console.Cpu.Cycle - (console.Chip.NextIrqCycle - 29832);
        }
    }

    [Fact]
    public void UnmappedAddressesGiveTheLastByteOnTheBus()
    {
        // LDA $4018: the last byte fetched is the address's high byte.
        NesConsole console = Run(new TinyProgram().Code(0xAD, 0x18, 0x40, 0x8D, 0x00, 0x60));
        Assert.Equal(0x40, console.Cartridge.Ram[0]);
    }

    [Theory]
    [InlineData(ApuRegion.Ntsc, 29831)]
    [InlineData(ApuRegion.Pal, 33255)]
    public void TheFrameInterruptReachesTheHandlerOnTime(ApuRegion region, int cycles)
    {
        var program = new TinyProgram().Store(0x4017, 0).Code(0x58);
        int loop = program.Here;
        // A chain of NOPs, so that an interrupt waits two cycles at most.
        for (int i = 0; i < 64; i++)
            program.Code(0xEA);
        program.Jump(loop).SetVector(0xFFFE, 0xF000).Patch(0xF000, 0xEA);
        var console = new NesConsole(program.ToImage(), region);
        while (console.Cpu.Pc != TinyProgram.Origin + 5)
            console.Cpu.Step();
        long written = console.Cpu.Cycle - 1;
        while (console.Cpu.Pc != 0xF000)
            console.Cpu.Step();
        // The line rises, is seen, the instruction ends, seven cycles to the handler.
        Assert.InRange(console.Cpu.Cycle - written, cycles + 7, cycles + 13);
    }

    [Fact]
    public void VerticalBlankCallsTheHandlerOnceAFrame()
    {
        var program = new TinyProgram().Store(0x2000, 0x80).Stop();
        // INC $6000, RTI.
        program.SetVector(0xFFFA, 0xF000).Patch(0xF000, 0xEE, 0x00, 0x60, 0x40);
        var console = new NesConsole(program.ToImage(), ApuRegion.Ntsc);
        console.RunTo((long)(29780.67 * 50));
        Assert.Equal(50, console.Cartridge.Ram[0]);
    }

    [Fact]
    public void APlayingSampleStealsFourCyclesAByteAtMost()
    {
        // The fastest rate: a byte every 432 cycles, looping; the CPU counts in X and Y meanwhile.
        var program = new TinyProgram().Store(0x4010, 0x4F).Store(0x4012, 0).Store(0x4013, 0xFF).Store(0x4015, 0x10);
        int loop = program.Here;
        program.Code(0xE8).Jump(loop);
        long stolen = CyclesStolen(program, loop, loopCycles: 5, cycles: 432 * 1000);
        Assert.InRange(stolen, 3 * 1000 - 10, 4 * 1000 + 10);
    }

    [Fact]
    public void WithoutASampleNothingIsStolen()
    {
        var program = new TinyProgram().Store(0x4010, 0x4F);
        int loop = program.Here;
        program.Code(0xE8).Jump(loop);
        Assert.InRange(CyclesStolen(program, loop, loopCycles: 5, cycles: 432 * 100), 0, 9);
    }

    [Fact]
    public void ASampleThatEndsRaisesItsInterruptAndItsFlag()
    {
        // One byte, interrupt enabled. The handler stores $4015 and disables it.
        var program = new TinyProgram()
            .Store(0x4017, 0x40)
            .Store(0x4010, 0x8F)
            .Store(0x4013, 0)
            .Store(0x4015, 0x10)
            .Code(0x58)
            .Stop();
        program
            .SetVector(0xFFFE, 0xF000)
            .Patch(0xF000, 0xAD, 0x15, 0x40, 0x8D, 0x00, 0x60, 0xA9, 0x0F, 0x8D, 0x10, 0x40, 0xEE, 0x01, 0x60, 0x40);
        var console = new NesConsole(program.ToImage(), ApuRegion.Ntsc);
        console.RunTo(5000);
        Assert.Equal(0x80, console.Cartridge.Ram[0] & 0xD0);
        Assert.Equal(1, console.Cartridge.Ram[1]);
    }

    [Fact]
    public void ASampleFetchRepeatsTheReadThatItHalts()
    {
        // Reads $2007 over and over while samples play: each halted read advances the PPU's address more than once.
        Assert.True(AddressesRead(playing: true) > AddressesRead(playing: false));
    }

    [Fact]
    public void SpriteDmaCopiesAPageAndTakes513Or514Cycles()
    {
        var program = new TinyProgram().Store(0x0310, 0x99).Store(0x2003, 0);
        int before = program.Here;
        program.Store(0x4014, 3);
        int after = program.Here;
        program.Store(0x2003, 0x10).Code(0xAD, 0x04, 0x20, 0x8D, 0x00, 0x60).Stop();
        var console = new NesConsole(program.ToImage(), ApuRegion.Ntsc);
        while (console.Cpu.Pc != before)
            console.Cpu.Step();
        long start = console.Cpu.Cycle;
        while (console.Cpu.Pc != after)
            console.Cpu.Step();
        // The halt begins at the next instruction's first fetch.
        console.Cpu.Step();
        Assert.InRange(console.Cpu.Cycle - start - 6 - 2, 513, 514);
        console.RunTo(console.Cpu.Cycle + 50);
        Assert.Equal(0x99, console.Cartridge.Ram[0]);
    }

    [Fact]
    public void ResetSilencesTheChipKeepsMemoryAndStartsTheProgramAgain()
    {
        var program = new TinyProgram().Store(0x0300, 1).Code(0xEE, 0x00, 0x60).Store(0x4015, 0x01).Store(0x4003, 0).Stop();
        var console = new NesConsole(program.ToImage(), ApuRegion.Ntsc);
        console.RunTo(1000);
        Assert.Equal(1, console.Chip.ReadStatus(console.Cpu.Cycle) & 1);
        console.Reset();
        Assert.Equal(0, console.Chip.ReadStatus(console.Cpu.Cycle) & 1);
        Assert.Equal(TinyProgram.Origin, console.Cpu.Pc);
        console.RunTo(console.Cpu.Cycle + 100);
        Assert.Equal(2, console.Cartridge.Ram[0]);
    }

    private static NesConsole Run(TinyProgram program)
    {
        var console = new NesConsole(program.Stop().ToImage(), ApuRegion.Ntsc);
        console.RunTo(10_000);
        return console;
    }

    private static long CyclesStolen(TinyProgram program, int loop, int loopCycles, int cycles)
    {
        var console = new NesConsole(program.ToImage(), ApuRegion.Ntsc);
        while (console.Cpu.Pc != loop)
            console.Cpu.Step();
        long start = console.Cpu.Cycle;
        long loops = 0;
        while (console.Cpu.Cycle < start + cycles)
        {
            console.Cpu.Step();
            console.Cpu.Step();
            loops++;
        }
        return console.Cpu.Cycle - start - loops * loopCycles;
    }

    private static int AddressesRead(bool playing)
    {
        var program = new TinyProgram();
        // The name table counts up: the last byte read tells how far the address got.
        program.Store(0x2006, 0x20).Store(0x2006, 0);
        for (int i = 0; i < 256; i++)
            program.Store(0x2007, i);
        program.Store(0x4010, 0x4F).Store(0x4013, 0xFF).Store(0x4015, playing ? 0x10 : 0);
        program.Store(0x2006, 0x20).Store(0x2006, 0);
        for (int i = 0; i < 200; i++)
            program.Code(0xAD, 0x07, 0x20);
        program.Code(0x8D, Result & 0xFF, Result >> 8);
        NesConsole console = Run(program);
        return console.Cartridge.Ram[0];
    }
}
