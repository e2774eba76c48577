using LakhNes.Dsp.Apu;
using LakhNes.Nes.Nsf;

namespace LakhNes.Conversion.Tests.Nsf;

/// <summary>What an NSF file writes at each of its calls: init is frame 0.</summary>
internal sealed class PlayedFrames : IApuRegisters
{
    private readonly NsfMachine _machine;
    private readonly List<(long Frame, int Address, int Value)> _writes = [];

    private PlayedFrames(NsfMachine machine) => _machine = machine;

    public static (long Frame, int Address, int Value)[] Of(byte[] nsf, int frames, int song = 0)
    {
        NsfFile file = NsfReader.Read(nsf, "song.nsf");
        NsfMachine machine = new(file, file.Region);
        PlayedFrames played = new(machine);
        machine.Start(song);
        machine.RegisterListener = played; // what comes before init is the machine's own
        while (machine.PlayCalls <= frames)
            machine.RunTo(machine.Cpu.Cycle + 1000);
        return [.. played._writes.Where(write => write.Frame < frames)];
    }

    void IApuRegisters.Write(long cycle, int address, byte value) => _writes.Add((_machine.PlayCalls, address, value));
}
