using LakhNes.Score.Registers;

namespace LakhNes.Score.NesMdb.Forms;

/// <summary>The form for language models: functions that change, and those that act when they are written again.</summary>
internal static class LanguageCommands
{
    private const string Wait = "w";

    // no voice that is read off notes has a sample, and no music waits for an interrupt
    private static readonly HashSet<string> LeftOut = ["ch_dm", "fc_iq"];

    // a length load restarts a note, a status bit ends one, and the frame counter starts anew
    private static readonly HashSet<string> ActsAgain =
    [
        "p1_ll",
        "p2_ll",
        "tr_ll",
        "no_ll",
        "ch_p1",
        "ch_p2",
        "ch_tr",
        "ch_no",
        "fc_mo",
    ];

    /// <summary>The commands of a log.</summary>
    public static IEnumerable<object[]> Of(RegisterLog log)
    {
        yield return LogBuilder.ClockOf(log);
        // before anything is written the channels are on
        var values = new Dictionary<string, long>
        {
            ["ch_p1"] = 1,
            ["ch_p2"] = 1,
            ["ch_tr"] = 1,
            ["ch_no"] = 1,
        };
        foreach (FunctionCommands.Step step in FunctionCommands.Steps(log))
        {
            if (step.Function is not { } function)
            {
                yield return [Wait, step.Value];
                continue;
            }

            string name = function.FullName;
            // a sweep has moved the timer since it was written
            bool sweeps = function.Name == "tl" && values.GetValueOrDefault(function.Channel + "_se") == 1;
            bool changes = values.GetValueOrDefault(name) != step.Value;
            values[name] = step.Value;
            if ((changes || sweeps || ActsAgain.Contains(name)) && !LeftOut.Contains(name))
                yield return [name, step.Value];
        }
    }

    /// <summary>The log of commands.</summary>
    /// <exception cref="ScoreFormatException">They are others.</exception>
    public static RegisterLog Read(IEnumerable<Command> commands, string name)
    {
        int offset = -1,
            atom = 0;
        HashSet<ChipFunction> ofAtom = [];
        return LogBuilder.Build(
            commands,
            name,
            (log, command) =>
            {
                command.Expect(2);
                string called = command.Text(0);
                if (called == Wait)
                {
                    log.Wait(command.Number(1, int.MaxValue));
                    (offset, atom) = (-1, 0);
                    ofAtom.Clear();
                    return;
                }

                string[] names = called.Split('_');
                ChipFunction function =
                    (names.Length == 2 ? ChipFunction.Find(names[0], names[1]) : null)
                    ?? throw command.Fail("is no function of the chip");
                // functions that follow each other are one write as long as they can be
                if ((offset >= 0 && offset != function.Offset) || ofAtom.Contains(function))
                {
                    ofAtom.Clear();
                    atom++;
                }

                ofAtom.Add(function);
                offset = function.Offset;
                log.Set(function, command.Number(1, function.Most), atom);
            }
        );
    }
}
