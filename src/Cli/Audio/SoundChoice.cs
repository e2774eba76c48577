using System.CommandLine;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Dsp.Apu;
using LakhNes.Engine;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition.Form;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;

namespace LakhNes.Cli.Audio;

/// <summary>
/// <c>--preset</c>, <c>--state</c>, <c>--set</c>, <c>--sample</c> and <c>--tuning</c>: the sound that a command plays with, and
/// what MIDI program changes do to it.
/// </summary>
internal sealed class SoundChoice
{
    private readonly Option<string?> _preset = new("--preset")
    {
        Description = $"A factory preset's name, or a preset file (*{PresetFile.Extension}).",
    };

    private readonly Option<string?> _state = new("--state")
    {
        Description = "A state that the plugin saved; presets and parameters come on top.",
    };

    private readonly Option<string[]> _settings = new("--set")
    {
        Description =
            "A parameter as NAME=VALUE, such as \"Voice Mode=Channels\"; may be given again. Program changes are followed as General MIDI where "
            + "no sound is chosen; \"Program Change=Off\", \"General MIDI\" or \"Presets\" says otherwise.",
        HelpName = "NAME=VALUE",
    };

    private readonly OwnSampleChoice _samples = new();
    private readonly TuningChoice _tuning = new();

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_preset);
        command.Options.Add(_state);
        command.Options.Add(_settings);
        _samples.AddTo(command);
        _tuning.AddTo(command);
    }

    /// <summary>The files that are read.</summary>
    public IEnumerable<string?> Inputs(ParseResult parsed) =>
        [
            parsed.GetValue(_state),
            IsFile(parsed.GetValue(_preset)) ? parsed.GetValue(_preset) : null,
            .. _samples.Inputs(parsed),
            .. _tuning.Inputs(parsed),
        ];

    /// <summary>Brings an engine to the sound: the state, then the preset, then samples and tuning.</summary>
    /// <exception cref="CommandException">A file is missing or is none, or there is no such preset.</exception>
    public void Load(ParseResult parsed, ChipEngine engine)
    {
        if (parsed.GetValue(_state) is { } state && !engine.TryLoadState(Files.ReadAllBytes(state), out string error))
            throw new CommandException(state, error);
        if (parsed.GetValue(_preset) is { } preset)
            LoadPreset(engine, preset, _preset.Name);
        _samples.Load(parsed, engine);
        _tuning.Load(parsed, engine);
    }

    /// <summary>Sets the parameters that the user named.</summary>
    /// <exception cref="CommandException">There is no such parameter or value.</exception>
    public void Set(ParseResult parsed, ChipEngine engine)
    {
        // what is chosen on purpose is not for a file to change; a state says itself what programs do
        bool chosen = parsed.GetValue(_preset) is not null;
        bool told = parsed.GetValue(_state) is not null && !chosen;
        foreach (string setting in parsed.GetValue(_settings) ?? [])
        {
            Parameter parameter = Set(engine, setting);
            chosen |= IsOfVoice(parameter);
            told |= parameter == ParameterTable.Of(MainParameter.ProgramChange);
        }

        ProgramMeaning meaning = chosen ? ProgramMeaning.Off : ProgramMeaning.GeneralMidi;
        if (!told)
            engine.SetParameter(ParameterTable.Of(MainParameter.ProgramChange).Index, (double)meaning);
    }

    private static bool IsOfVoice(Parameter parameter) =>
        Enum.GetNames<ApuVoice>()
            .Any(voice => parameter.Group.Replace(" ", "").Equals(voice, StringComparison.OrdinalIgnoreCase));

    /// <summary>Sets a parameter, or to letters such as "Form=A8 B4 A8" the user's own form.</summary>
    /// <param name="engine">Of this engine.</param>
    /// <param name="setting">As NAME=VALUE.</param>
    /// <returns>The parameter.</returns>
    /// <exception cref="CommandException">There is no such parameter or value.</exception>
    public static Parameter Set(ChipEngine engine, string setting)
    {
        if (OwnFormOf(setting) is { } form)
        {
            engine.OwnForm = form;
            setting = $"{GeneratorTable.Form.Name}={FormKind.Own}";
        }

        (int index, double plain) = ParameterSetting.Parse(setting);
        engine.SetParameter(index, plain);
        return ParameterTable.All[index];
    }

    // letters that are no form's name are a form of their own
    private static SongForm? OwnFormOf(string setting)
    {
        Parameter parameter = ParameterTable.Of(GeneratorTable.Form);
        string[] parts = setting.Split('=', 2, StringSplitOptions.TrimEntries);
        bool isForm =
            parts.Length == 2 && ParameterTable.Find(parts[0]) == parameter && !parameter.TryParse(parts[1], out double _);
        return isForm ? SongForm.Parse(parts[1], 0, out string _) : null;
    }

    /// <summary>Whether a preset is named by its file.</summary>
    public static bool IsFile(string? preset) =>
        preset?.EndsWith(PresetFile.Extension, StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>Loads a factory preset or a preset file.</summary>
    /// <param name="engine">Into this engine.</param>
    /// <param name="name">What the user wrote.</param>
    /// <param name="option">The option that it was written after.</param>
    /// <exception cref="CommandException">There is no such preset.</exception>
    public static void LoadPreset(ChipEngine engine, string name, string option)
    {
        if (IsFile(name))
        {
            if (!engine.TryLoadPreset(Files.ReadAllBytes(name), out string error))
                throw new CommandException(name, error);
            return;
        }

        for (int i = 0; i < FactoryPresets.All.Length; i++)
        {
            if (!FactoryPresets.All[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            engine.LoadPreset(i);
            return;
        }

        string names = string.Join(", ", FactoryPresets.All.ToArray().Select(preset => preset.Name));
        throw new CommandException($"{option} {name}", $"there is no such preset; there are {names}");
    }
}
