using LakhNes.Dsp.Apu;
using LakhNes.Nes.Nsf;

namespace LakhNes.Nes.Tests.Nsf;

public class NsfMachineTests
{
    private const byte Return = 0x60;

    // STA $4011, RTS.
    private static readonly byte[] StoreA = [0x8D, 0x11, 0x40, Return];

    // INC $10, LDA $10, STA $4011, RTS.
    private static readonly byte[] CountUp = [0xE6, 0x10, 0xA5, 0x10, 0x8D, 0x11, 0x40, Return];

    [Fact]
    public void InitGetsTheSongInAAndTheConsoleInX()
    {
        // STA $4011, STX $4012, RTS.
        byte[] file = TinyNsf.Build([0x8D, 0x11, 0x40, 0x8E, 0x12, 0x40, Return], [Return]);
        RegisterLog log = Run(file, ApuRegion.Pal, song: 2, cycles: 100);
        Assert.Equal([(0x4011, 2), (0x4012, 1)], log.Writes.TakeLast(2).Select(write => (write.Address, (int)write.Value)));
    }

    [Fact]
    public void RegistersAreClearedAndTheChannelsEnabledBeforeInit()
    {
        RegisterLog log = Run(TinyNsf.Build([Return], [Return]), ApuRegion.Ntsc, song: 0, cycles: 10);
        Assert.Equal(Enumerable.Range(0x4000, 20), log.Writes.Take(20).Select(write => write.Address));
        Assert.All(log.Writes.Take(20), write => Assert.Equal(0, write.Value));
        Assert.Equal(
            [(0x4015, 0), (0x4015, 0x0F), (0x4017, 0x40)],
            log.Writes.Skip(20).Select(write => (write.Address, (int)write.Value))
        );
    }

    [Theory]
    [InlineData(ApuRegion.Ntsc, 17897.727)]
    [InlineData(ApuRegion.Pal, 33252.14)]
    public void PlayIsCalledAtItsRateForEverWithoutDrift(ApuRegion region, double period)
    {
        RegisterLog log = Run(TinyNsf.Build([Return], CountUp), region, song: 0, cycles: (long)(period * 100.5));
        var calls = log.Writes.Where(write => write.Address == 0x4011).Skip(1).ToList();
        Assert.Equal(Enumerable.Range(1, 100), calls.Select(call => (int)call.Value));
        for (int i = 0; i < calls.Count; i++)
        {
            // The store's last cycle is the twelfth of the routine.
            Assert.InRange(calls[i].Cycle, period * (i + 1) + 10, period * (i + 1) + 12);
        }
    }

    [Fact]
    public void APlayCallThatTakesTooLongIsFinishedBeforeTheNextOne()
    {
        // LDX #80, LDY #0, loop: DEY, BNE, DEX, BNE, then count: about 103,000 cycles for a period of 17,898.
        byte[] play = [0xA2, 0x50, 0xA0, 0x00, 0x88, 0xD0, 0xFD, 0xCA, 0xD0, 0xF8, .. CountUp];
        RegisterLog log = Run(TinyNsf.Build([Return], play), ApuRegion.Ntsc, song: 0, cycles: 350_000);
        Assert.Equal([1, 2, 3], log.Writes.Where(write => write.Address == 0x4011).Skip(1).Select(write => (int)write.Value));
    }

    [Fact]
    public void BanksAreSwitchedAndStartAsTheHeaderSays()
    {
        // Each bank begins with its number, at $x000 of the slot. Init lies in bank 1, in the last slot.
        byte[] program = new byte[4 * NsfFile.BankLength];
        for (int bank = 0; bank < 4; bank++)
            program[bank * NsfFile.BankLength] = (byte)bank;
        // LDA $8000, STA $4011, LDA #3, STA $5FF8, LDA $8000, STA $4011, RTS.
        byte[] init = [0xAD, 0, 0x80, 0x8D, 0x11, 0x40, 0xA9, 3, 0x8D, 0xF8, 0x5F, 0xAD, 0, 0x80, 0x8D, 0x11, 0x40, Return];
        init.CopyTo(program, NsfFile.BankLength + 0x10);
        byte[] file = TinyNsf.Build(program);
        TinyNsf.SetWord(file, 0x0A, 0xF010);
        new byte[] { 2, 0, 0, 0, 0, 0, 0, 1 }.CopyTo(file, 0x70);
        RegisterLog log = Run(file, ApuRegion.Ntsc, song: 0, cycles: 100);
        Assert.Equal([2, 3], log.Writes.TakeLast(2).Select(write => (int)write.Value));
    }

