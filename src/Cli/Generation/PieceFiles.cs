using System.CommandLine;
using LakhNes.Score;

namespace LakhNes.Cli.Generation;

/// <summary>Writes pieces, each in several formats.</summary>
internal static class PieceFiles
{
    /// <summary><c>--formats</c>.</summary>
    public static Option<string[]> FormatsOption() => new("--formats")
    {
        Description = $"What to write, of {string.Join(", ", ScoreFile.Names)}.",
        HelpName = string.Join(',', ScoreFile.Names),
        DefaultValueFactory = _ => ["mid"],
        CustomParser = result =>
        {
            string[] names = [.. result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries).Select(name => name.ToLowerInvariant()).Distinct()];
            foreach (string name in names.Except(ScoreFile.Names)) result.AddError($"--formats: '{name}' is no format; there are {string.Join(", ", ScoreFile.Names)}.");
            return names;
        },
    };

    /// <summary>Writes a piece.</summary>
    /// <param name="stem">The files' path without its extension.</param>
    /// <param name="formats">The formats.</param>
    /// <param name="score">The piece.</param>
    /// <returns>The files.</returns>
    public static string[] Write(string stem, string[] formats, NesScore score) => [.. formats.Select(format =>
    {
        string path = stem + ScoreFile.Extension(format);
        ScoreFile.Write(path, format, score);
        return path;
    })];

    /// <summary><c>--out</c>: a file whose extension says the format.</summary>
    public static Option<string> OutputOption()
    {
        var option = new Option<string>("--out") { Description = "The file to write; its extension says the format.", HelpName = "FILE", Required = true };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && ScoreFile.FormatOf(result.Tokens[0].Value) is null)
                result.AddError($"--out: {result.Tokens[0].Value} has no extension that says a format ({string.Join(", ", ScoreFile.Names.Select(ScoreFile.Extension))}).");
        });
        return option;
    }

    /// <summary>Writes a piece to a file of <see cref="OutputOption"/>.</summary>
    public static void Write(string path, NesScore score) => ScoreFile.Write(path, ScoreFile.FormatOf(path)!, score);
}
