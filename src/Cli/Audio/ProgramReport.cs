using System.Text.Json.Nodes;
using LakhNes.Engine;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Audio;

/// <summary>Tells what became of a song's program changes.</summary>
internal sealed class ProgramReport
{
    private const int DrumChannel = 9;

    private readonly ProgramMeaning _meaning;
    private readonly (int Channel, int Program)[] _programs;

    /// <summary>Looks at a song.</summary>
    /// <param name="engine">Its settings say what programs mean.</param>
    /// <param name="song">The song.</param>
    public ProgramReport(ChipEngine engine, MidiFile song)
    {
        _meaning = (ProgramMeaning)(int)engine.GetParameter(ParameterTable.Of(MainParameter.ProgramChange).Index);
        _programs =
        [
            .. song
                .Tracks.SelectMany(track => track.Events)
                .Where(e => e.Kind == MidiEventKind.Program)
                .Select(e => (Channel: e.Channel + 1, Program: (int)e.Data1))
                .Distinct()
                .OrderBy(e => e.Channel),
        ];
    }

    /// <summary>What programs mean.</summary>
    public string Setting =>
        _meaning switch
        {
            ProgramMeaning.GeneralMidi => "General MIDI",
            ProgramMeaning.Off => "Off",
            _ => "Presets",
        };

    /// <summary>A line for a person; null where the song has no program changes.</summary>
    public string? Line =>
        _programs.Length == 0
            ? null
            : _meaning switch
            {
                ProgramMeaning.GeneralMidi => "programs as General MIDI: "
                    + string.Join(", ", _programs.Select(each => $"channel {each.Channel} {NameOf(each)}")),
                ProgramMeaning.Off =>
                    "program changes ignored: the sound was chosen (--set \"Program Change=General MIDI\" follows them)",
                _ => "programs load presets: "
                    + string.Join(", ", _programs.Select(each => $"channel {each.Channel} {NameOf(each)}")),
            };

    /// <summary>The programs of each channel.</summary>
    public JsonArray ToJson() =>
        new([
            .. _programs.Select(each =>
                (JsonNode)
                    new JsonObject
                    {
                        ["channel"] = each.Channel,
                        ["program"] = each.Program + 1,
                        ["name"] = NameOf(each),
                    }
            ),
        ]);

    private string NameOf((int Channel, int Program) each) =>
        _meaning switch
        {
            ProgramMeaning.Presets when each.Program < FactoryPresets.All.Length => FactoryPresets.All[each.Program].Name,
            ProgramMeaning.Presets => "(no preset)",
            _ when each.Channel == DrumChannel + 1 => "drums",
            _ => GeneralMidiSounds.NameOf(each.Program),
        };
}
