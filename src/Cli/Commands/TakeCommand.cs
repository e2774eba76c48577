using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion.Formats;
using LakhNes.Engine;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes take STATE OUT...</c>: what a plugin composed, out of the state that its host saved.</summary>
internal static class TakeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("STATE") { Description = "A state that the plugin saved." };
        var outputs = new Argument<string[]>("OUT")
        {
            Description = $"Files to write: {SongFormats.ListExtensions(readable: false)}. With none the takes are listed.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<int?> number = CommonOptions.OptionalNumber(
            "--number",
            "One take alone; otherwise all that are kept, or if none is, all.",
            1,
            int.MaxValue
        );
        var infill = new InfillChoice();
        var played = new Option<bool>("--played")
        {
            Description = "With what was played, and all that was heard before; otherwise what was composed alone.",
        };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("take", "Write what the plugin composed in a project to files.")
        {
            input,
            outputs,
            number,
            played,
        };
        infill.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(input);
            (string, SongFormat)[] files = TakeFiles.Check(parsed.GetValue(outputs) ?? []);
            Files.CheckOutputs([.. files.Select(file => file.Item1), infill.SavePath(parsed)], [path, infill.ModelPath(parsed)]);
            using ChipEngine engine = infill.Engine(parsed);
            if (!engine.TryLoadState(Files.ReadAllBytes(path), out string error))
                throw new CommandException(path, error);
            Take[] takes = [.. engine.Takes];
            if (parsed.GetValue(number) is { } wanted)
            {
                takes = [.. takes.Where(take => take.Number == wanted)];
                if (takes.Length == 0)
                    throw new CommandException(path, $"there is no take {wanted} in it");
            }
            else if (takes.Any(take => take.Kept))
            {
                takes = [.. takes.Where(take => take.Kept)];
            }

            if (infill.IsWanted(parsed))
                takes = [infill.Compose(context, parsed, engine, path, takes)];
            if (takes.Length == 0 && files.Length > 0)
                throw new CommandException(path, TakeFiles.Nothing);
            if (files.Length > 0)
                TakeFiles.Write(engine, takes, files, parsed.GetValue(played));
            if (parsed.GetValue(json))
            {
                context.WriteJson(new JsonObject { ["takes"] = new JsonArray([.. takes.Select(ToJson)]) });
            }
            else if (takes.Length == 0)
            {
                context.Output.WriteLine("no takes");
            }
            else
            {
                foreach (Take take in takes)
                    context.Output.WriteLine(Describe(take));
            }
        });
        return command;
    }

    private static int Onsets(Take take, NoteOrigin kind) =>
        take.Notes.Skip(take.PromptLength).Count(note => note.Origin == kind && note.Note > 0);

    private static string Describe(Take take) =>
        FormattableString.Invariant(
            $"take {take.Number}{(take.Name.Length > 0 ? $" {take.Name}" : "")}{(take.Kept ? " (kept)" : "")}{(take.Favourite ? " (favourite)" : "")}{(take.InfillOf > 0 ? $" (infill of {take.InfillOf})" : "")}{(take.Loops ? " (loop)" : "")}: beats {take.Start:0.##} to {take.End:0.##} at {take.Tempo:0.##}, {Onsets(take, NoteOrigin.Composed)} notes, {take.Dropped} dropped, {take.Model}, seed {take.Settings.Seed}, variation {take.Settings.Variation}"
        );

    private static JsonNode ToJson(Take take) =>
        new JsonObject
        {
            ["number"] = take.Number,
            ["name"] = take.Name,
            ["kept"] = take.Kept,
            ["favourite"] = take.Favourite,
            ["start"] = take.Start,
            ["end"] = take.End,
            ["bars"] = take.Bars,
            ["loops"] = take.Loops,
            ["infillOf"] = take.InfillOf,
            ["tempo"] = take.Tempo,
            ["notes"] = Onsets(take, NoteOrigin.Composed),
            ["dropped"] = take.Dropped,
            ["model"] = take.Model,
            ["seed"] = take.Settings.Seed,
            ["variation"] = take.Settings.Variation,
        };
}
