using System.CommandLine;
using LakhNes.Cli.Audio;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Judging;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion.Pictures;
using LakhNes.Drawing;
using LakhNes.Engine.Generation;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Randomness;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes judge</c>: how far a model's answers are from music, by what songs do themselves.</summary>
internal static class JudgeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var songs = new Argument<string[]>("SONGS_OR_PHRASES")
        {
            Description =
                "Songs of any format, folders of them, and phrases: MIDI files with a tempo of their own that end with the prompt.",
            Arity = ArgumentArity.OneOrMore,
        };
        var model = new Option<string?>("--model")
        {
            Description = "The model (by default the one that is installed).",
            HelpName = "M.onnx",
        };
        Option<int> promptBars = CommonOptions.Number("--prompt-bars", "Bars that the model hears.", 4, 1, 64);
        Option<int> answerBars = CommonOptions.Number("--answer-bars", "Bars that it goes on for.", 8, 1, 16);
        Option<int> seeds = CommonOptions.Number("--seeds", "Answers to each prompt, with the seeds 0, 1 and so on.", 3, 1, 1000);
        Option<int> choices = CommonOptions.Number(
            "--choose",
            "Of so many answers with seeds of their own keep the one that is most like what songs do.",
            1,
            1,
            64
        );
        Option<int> most = CommonOptions.Number(
            "--songs",
            "Judge by so many of the songs at most, drawn always alike; 0: all.",
            0,
            0,
            1_000_000
        );
        Option<VoiceSet?> accompany = ConstraintChoice.VoicesOption(
            "--accompany",
            "Play these voices for all of those bars, and measure what is composed beside them.",
            null
        );
        var settings = new Option<string[]>("--set")
        {
            Description = "A parameter as NAME=VALUE, such as \"Temperature=1\"; may be given again.",
            HelpName = "NAME=VALUE",
        };
        var png = new Option<string?>("--png") { Description = "Draw a chart.", HelpName = "FILE" };
        var sheet = new Option<string?>("--sheet")
        {
            Description = "Draw the rolls: songs above answers, with bar lines.",
            HelpName = "FILE",
        };
        CommonOptions.Extension(png, ".png");
        CommonOptions.Extension(sheet, ".png");
        Option<bool> json = CommonOptions.Json();
        var command = new Command("judge", "Measure how far a model's answers are from music.")
        {
            songs,
            model,
            promptBars,
            answerBars,
            seeds,
            choices,
            most,
            accompany,
            settings,
            png,
            sheet,
            json,
        };
        command.SetAction(parsed =>
        {
            VoiceSet? played = parsed.GetValue(accompany);
            if (played == VoiceSet.All)
                throw new CommandException("--accompany: no voice is left to be composed");
            if (played is not null && parsed.GetValue(png) is not null)
                throw new CommandException("--png draws answers; what --accompany tells, --sheet draws");
            Files.CheckOutputs([parsed.GetValue(png), parsed.GetValue(sheet)]);
            string path = parsed.GetValue(model) ?? ModelAccess.InstalledModel();
            if (!File.Exists(path))
                throw new CommandException(path, "no such model");
            (int, double)[] chosen = [.. (parsed.GetValue(settings) ?? []).Select(ParameterSetting.Parse)];
            string[] files = SongFolder.Files(parsed.GetRequiredValue(songs));
            int heard = parsed.GetValue(promptBars),
                answered = parsed.GetValue(answerBars);
            List<JudgedSong> judged = Read(
                context,
                files,
                file =>
                    played is { } part ? JudgedBand.Read(file, heard + answered, part) : JudgedSong.Read(file, heard, answered),
                parsed.GetValue(most),
                out int unclear
            );
            if (judged.Count == 0)
                throw new CommandException(
                    string.Join(' ', parsed.GetRequiredValue(songs)),
                    "no song with clear bars that is long enough, and no phrase"
                );
            var audition = new Audition(new ModelSource(Path.GetFullPath(path), AppContext.BaseDirectory), chosen);

            // a share of its own keeps the model loaded from one answer to the next
            using SharedModel shared = ModelAccess.Guard(
                path,
                () =>
                    SharedModel.Acquire(
                        Path.GetFullPath(path),
                        new ModelLoadOptions { RuntimeFolder = AppContext.BaseDirectory, Background = true }
                    )
            );
            int count = parsed.GetValue(seeds);
            IVerdict verdict;
            if (played is { } voices)
                verdict = new BandVerdict(
                    Judge(context, "Accompanying", judged, song => JudgedBand.Of(audition, song, voices, count))
                );
            else
            {
                var answers = new Verdict(
                    Judge(
                        context,
                        "Answering",
                        judged,
                        song => JudgedAnswers.Of(audition, song, answered, count, parsed.GetValue(choices))
                    )
                );
                if (parsed.GetValue(png) is { } chart)
                    Files.Write(
                        chart,
                        stream =>
                            PngWriter.Write(
                                stream,
                                JudgementChart.Draw(answers.Judgements, $"{Path.GetFileName(path)}, {judged.Count} prompts")
                            )
                    );
                verdict = answers;
            }

            if (parsed.GetValue(sheet) is { } rolls)
                Files.Write(rolls, stream => PngWriter.Write(stream, ContactSheet.Draw(verdict.Rolls())));
            if (parsed.GetValue(json))
                context.WriteJson(verdict.ToJson(unclear));
            else
                verdict.Print(context.Output, unclear);
        });
        return command;
    }

    private static List<JudgedSong> Read(
        CommandContext context,
        string[] files,
        Func<string, JudgedSong?> read,
        int most,
        out int unclear
    )
    {
        var judged = new List<JudgedSong>();
        int left = 0;
        if (most > 0)
            new Pcg32(0, 0).Draw<string>(files, files.Length);
        context.WithProgress(
            "Reading",
            progress =>
            {
                for (int i = 0; i < files.Length && (most == 0 || judged.Count < most); i++)
                {
                    try
                    {
                        if (read(files[i]) is { } song)
                            judged.Add(song);
                        else
                            left++;
                    }
                    catch (ScoreFormatException failure) when (files.Length > 1)
                    {
                        context.Error.WriteLine($"lakhnes: warning: {failure.Message}");
                    }

                    progress.Report((double)(i + 1) / files.Length);
                }
            }
        );
        unclear = left;
        return judged;
    }

    private static T[] Judge<T>(CommandContext context, string what, List<JudgedSong> songs, Func<JudgedSong, T> judge)
    {
        var all = new T[songs.Count];
        context.WithProgress(
            what,
            progress =>
            {
                for (int i = 0; i < songs.Count; i++)
                {
                    all[i] = judge(songs[i]);
                    progress.Report((double)(i + 1) / songs.Count);
                }
            }
        );
        return all;
    }
}
