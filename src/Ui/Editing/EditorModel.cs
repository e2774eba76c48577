using LakhNes.Dsp.Apu;
using LakhNes.Engine;
using LakhNes.Engine.Monitoring;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Presets;

namespace LakhNes.Ui.Editing;

/// <summary>What the views of one window look at and act on: the engine's values, and gestures that can be taken back.</summary>
internal sealed partial class EditorModel
{
    private static readonly Parameter[] Mutes =
    [
        .. Enum.GetValues<ApuVoice>().Select(voice => ParameterTable.OfVoice(voice, 2)!),
    ];

    private ulong _mutesBeforeSolo;
    private Parameter? _held;
    private double _heldBefore;
    private double _heldValue;

    /// <summary>Makes the model of one window.</summary>
    /// <param name="engine">What plays.</param>
    /// <param name="host">The plugin format.</param>
    /// <param name="preferences">How the user likes the window.</param>
    public EditorModel(ChipEngine engine, IEditorHost host, Preferences preferences)
    {
        Engine = engine;
        Host = host;
        Preferences = preferences;
        History = new EditHistory(this);
        Preset = new PresetMark(this);
        Audition = new TakeAudition(engine);
        Samples = new SampleWork(this);
    }

    /// <summary>What plays.</summary>
    public ChipEngine Engine { get; }

    /// <summary>The plugin format.</summary>
    public IEditorHost Host { get; }

    /// <summary>How the user likes the window.</summary>
    public Preferences Preferences { get; }

    /// <summary>Called when the user wants another size or other colours.</summary>
    public Action? LookChanged { get; set; }

    /// <summary>Lets the pointer, whose button is down, carry a file out of the window; null: there is none that could.</summary>
    public Func<string, bool>? DragFile { get; set; }

    /// <summary>The preset that was loaded last.</summary>
    public PresetMark Preset { get; }

    /// <summary>The take that is listened to.</summary>
    public TakeAudition Audition { get; }

    /// <summary>The user's samples.</summary>
    public SampleWork Samples { get; }

    /// <summary>What can be taken back.</summary>
    public EditHistory History { get; }

    /// <summary>The voice whose sound is edited, and that keys of the window play in Channels mode.</summary>
    public ApuVoice SelectedVoice { get; set; }

    /// <summary>Pixels a unit of the layout.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>The parameter that is held, or null.</summary>
    public Parameter? Held => _held;

    /// <summary>
    /// The parameter's plain value now. One that is held is where the user has it: what the host sends back comes late.
    /// </summary>
    public double Value(Parameter parameter) => parameter == _held ? _heldValue : Engine.GetParameter(parameter.Index);

    /// <summary>Takes hold of a parameter; one is held at a time.</summary>
    public void Begin(Parameter parameter)
    {
        End();
        _heldBefore = _heldValue = Value(parameter);
        _held = parameter;
        Host.BeginEdit(parameter.Index);
    }

    /// <summary>Moves the parameter that is held.</summary>
    /// <param name="plain">Plain value; put on the nearest legal one.</param>
    public void Move(double plain)
    {
        if (_held is not { } parameter)
            return;
        plain = parameter.Valid(plain);
        if (plain == _heldValue)
            return;
        _heldValue = plain;
        Host.Edit(parameter.Index, plain);
    }

    /// <summary>Lets the parameter go that is held, if any.</summary>
    public void End()
    {
        if (_held is not { } parameter)
            return;
        _held = null;
        Host.EndEdit(parameter.Index);
        if (_heldValue != _heldBefore)
            History.Add(new ParameterEdit(parameter, _heldBefore, _heldValue));
    }

    /// <summary>Opens the host's menu of a parameter.</summary>
    /// <param name="parameter">Which.</param>
    /// <param name="x">From the left, in units.</param>
    /// <param name="y">From the top, in units.</param>
    /// <returns>False where the host has none.</returns>
    public bool ShowHostMenu(Parameter parameter, int x, int y) =>
        Host.ShowParameterMenu(parameter.Index, (int)Math.Round(x * Scale), (int)Math.Round(y * Scale));

    /// <summary>Sets a parameter in one gesture.</summary>
    public void Set(Parameter parameter, double plain)
    {
        Begin(parameter);
        Move(plain);
        End();
    }

