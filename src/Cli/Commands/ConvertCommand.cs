using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.Audio;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Cli.Trackers;
using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Score.Registers;

namespace LakhNes.Cli.Commands;

/// <summary>
/// <c>lakhnes convert IN OUT</c>: any format of songs into any other, told by extension, many files at once into a folder; and a
/// recording into a sample of the chip.
/// </summary>
internal static class ConvertCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var paths = new Argument<string[]>("IN OUT")
        {
            Description =
                $"The song ({SongFormats.ListExtensions(readable: true)}) and the file to write ({SongFormats.ListExtensions(readable: false)}). "
                + "A .wav becomes a .dmc, a sample of the chip. With --formats: any songs and folders of songs, and last the folder to write to.",
            Arity = new ArgumentArity(2, 100_000),
        };
        Option<SongFormat[]> formats = PieceFiles.FormatsOption(SongFormat.Wav);
        formats.Description = "Convert many files at once, into these formats.";
        Option<double?> rate = CommonOptions.OptionalNumber(
            "--rate",
            "Let notes change at most so many times a second, as the original's downsampling does; steps a second of NES-MDB's scores (by default 24).",
            1.0,
            ExpressiveScore.HighestRate
        );
        Option<int?> track = CommonOptions.OptionalNumber(
            "--track",
            "Which song of an NSF file or pattern of a MIDI file of format 2, from 1.",
            1,
            65535
        );
        Option<double?> seconds = CommonOptions.OptionalNumber(
            "--seconds",
            "Cut the song after so long.",
            0.001,
            Song.LongestSeconds
        );
        var expression = new Option<bool>("--expression") { Description = "Write velocity and timbre into .txf.txt, too." };
        var seam = new Option<bool>("--seam")
        {
            Description = "The .png is of where the song's loop leads back, with its sound: notes and waveform around the seam.",
        };
        var sound = new ChipSoundChoice();
        var tracker = new TrackerChoice();
        var deltas = new DeltaChoice();
        Option<bool> json = CommonOptions.Json();

        var command = new Command("convert", "Turn songs of any format into any other.")
        {
            paths,
            formats,
            rate,
            track,
            seconds,
            expression,
            seam,
        };
        Option[] ofSongs = [rate, track, seconds, expression, seam];
        sound.AddTo(command);
        tracker.AddTo(command);
        deltas.AddTo(command);
        command.Options.Add(json);
        command.Validators.Add(result =>
        {
            if (result.GetResult(formats) is not { Implicit: false } && result.GetResult(paths)?.Tokens.Count > 2)
                result.AddError("One IN and one OUT; for many files give --formats, and as the last OUT a folder.");
        });
        command.SetAction(parsed =>
        {
            string[] named = parsed.GetRequiredValue(paths);
            bool many = parsed.GetResult(formats) is { Implicit: false };
            if (!many && DeltaChoice.IsOutput(named[1]))
            {
                IEnumerable<string> given = ofSongs
                    .Where(option => parsed.GetResult(option) is { Implicit: false })
                    .Select(option => option.Name);
                foreach (string option in given.Concat(sound.Given(parsed)).Concat(tracker.Given(parsed)))
                    throw new CommandException($"{option} does nothing where a .dmc is written");
                deltas.Convert(context, parsed, named[0], named[1], parsed.GetValue(json));
                return;
            }

            foreach (string option in deltas.Given(parsed))
                throw new CommandException($"{option} does nothing where no .dmc is written");
            Work[] work = many ? Plan(named[..^1], named[^1], parsed.GetRequiredValue(formats)) : [Plan(named[0], named[1])];
            SongFormat[] written = [.. work.SelectMany(each => each.Outputs.Select(output => output.Format))];
            foreach (string option in sound.Given(parsed).Where(_ => !written.Contains(SongFormat.Wav)))
                throw new CommandException($"{option} does nothing where no .wav is written");
            foreach (string option in tracker.Given(parsed).Where(_ => !written.Any(format => format.IsTracker())))
                throw new CommandException($"{option} does nothing where no tracker's module is written");
            if (parsed.GetValue(expression) && !written.Contains(SongFormat.Txf))
                throw new CommandException("--expression does nothing where no .txf.txt is written");
            if (parsed.GetValue(seam) && !written.Contains(SongFormat.Png))
                throw new CommandException("--seam does nothing where no .png is written");
            Files.CheckOutputs(
                work.SelectMany(each => each.Outputs.Select(output => output.Path)),
                [.. work.Select(each => each.Input), tracker.Input(parsed)]
            );

            var read = new SongReadOptions { Track = parsed.GetValue(track), Seconds = parsed.GetValue(seconds) };
            SongWriteOptions write = tracker.Choose(parsed, sound.Choose(parsed)) with
            {
                Expression = parsed.GetValue(expression),
                Seam = parsed.GetValue(seam),
                ScoreRate = parsed.GetValue(rate),
            };
            Batch batch = Batch.Run(
                context,
                "Converting",
                work.Length,
                i =>
                {
                    Song song = SongFile.Open(context, work[i].Input, read);
                    var slower = new Lazy<Song>(() => song.Downsampled(write.ScoreRate ?? ExpressiveScore.HighestRate));
                    foreach ((string path, SongFormat format) in work[i].Outputs)
                        SongFile.Write(path, format, format.Score() != null ? song : slower.Value, write);
                    return song.Seconds;
                }
            );
            if (parsed.GetValue(json))
                context.WriteJson(Json(work, batch, many));
            else if (many)
                context.Output.WriteLine(
                    FormattableString.Invariant(
                        $"{batch.Done} of {work.Length} songs converted, {batch.Seconds.OfType<double>().Sum():0.0} s"
                    )
                );
            batch.ThrowIfFailed();
        });
        return command;
    }

    private static Work Plan(string input, string output)
    {
        if (Directory.Exists(input))
            throw new CommandException(input, "is a folder; to convert many files give --formats");
        if (Directory.Exists(output))
            throw new CommandException(output, "is a folder; to write into it give --formats");
        return SongFormats.TryOfOutput(output, out SongFormat format)
            ? new Work(input, [(output, format)])
            : throw new CommandException(output, $"its extension is none of {SongFormats.ListExtensions(readable: false)}");
    }

    // files keep their places below the folders that were named
    private static Work[] Plan(string[] inputs, string folder, SongFormat[] formats)
    {
        if (File.Exists(folder))
            throw new CommandException(folder, "is a file; --formats writes into a folder");
        var work = new List<Work>();
        foreach (string named in inputs)
        {
            foreach (string file in SongFolder.Files([named]))
            {
                string place = Directory.Exists(named) ? Path.GetRelativePath(named, Path.GetDirectoryName(file)!) : ".";
                string into = Path.Combine(folder, place);
                Files.CreateFolder(into);
                work.Add(
                    new Work(
                        file,
                        [
                            .. formats.Select(format =>
                                (Path.Combine(into, SongFormats.TitleOf(file) + format.Extension()), format)
                            ),
                        ]
                    )
                );
            }
        }

        return [.. work];
    }

    private static JsonObject Json(Work[] work, Batch batch, bool many)
    {
        JsonObject[] files =
        [
            .. work.SelectMany(
                (each, i) =>
                    each
                        .Outputs.Where(_ => batch.Seconds[i] != null)
                        .Select(output => new JsonObject
                        {
                            ["file"] = output.Path,
                            ["seconds"] = batch.Seconds[i],
                            ["bytes"] = new FileInfo(output.Path).Length,
                        })
            ),
        ];
        return many
            ? new JsonObject { ["files"] = new JsonArray([.. files]), ["failed"] = work.Length - batch.Done }
            : files.FirstOrDefault() ?? [];
    }

    private sealed record Work(string Input, (string Path, SongFormat Format)[] Outputs);
}
