using System.CommandLine;
using LakhNes.Cli.FileSystem;
using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Conversion.Pictures;
using LakhNes.Generator.Expression;
using LakhNes.Score;
using LakhNes.Score.NesMdb;

namespace LakhNes.Cli.Generation;

/// <summary>Writes pieces, each in several formats.</summary>
internal static class PieceFiles
{
    private const int BeatsPerBar = 4;

    private static readonly string Names = string.Join(',', SongFormats.All.Select(format => format.Name()));

    /// <summary><c>--formats</c>.</summary>
    /// <param name="initial">What is written where the user says nothing.</param>
    public static Option<SongFormat[]> FormatsOption(SongFormat initial = SongFormat.Midi) =>
        new("--formats")
        {
            Description = "What to write.",
            HelpName = Names,
            DefaultValueFactory = _ => [initial],
            CustomParser = result =>
            {
                List<SongFormat> formats = [];
                foreach (string name in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries))
                {
                    if (SongFormats.TryOfName(name, out SongFormat format))
                        formats.Add(format);
                    else
                        result.AddError($"--formats: '{name}' is no format; there are {Names}.");
                }

                return [.. formats.Distinct()];
            },
        };

    /// <summary>Writes a piece.</summary>
    /// <param name="stem">The files' path without its extension.</param>
    /// <param name="formats">The formats.</param>
    /// <param name="piece">The piece.</param>
    /// <param name="beat">Seconds of a beat, for MIDI and pictures; null where there is none.</param>
    /// <returns>The files.</returns>
    public static string[] Write(string stem, SongFormat[] formats, ExpressedPiece piece, double? beat = null)
    {
        var song = new Song(Path.GetFileName(stem), piece.Score)
        {
            Played = piece.Played,
            Beats = beat is { } seconds ? BeatLine.Steady(seconds, BeatsPerBar, piece.Score.Seconds) : [],
        };
        return
        [
            .. formats.Select(format =>
            {
                string path = stem + format.Extension();
                // a new piece is for a DAW
                Write(path, format, song, forHost: true, beat);
                return path;
            }),
        ];
    }

    /// <summary><c>--out</c>: a file whose extension says the format.</summary>
    public static Option<string> OutputOption()
    {
        var option = new Option<string>("--out")
        {
            Description = "The file to write; its extension says the format.",
            HelpName = "FILE",
            Required = true,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !SongFormats.TryOfOutput(result.Tokens[0].Value, out _))
                result.AddError(
                    $"--out: {result.Tokens[0].Value} has no extension that says a format ({SongFormats.ListExtensions(readable: false)})."
                );
        });
        return option;
    }

    /// <summary><c>--parts</c>: files of what a piece was made of, beside it.</summary>
    public static Option<bool> PartsOption() =>
        new("--parts")
        {
            Description =
                "Also write the song as the model saw it and what was kept of it, as NAME.prompt and NAME.kept beside --out.",
        };

    /// <summary>The files of <see cref="PartsOption"/>: of the prompt, then of what was kept.</summary>
    /// <param name="path">The file of the whole piece.</param>
    public static string[] PartsOf(string path) => [PartOf(path, "prompt"), PartOf(path, "kept")];

    /// <summary>A file beside another one, of the same format: <c>NAME.PART.EXTENSION</c>.</summary>
    public static string PartOf(string path, string part)
    {
        string title = SongFormats.TitleOf(path);
        return Path.Combine(Path.GetDirectoryName(path) ?? "", $"{title}.{part}{Path.GetFileName(path)[title.Length..]}");
    }

    /// <summary>Writes a piece to a file of <see cref="OutputOption"/>; as MIDI for a DAW where it has bars.</summary>
    public static void Write(string path, NesScore score) => Write(path, new ExpressedPiece(score, score));

    /// <summary>Writes a piece to a file of <see cref="OutputOption"/>; as MIDI for a DAW where it has bars.</summary>
    public static void Write(string path, ExpressedPiece piece)
    {
        if (SongFormats.TryOfOutput(path, out SongFormat format))
            Write(
                path,
                format,
                new Song(SongFormats.TitleOf(path), piece.Score) { Played = piece.Played },
                forHost: !piece.Score.Bars.IsEmpty
            );
    }

    private static void Write(string path, SongFormat format, Song song, bool forHost, double? beat = null)
    {
        if (format == SongFormat.Midi && forHost)
            Files.Write(path, stream => stream.Write(HostMidi.Write(song.Score, beat, song.Name).ToBytes()));
        else
            SongFile.Write(path, format, song);
    }
}