    /// <summary>Whether a voice is left out.</summary>
    public bool IsMuted(ApuVoice voice) => Value(MuteOf(voice)) > 0;

    /// <summary>Whether a voice alone is not muted.</summary>
    public bool IsSolo(ApuVoice voice)
    {
        for (ApuVoice other = ApuVoice.Pulse1; other <= ApuVoice.Dmc; other++)
        {
            if (IsMuted(other) == (other == voice))
                return false;
        }

        return true;
    }

    /// <summary>Mutes all voices but one, or, where that is so, makes the mutes as they were.</summary>
    public void Solo(ApuVoice voice)
    {
        bool ends = IsSolo(voice);
        Span<(Parameter, double)> mutes = new (Parameter, double)[VoiceSnapshots.Count];
        ulong before = 0;
        bool fromSolo = false;
        for (ApuVoice other = ApuVoice.Pulse1; other <= ApuVoice.Dmc; other++)
        {
            if (IsMuted(other))
                before |= 1UL << (int)other;
            fromSolo |= IsSolo(other);
            mutes[(int)other] = (
                MuteOf(other),
                ends ? (double)(_mutesBeforeSolo >> (int)other & 1)
                : other == voice ? 0
                : 1
            );
        }

        // from solo to solo the mutes of before the first count
        if (!ends && !fromSolo)
            _mutesBeforeSolo = before;
        SetAll("Solo", mutes);
        if (ends)
            _mutesBeforeSolo = 0;
    }

    /// <summary>Makes everything larger or smaller, and keeps that for all windows.</summary>
    /// <param name="percent">75 to 200.</param>
    public void SetZoom(int percent)
    {
        Preferences.Zoom = percent;
        Preferences.Save();
        LookChanged?.Invoke();
    }

    /// <summary>Chooses light or dark colours, and keeps that for all windows.</summary>
    public void SetLight(bool light)
    {
        Preferences.IsLight = light;
        Preferences.Save();
        LookChanged?.Invoke();
    }

    private static Parameter MuteOf(ApuVoice voice) => Mutes[(int)voice];

    /// <summary>Sets several parameters in one action that is taken back as one.</summary>
    public void SetAll(string name, ReadOnlySpan<(Parameter Parameter, double Plain)> values) => Do(name, [.. Moves(values)]);

    // those that are elsewhere
    private List<ParameterEdit> Moves(ReadOnlySpan<(Parameter Parameter, double Plain)> values)
    {
        End();
        var edits = new List<ParameterEdit>();
        foreach ((Parameter parameter, double plain) in values)
        {
            double before = Value(parameter);
            if (before != parameter.Valid(plain))
                edits.Add(new ParameterEdit(parameter, before, parameter.Valid(plain)));
        }

        return edits;
    }

    // in one action
    private void Do(string name, IEdit[] edits)
    {
        if (edits.Length == 0)
            return;
        var all = new JointEdit(name, edits);
        all.Redo(this);
        History.Add(all);
    }

    /// <summary>Loads a factory preset.</summary>
    /// <param name="index">Place in <see cref="FactoryPresets.All"/>.</param>
    public void LoadPreset(int index) => Change(FactoryPresets.All[index].Name, () => Engine.LoadPreset(index));

    /// <summary>Loads a preset file's text.</summary>
    /// <param name="name">What undo calls it.</param>
    /// <param name="file">The file.</param>
    /// <param name="error">Why not; empty where it is loaded.</param>
    /// <returns>Whether it is loaded.</returns>
    public bool TryLoadPreset(string name, byte[] file, out string error)
    {
        string failure = "";
        bool loaded = Change(name, () => Engine.TryLoadPreset(file, out failure));
        if (loaded)
            Preset.Take(name, file);
        error = failure;
        return loaded;
    }

    private void Change(string name, Action load) =>
        Change(
            name,
            () =>
            {
                load();
                return true;
            }
        );

    private bool Change(string name, Func<bool> load)
    {
        End();
        byte[] before = Engine.SavePreset("", "");
        int presetBefore = Engine.CurrentPreset;
        if (!load())
            return false;
        History.Add(new PresetEdit(name, before, presetBefore, Engine.SavePreset("", ""), Engine.CurrentPreset));
        Host.ValuesChanged();
        return true;
    }
}