    [Fact]
    public void ABankedProgramIsPlacedByTheLowBitsOfItsLoadAddress()
    {
        byte[] file = TinyNsf.Build([0x42]);
        TinyNsf.SetWord(file, 0x08, 0x0123);
        file[0x70 + 1] = 1;
        var memory = new NsfMemory(TinyNsf.Read(file));
        memory.Reset();
        Assert.Equal((0x42, 0), (memory.Read(0x8123, 0xFF), memory.Read(0x9123, 0xFF)));
    }

    [Fact]
    public void RamIsClearedWhenASongStarts()
    {
        // INC $10 and INC $6000, then stores them.
        byte[] file = TinyNsf.Build(
            [0xE6, 0x10, 0xEE, 0x00, 0x60, 0xA5, 0x10, 0x8D, 0x11, 0x40, 0xAD, 0x00, 0x60, 0x8D, 0x11, 0x40, Return],
            [Return]
        );
        var log = new RegisterLog();
        var machine = new NsfMachine(TinyNsf.Read(file), ApuRegion.Ntsc) { RegisterListener = log };
        for (int i = 0; i < 2; i++)
        {
            machine.Start(0);
            machine.RunTo(machine.Cpu.Cycle + 100);
            Assert.True(machine.IsIdle);
        }
        Assert.Equal([1, 1], log.Writes.TakeLast(2).Select(write => (int)write.Value));
    }

    [Fact]
    public void ASampleIsFetchedWhileTheCpuIdlesAndWhileItWorks()
    {
        // A looping sample of alternating bits at the fastest rate; play only returns.
        byte[] init = [0xA9, 0x4F, 0x8D, 0x10, 0x40, 0xA9, 0xFF, 0x8D, 0x13, 0x40, 0xA9, 0x10, 0x8D, 0x15, 0x40, Return];
        byte[] program = new byte[0x8000];
        Array.Fill(program, (byte)0x55, 0x4000, 0x4000);
        init.CopyTo(program, 0);
        program[TinyNsf.Play - TinyNsf.Init] = Return;
        var machine = new NsfMachine(TinyNsf.Read(TinyNsf.Build(program)), ApuRegion.Ntsc);
        var counter = new LevelCounter();
        machine.Chip.Listener = counter;
        machine.Start(0);
        machine.RunTo(1_000_000);
        // A step every 54 cycles.
        Assert.InRange(counter.Changes, 1_000_000 / 54 - 20, 1_000_000 / 54 + 1);
    }

    [Fact]
    public void WhatIsHeardDoesNotDependOnHowTimeIsCut()
    {
        byte[] file = TinyNsf.Build([0xA9, 0x4F, 0x8D, 0x10, 0x40, 0xA9, 0x1F, 0x8D, 0x15, 0x40, Return], CountUp);
        RegisterLog whole = Run(file, ApuRegion.Ntsc, song: 0, cycles: 300_000);
        var cut = new RegisterLog();
        var machine = new NsfMachine(TinyNsf.Read(file), ApuRegion.Ntsc) { RegisterListener = cut };
        machine.Start(0);
        for (int cycle = 0; cycle < 300_000; cycle += 37)
            machine.RunTo(cycle);
        Assert.True(whole.Writes.Count > 30);
        Assert.Equal(whole.Writes, cut.Writes);
    }

    [Fact]
    public void ThereIsNoSongBeyondTheLast()
    {
        var machine = new NsfMachine(TinyNsf.Read(TinyNsf.Build(StoreA, [Return])), ApuRegion.Ntsc);
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.Start(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.Start(-1));
    }

    private static RegisterLog Run(byte[] file, ApuRegion region, int song, long cycles)
    {
        var log = new RegisterLog();
        var machine = new NsfMachine(TinyNsf.Read(file), region) { RegisterListener = log };
        machine.Start(song);
        machine.RunTo(cycles);
        return log;
    }

    private sealed class RegisterLog : IApuRegisters
    {
        public List<(long Cycle, int Address, byte Value)> Writes { get; } = [];

        public void Write(long cycle, int address, byte value) => Writes.Add((cycle, address, value));
    }

    private sealed class LevelCounter : ILevelListener
    {
        public int Changes { get; private set; }

        public void LevelsChanged(ReadOnlySpan<LevelChange> changes) => Changes += changes.Length;
    }
}
