using System.Globalization;
using LakhNes.Score.Registers;

namespace LakhNes.Score.NesMdb.Forms;

/// <summary>The raw disassembly: each write as it is.</summary>
internal static class RawCommands
{
    private const string Write = "apu",
        Memory = "ram",
        MemoryKind = "c2"; // the data block's type in a VGM file

    /// <summary>What waits are called here and in the functional form.</summary>
    public const string Wait = "wait";

    /// <summary>The commands of a log.</summary>
    public static IEnumerable<object[]> Of(RegisterLog log)
    {
        yield return LogBuilder.ClockOf(log);
        long time = 0;
        int block = 0;
        for (int i = 0; i <= log.Writes.Length; i++)
        {
            for (; block < log.Samples.Count && log.Samples[block].BeforeWrite <= i; block++)
            {
                SampleBlock samples = log.Samples[block];
                yield return
                [
                    Memory,
                    MemoryKind,
                    (byte[])[(byte)samples.Address, (byte)(samples.Address >> 8), .. samples.Data.Span],
                ];
            }

            long next = i < log.Writes.Length ? log.Writes[i].Time : log.Length;
            if (next > time)
                yield return [Wait, next - time];
            time = next;
            if (i < log.Writes.Length)
                yield return [Write, Hex(log.Writes[i].Address - 0x4000), Hex(log.Writes[i].Value)];
        }
    }

    /// <summary>The log of commands.</summary>
    /// <exception cref="ScoreFormatException">They are others.</exception>
    public static RegisterLog Read(IEnumerable<Command> commands, string name) =>
        LogBuilder.Build(
            commands,
            name,
            (log, command) =>
            {
                const int LastRegister = 0x17;
                switch (command.Text(0))
                {
                    case Wait:
                        command.Expect(2);
                        log.Wait(command.Number(1, int.MaxValue));
                        break;
                    case Write:
                        command.Expect(3);
                        if (command.Hex(1) > LastRegister)
                            throw command.Fail("writes a register that the chip does not have");
                        log.Write(0x4000 + command.Hex(1), command.Hex(2));
                        break;
                    case Memory when command.Text(1) == MemoryKind && command.Bytes(2) is { Length: >= 2 } block:
                        log.Samples(block);
                        break;
                    default:
                        throw command.Fail("is no command of the raw form");
                }
            }
        );

    private static string Hex(int value) => value.ToString("x2", CultureInfo.InvariantCulture);
}
