using System.CommandLine;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Study.Plans;
using LakhNes.Study.Storage;

namespace LakhNes.Cli.Commands.Study;

/// <summary><c>lakhnes study pairs</c>: what each listener compares.</summary>
internal static class StudyPairsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var defaults = new PairOptions();
        Argument<string> folder = StudyCommand.Folder();
        Option<string?> key = StudyCommand.KeyOption();
        Option<int> sheets = CommonOptions.Number("--listeners", "Sheets of pairs, one a listener.", defaults.Sheets, 1, 10_000);
        Option<int> preferences = CommonOptions.Number(
            "--preference",
            "Pairs a listener of which one is preferred, controls among them.",
            defaults.Preferences,
            0,
            100
        );
        Option<int> turing = CommonOptions.Number(
            "--turing",
            "Pairs a listener of real and composed music, controls among them.",
            defaults.Turing,
            0,
            100
        );
        Option<int> controls = CommonOptions.Number(
            "--controls",
            "Controls among the pairs of each kind: real music against notes at random.",
            defaults.Controls,
            0,
            100
        );
        Option<ulong?> seed = CommonOptions.Seed();
        var command = new Command("pairs", "Deal clips into pairs that listeners compare.")
        {
            folder,
            key,
            sheets,
            preferences,
            turing,
            controls,
            seed,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder);
            StudyFolder study = StudyCommand.Open(path);
            // answers are to the pairs that were asked
            if (Directory.Exists(study.Answers) && Directory.EnumerateFiles(study.Answers).Any())
                throw new CommandException(path, "was answered already; its pairs stay as they are");
            var options = new PairOptions
            {
                Sheets = parsed.GetValue(sheets),
                Preferences = parsed.GetValue(preferences),
                Turing = parsed.GetValue(turing),
                Controls = parsed.GetValue(controls),
                Seed = parsed.GetValue(seed) ?? (ulong)Random.Shared.NextInt64(),
            };
            if (options.Preferences + options.Turing == 0)
                throw new CommandException("--preference and --turing: no pairs are asked for");
            StudyPlan plan;
            try
            {
                plan = PairDealer.Deal(StudyCommand.ReadKey(path, parsed.GetValue(key)), options);
            }
            catch (ArgumentException failure)
            {
                throw new CommandException(StudyCommand.KeyFile(path, parsed.GetValue(key)), failure.Message);
            }

            Files.Guarded(study.Pairs, () => study.WritePlan(plan));
            context.Output.WriteLine($"{study.Pairs}: {plan.Sheets.Length} sheets of {plan.Sheets[0].Pairs.Length} pairs");
        });
        return command;
    }
}
