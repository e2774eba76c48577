using LakhNes.Dsp.Apu;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;

namespace LakhNes.Ui.Editing;

/// <summary>The preset that was loaded last, and whether the sound has been changed since. Looking allocates nothing.</summary>
/// <param name="model">Whose sound.</param>
internal sealed class PresetMark(EditorModel model)
{
    // normalised values: more than what hosts round
    private const double Tolerance = 1e-6;

    private static readonly Parameter[] Sound = [.. ParameterTable.All.ToArray().Where(IsOfSound)];

    private static readonly StepLane[] Lanes =
    [
        .. from voice in Enum.GetValues<ApuVoice>() from kind in Enum.GetValues<StepKind>() select new StepLane(voice, kind),
    ];

    private readonly InstrumentSettings _loaded = new();
    private readonly double[] _values = new double[Sound.Length];
    private readonly StepSequence _steps = new();
    private int _factory = int.MinValue;
    private long _version = -1;
    private bool _stepsDiffer;
    private bool _isKnown;

    /// <summary>What the preset is called; empty where there is none.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The sound is not the preset's any more.</summary>
    public bool IsEdited { get; private set; }

    /// <summary>A preset file was loaded.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="file">Its text.</param>
    public void Take(string name, byte[] file)
    {
        var settings = new InstrumentSettings();
        if (!PresetFile.TryRead(file, settings, out _, out _))
            return;
        _factory = -1;
        Begin(name, settings);
    }

    /// <summary>Once a frame.</summary>
    public void Refresh()
    {
        int factory = model.Engine.CurrentPreset;
        if (factory != _factory)
        {
            _factory = factory;
            _isKnown = false;
            Name = "";
            if (factory >= 0)
                Begin(FactoryPresets.All[factory].Name, FactoryPresets.All[factory].Settings);
        }

        IsEdited = _isKnown && (ValuesDiffer() || StepsDiffer());
    }

    private void Begin(string name, InstrumentSettings settings)
    {
        var whole = new EngineSettings();
        whole.Instrument.CopyFrom(settings);
        _loaded.CopyFrom(settings);
        for (int i = 0; i < Sound.Length; i++)
            _values[i] = Sound[i].Read(whole);
        (Name, _isKnown, _version) = (name, true, -1);
    }

    private bool ValuesDiffer()
    {
        for (int i = 0; i < Sound.Length; i++)
        {
            double now = model.Value(Sound[i]);
            if (now != _values[i] && Math.Abs(Sound[i].Normalise(now) - Sound[i].Normalise(_values[i])) > Tolerance)
                return true;
        }

        return false;
    }

    private bool StepsDiffer()
    {
        long version = ((long)model.Engine.Revision << 32) | (uint)model.StepsVersion;
        if (version == _version)
            return _stepsDiffer;
        _version = version;
        _stepsDiffer = false;
        foreach (StepLane lane in Lanes)
        {
            model.ReadSteps(lane, _steps);
            StepSequence loaded = lane.Of(_loaded[lane.Voice]);
            _stepsDiffer |=
                !_steps.Steps.SequenceEqual(loaded.Steps) || _steps.Loop != loaded.Loop || _steps.Release != loaded.Release;
        }

        return _stepsDiffer;
    }

    // a preset leaves what MIDI means as it is
    private static bool IsOfSound(Parameter parameter)
    {
        double other = parameter.Default == parameter.Range.Maximum ? parameter.Range.Minimum : parameter.Range.Maximum;
        var changed = new EngineSettings();
        parameter.Write(changed, other);
        var preset = new EngineSettings();
        (MidiDialect dialect, ProgramMeaning programs) = (preset.Instrument.MidiDialect, preset.Instrument.Programs);
        preset.Instrument.CopyFrom(changed.Instrument);
        (preset.Instrument.MidiDialect, preset.Instrument.Programs) = (dialect, programs);
        return !parameter.IsOutput && parameter.Read(preset) != parameter.Default;
    }
}
