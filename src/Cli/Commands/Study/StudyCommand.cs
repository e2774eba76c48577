using System.CommandLine;
using LakhNes.Cli.Terminal;
using LakhNes.Score;
using LakhNes.Study.Clips;
using LakhNes.Study.Storage;

namespace LakhNes.Cli.Commands.Study;

/// <summary><c>lakhnes study</c>: a listening study, from the clips to what listeners said of them.</summary>
internal static class StudyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context) =>
        new("study", "Let people compare music by ear.")
        {
            StudyClipsCommand.Create(context),
            StudyPairsCommand.Create(context),
            StudyServeCommand.Create(context),
            StudyAnalyseCommand.Create(context),
        };

    /// <summary>The study as an argument.</summary>
    public static Argument<string> Folder() => new("STUDY") { Description = "The study's folder." };

    /// <summary><c>--key</c>.</summary>
    public static Option<string?> KeyOption() =>
        new("--key")
        {
            Description = "The file that says what the clips are (by default STUDY.key.json, beside the folder).",
            HelpName = "FILE",
        };

    /// <summary>Reads the key of a study.</summary>
    /// <exception cref="ScoreFormatException">It is missing or holds something else.</exception>
    public static KeyEntry[] ReadKey(string folder, string? key) => StudyFolder.ReadKey(KeyFile(folder, key));

    /// <summary>The file of a study's key.</summary>
    public static string KeyFile(string folder, string? key) => key ?? StudyFolder.KeyOf(folder);

    /// <summary>The folder with its pairs.</summary>
    /// <exception cref="CommandException">There is no such study, or it has no pairs yet.</exception>
    public static StudyFolder Open(string path)
    {
        var folder = new StudyFolder(path);
        if (!Directory.Exists(folder.Clips))
            throw new CommandException(path, "holds no study ('lakhnes study clips' makes one)");
        return folder;
    }

    /// <summary>The same, with pairs.</summary>
    /// <exception cref="CommandException">There is no such study, or it has no pairs yet.</exception>
    public static StudyFolder OpenWithPairs(string path)
    {
        StudyFolder folder = Open(path);
        if (!File.Exists(folder.Pairs))
            throw new CommandException(path, "has no pairs yet ('lakhnes study pairs' makes them)");
        return folder;
    }
}
