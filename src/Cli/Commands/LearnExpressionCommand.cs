using System.CommandLine;
using System.Globalization;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Generator.Expression;
using LakhNes.Score;
using LakhNes.Score.Beats;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;
using LakhNes.Training.Expression;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes learn-expression MIDI_DIR</c>: how NES-MDB's songs play their notes.</summary>
internal static class LearnExpressionCommand
{
    // that shapes are learnt from, of each kind of voice
    private const int ShapeNotes = 60_000;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("MIDI_DIR")
        {
            Description = "A folder with train and valid folders of NES-MDB's MIDI files.",
        };
        Option<string> output = new("--out")
        {
            Description = "A folder for expression.bin (the network) and shapes.bin (the courses of volumes that it knows).",
            Required = true,
            HelpName = "DIR",
        };
        Option<int> rounds = CommonOptions.Number("--rounds", "How often each song is looked at.", 8, 1, 1000);
        Option<double> rate = CommonOptions.Number("--lr", "The learning rate at the beginning.", 2e-3, 0.0, 1.0);
        Option<ulong?> seed = CommonOptions.Seed();
        var command = new Command("learn-expression", "Learn from NES-MDB's songs how loud and in which timbre notes are played.")
        {
            input,
            output,
            rounds,
            rate,
            seed,
        };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(input),
                target = parsed.GetRequiredValue(output);
            ulong number = parsed.GetValue(seed) ?? 1;
            List<SongBars> songs = Songs(context, Path.Combine(folder, "train")),
                valid = Songs(context, Path.Combine(folder, "valid"));
            VolumeShapes shapes = ShapeLearning.Learn(songs, ShapeNotes, number);
            ExpressedNote[][] learnt = [.. songs.Select(song => ExpressionSongs.Of(song, shapes))],
                held = [.. valid.Select(song => ExpressionSongs.Of(song, shapes))];
            var training = new ExpressionTraining(learnt, parsed.GetValue(rounds), parsed.GetValue(rate), number);
            ExpressionNetwork network = training.Run((round, loss) => Say(context, $"round {round}: {loss:0.000} nats a note"));
            Files.CreateFolder(target);
            Files.Write(Path.Combine(target, "shapes.bin"), stream => stream.Write(shapes.Write()));
            Files.Write(Path.Combine(target, "expression.bin"), stream => stream.Write(network.Write()));
            Say(context, $"{held.Length} validation songs: {ExpressionMeasure.Loss(network, held):0.000} nats a note");
            Say(context, $"          volume  spread  changes  same place  timbre changes  even  shape changes  same shape");
            Say(context, "songs", ExpressionMeasure.Of(held));
            Say(context, "dressed", ExpressionMeasure.Of(held.Select(song => ExpressionMeasure.Dressed(network, song, seed: 1))));
            return ExitCode.Success;
        });
        return command;
    }

    private static void Say(CommandContext context, FormattableString text) =>
        context.Output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Say(CommandContext context, string name, ExpressionMeasure measure)
    {
        Say(
            context,
            $"{name, -10}{measure.Volume, 6:0.00}{measure.Spread, 8:0.00}{measure.Changes, 9:0.000}{measure.SamePlace, 12:0.000}{measure.TimbreChanges, 16:0.0000}{measure.Even, 6:0.00}{measure.ShapeChanges, 15:0.000}{measure.SameShape, 12:0.000}"
        );
    }

    // those whose bars are sure
    private static List<SongBars> Songs(CommandContext context, string folder)
    {
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.mid").Order(StringComparer.Ordinal)] : [];
        if (files.Length == 0)
            throw new CommandException(folder, "holds no MIDI file");
        var read = new (SongBars? Song, ReadError? Error)[files.Length];
        ParallelWork.For(
            files.Length,
            Environment.ProcessorCount,
            i =>
            {
                if (!MidiFile.TryRead(files[i], out MidiFile? file, out ReadError error))
                    read[i] = (null, error);
                else if (SongBars.Of(NesMidi.Read(file)) is { IsSure: true } bars)
                    read[i] = (bars, null);
            }
        );
        foreach ((_, ReadError? error) in read)
        {
            if (error is { } fault)
                context.Warn(fault);
        }
        return [.. read.Select(song => song.Song).OfType<SongBars>()];
    }
}
