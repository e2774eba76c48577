using LakhNes.Score.Registers;

namespace LakhNes.Score.NesMdb.Forms;

/// <summary>The functional disassembly: each write as what its bits do.</summary>
internal static class FunctionCommands
{
    private const string Write = "apu";

    /// <summary>The commands of a log.</summary>
    public static IEnumerable<object[]> Of(RegisterLog log)
    {
        yield return LogBuilder.ClockOf(log);
        foreach (Step step in Steps(log))
        {
            if (step.Function is not { } function)
                yield return [RawCommands.Wait, step.Value];
            else
                yield return [Write, function.Channel, function.Name, step.Value, (long)step.Atom, (long)function.Offset];
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
                const int MostAtoms = 1_000_000_000;
                switch (command.Text(0))
                {
                    case RawCommands.Wait:
                        command.Expect(2);
                        log.Wait(command.Number(1, int.MaxValue));
                        break;
                    case Write:
                        command.Expect(6);
                        ChipFunction function =
                            ChipFunction.Find(command.Text(1), command.Text(2))
                            ?? throw command.Fail("is no function of the chip");
                        if (command.Number(5, 3) != function.Offset)
                            throw command.Fail($"is no place of that function, which has the offset {function.Offset}");
                        log.Set(function, command.Number(3, function.Most), command.Number(4, MostAtoms));
                        break;
                    default:
                        throw command.Fail("is no command of the functional form");
                }
            }
        );

    /// <summary>What a log does, function by function.</summary>
    internal static IEnumerable<Step> Steps(RegisterLog log)
    {
        long time = 0;
        int atom = 0;
        foreach (RegisterWrite write in log.Writes)
        {
            if (write.Time > time)
            {
                yield return new Step(null, write.Time - time, 0);
                (time, atom) = (write.Time, 0);
            }

            foreach (ChipFunction function in ChipFunction.Of(write.Address))
                yield return new Step(function, function.ValueIn(write.Value), atom);
            atom++;
        }

        if (log.Length > time)
            yield return new Step(null, log.Length - time, 0);
    }

    /// <summary>A function is set, or, without one, time passes.</summary>
    /// <param name="Function">The function; null for a wait.</param>
    /// <param name="Value">Its value; for a wait how many samples of 1/44100 s.</param>
    /// <param name="Atom">Which write since the last wait it is part of.</param>
    internal readonly record struct Step(ChipFunction? Function, long Value, int Atom);
}
