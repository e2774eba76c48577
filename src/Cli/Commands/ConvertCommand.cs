using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Conversion;
using LakhNes.Score;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes convert IN OUT</c>: any format into any other, told by extension.</summary>
internal static class ConvertCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("IN") { Description = $"The song: {SongFormats.ListExtensions(readable: true)}." };
        var output = new Argument<string>("OUT") { Description = $"The file to write: {SongFormats.ListExtensions(readable: false)}." };
        Option<double?> rate = CommonOptions.OptionalNumber(
            "--rate", "Let notes change at most so many times a second, as the original's downsampling does.", 1.0, 44099);
        Option<int?> track = CommonOptions.OptionalNumber("--track", "Which song of an NSF file, from 1.", 1, 256);
        Option<double?> seconds = CommonOptions.OptionalNumber("--seconds", "Cut the song after so long.", 0.001, Song.LongestSeconds);
        var expression = new Option<bool>("--expression") { Description = "Write velocity and timbre into .txf.txt, too." };
        Option<bool> json = CommonOptions.Json();

        var command = new Command("convert", "Turn a song of any format into any other.") { input, output, rate, track, seconds, expression, json };
        command.SetAction(parsed =>
        {
            string to = parsed.GetRequiredValue(output);
            if (!SongFormats.TryOfPath(to, out SongFormat format))
                throw new CommandException(to, $"its extension is none of {SongFormats.ListExtensions(readable: false)}");
            Song song = Song.Open(
                parsed.GetRequiredValue(input), new SongReadOptions { Track = parsed.GetValue(track), Seconds = parsed.GetValue(seconds) });
            foreach (ReadError warning in song.Warnings) context.Error.WriteLine($"lakhnes: warning: {warning}");
            if (parsed.GetValue(rate) is { } steps) song = song.Downsampled(steps);
            SongFile.Write(to, format, song, new SongWriteOptions { Expression = parsed.GetValue(expression) });
            if (parsed.GetValue(json))
                context.WriteJson(new JsonObject { ["file"] = to, ["seconds"] = song.Seconds, ["bytes"] = new FileInfo(to).Length });
        });
        return command;
    }
}
