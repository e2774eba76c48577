using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;
using LakhNes.Score;
using LakhNes.Score.Beats;
using LakhNes.Score.NesMdb;
using LakhNes.Score.Trackers;

namespace LakhNes.Cli.Commands;

/// <summary>
/// <c>lakhnes band SONG --out NAME</c>: a song's sounds as a preset, and its first bars as a phrase to go on from.
/// </summary>
internal static class BandCommand
{
    private const string InstrumentExtension = ".fti";

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("SONG")
        {
            Description =
                $"A song ({SongFormats.ListExtensions(readable: true)}), or an instrument of FamiTracker ({InstrumentExtension}).",
        };
        var output = new Option<string>("--out")
        {
            Description = $"What to write: NAME{PresetFile.Extension} and NAME.mid.",
            HelpName = "NAME",
            Required = true,
        };
        Option<int> bars = CommonOptions.Number("--bars", "Bars of the phrase.", 4, 1, 4096);
        Option<int?> track = CommonOptions.OptionalNumber("--track", "Which song of an NSF file or a module, from 1.", 1, 65535);
        Option<double?> seconds = CommonOptions.OptionalNumber(
            "--seconds",
            "Listen to so much of it.",
            0.001,
            Song.LongestSeconds
        );
        Option<bool> json = CommonOptions.Json();
        var command = new Command("band", "Make a preset of a song's sounds, and a phrase of its first bars.")
        {
            input,
            output,
            bars,
            track,
            seconds,
            json,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(input),
                name = parsed.GetRequiredValue(output);
            bool single = path.EndsWith(InstrumentExtension, StringComparison.OrdinalIgnoreCase);
            string preset = name + PresetFile.Extension,
                phrase = name + SongFormat.Midi.Extension();
            Files.CheckOutputs(single ? [preset] : [preset, phrase], [path]);
            string title = Path.GetFileName(name);
            InstrumentSettings settings;
            NesScore? written = null;
            int left;
            if (single)
            {
                TrackerModule module = FamiTrackerInstrumentReader.Read(FileBytes.Read(path), path);
                TrackerInstrument instrument = module.Instruments[0];
                settings = BandPreset.Of(
                    [.. Enumerable.Repeat(instrument, NesVoices.Count)],
                    BandPreset.Samples(module, instrument),
                    out left
                );
            }
            else
            {
                var options = new SongReadOptions { Track = parsed.GetValue(track), Seconds = parsed.GetValue(seconds) };
                Song song = SongFile.Open(context, path, options);
                SongBars heard =
                    SongBars.Of(song.Score) ?? throw new CommandException(path, "it has no rhythm that bars could be made of");
                settings = BandPreset.Of(heard, song.Registers, out left);
                written = VoiceSounds.Phrase(heard, parsed.GetValue(bars));
            }

            if (left > 0)
                context.Error.WriteLine($"lakhnes: {path}: {left} of its samples find no room in a preset");
            byte[] file = PresetFile.Write(title, nameof(PresetCategory.Keys), settings);
            Files.Write(preset, stream => stream.Write(file));
            if (written is not null)
                Files.Write(phrase, stream => stream.Write(HostMidi.Write(written, title: title).ToBytes()));
            if (parsed.GetValue(json))
                context.WriteJson(
                    new JsonObject
                    {
                        ["preset"] = preset,
                        ["phrase"] = written is null ? null : phrase,
                        ["bars"] = written?.Bars.Length ?? 0,
                        ["samples"] = settings.Samples.Own.Length,
                    }
                );
        });
        return command;
    }
}
