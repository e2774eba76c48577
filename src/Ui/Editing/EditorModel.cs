using LakhNes.Dsp.Apu;
using LakhNes.Engine;
using LakhNes.Engine.Monitoring;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument;
using LakhNes.Instrument.Presets;

namespace LakhNes.Ui.Editing;

/// <summary>What the views of one window look at and act on: the engine's values, and gestures that can be taken back.</summary>
internal sealed class EditorModel
{
    private static readonly int VoiceModeIndex = ParameterTable.Find("Voice Mode")!.Index;

    private static readonly Parameter[] Mutes =
        [.. Enum.GetValues<ApuVoice>().Select(voice => ParameterTable.Find(ParameterTable.VoiceName(voice) + " Mute")!)];

    private readonly VoiceSettings _read = new();
    private EngineSnapshot _live = Silence();
    private long _blocks;
    private bool _moved;
    private ulong _mutesBeforeSolo;
    private int _keyHeld = -1;
    private short _channelHeld;
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
    }

    /// <summary>What plays.</summary>
    public ChipEngine Engine { get; }

    /// <summary>The plugin format.</summary>
    public IEditorHost Host { get; }

    /// <summary>How the user likes the window.</summary>
    public Preferences Preferences { get; }

    /// <summary>Called when the user wants another size or other colours.</summary>
    public Action? LookChanged { get; set; }

    /// <summary>What sounds in this frame.</summary>
    public ref readonly EngineSnapshot Live => ref _live;

    /// <summary>What can be taken back.</summary>
    public EditHistory History { get; }

    /// <summary>The voice whose sound is edited, and that keys of the window play in Channels mode.</summary>
    public ApuVoice SelectedVoice { get; set; }

    /// <summary>Counts up with every step sequence put here: with <see cref="ChipEngine.Revision"/> it tells when to read them again.</summary>
    public int StepsVersion { get; private set; }

    /// <summary>Pixels a unit of the layout.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>The parameter that is held, or null.</summary>
    public Parameter? Held => _held;

    /// <summary>The parameter's plain value now. One that is held is where the user has it: what the host sends back comes late.</summary>
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
        if (_held is not { } parameter) return;
        plain = parameter.Sane(plain);
        if (plain == _heldValue) return;
        _heldValue = plain;
        Host.Edit(parameter.Index, plain);
    }

    /// <summary>Lets the parameter go that is held, if any.</summary>
    public void End()
    {
        if (_held is not { } parameter) return;
        _held = null;
        Host.EndEdit(parameter.Index);
        if (_heldValue != _heldBefore) History.Add(new ParameterEdit(parameter, _heldBefore, _heldValue));
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

    /// <summary>Once a frame, before widgets look: reads what sounds.</summary>
    public void Look()
    {
        long blocks = Engine.Monitor.Blocks;
        _moved = blocks != _blocks;
        _blocks = blocks;
        if (_moved) Engine.Monitor.TryRead(ref _live);
    }

    /// <summary>Reads a voice's latest samples.</summary>
    /// <returns>False where none have come since the last frame.</returns>
    public bool ReadScope(ApuVoice voice, float[] samples)
    {
        if (_moved) Engine.Monitor.ReadScope(voice, samples);
        return _moved;
    }

    /// <summary>Samples in which a scope of a voice shows three cycles of its note; 20 ms where it has no pitch.</summary>
    public int ScopeSpan(ApuVoice voice)
    {
        int key = _live.Voices[(int)voice].Activity.Key;
        bool pitched = key >= 0 && voice <= ApuVoice.Triangle;
        double seconds = pitched ? 3 / (440 * Math.Pow(2, (key - 69) / 12.0)) : 0.02;
        return (int)(seconds * Engine.SampleRate);
    }

    /// <summary>The voice on which a key sounds, or -1.</summary>
    public int VoiceOf(int key)
    {
        for (int voice = 0; voice < VoiceSnapshots.Count; voice++)
        {
            if (_live.Voices[voice].Activity is { Held: true } activity && activity.Key == key) return voice;
        }

        return -1;
    }

    /// <summary>Whether a voice is left out.</summary>
    public bool IsMuted(ApuVoice voice) => Value(MuteOf(voice)) > 0;

    /// <summary>Whether a voice alone is not muted.</summary>
    public bool IsSolo(ApuVoice voice)
    {
        for (ApuVoice other = ApuVoice.Pulse1; other <= ApuVoice.Dmc; other++)
        {
            if (IsMuted(other) == (other == voice)) return false;
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
            if (IsMuted(other)) before |= 1UL << (int)other;
            fromSolo |= IsSolo(other);
            mutes[(int)other] = (MuteOf(other), ends ? (double)(_mutesBeforeSolo >> (int)other & 1) : other == voice ? 0 : 1);
        }

        // from solo to solo the mutes of before the first count
        if (!ends && !fromSolo) _mutesBeforeSolo = before;
        SetAll("Solo", mutes);
        if (ends) _mutesBeforeSolo = 0;
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

    private static EngineSnapshot Silence()
    {
        var silence = new EngineSnapshot();
        foreach (ref VoiceSnapshot voice in silence.Voices) voice = new VoiceSnapshot(VoiceActivity.None, 0);
        return silence;
    }

    /// <summary>Sets several parameters in one action that is taken back as one.</summary>
    public void SetAll(string name, ReadOnlySpan<(Parameter Parameter, double Plain)> values)
    {
        End();
        var edits = new List<ParameterEdit>();
        foreach ((Parameter parameter, double plain) in values)
        {
            double before = Value(parameter);
            if (before != parameter.Sane(plain)) edits.Add(new ParameterEdit(parameter, before, parameter.Sane(plain)));
        }

        if (edits.Count == 0) return;
        var all = new ParametersEdit(name, [.. edits]);
        all.Redo(this);
        History.Add(all);
    }

    /// <summary>Reads a step sequence as it is now.</summary>
    public void ReadSteps(StepLane lane, StepSequence to)
    {
        Engine.ReadSteps(lane.Voice, _read);
        to.CopyFrom(lane.Of(_read));
    }

    /// <summary>Replaces a step sequence; it is heard from the next block on.</summary>
    public void PutSteps(StepLane lane, StepSequence steps)
    {
        Engine.EditSteps(lane.Voice, settings => lane.Of(settings).CopyFrom(steps));
        StepsVersion++;
    }

    /// <summary>Remembers that a sequence has been changed from what it was, so that it can be taken back.</summary>
    public void EndSteps(StepLane lane, StepSequence before)
    {
        var after = new StepSequence();
        ReadSteps(lane, after);
        if (after.Steps.SequenceEqual(before.Steps) && after.Loop == before.Loop && after.Release == before.Release) return;
        var old = new StepSequence();
        old.CopyFrom(before);
        History.Add(new StepEdit(lane, old, after));
        Host.ValuesChanged();
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
        error = failure;
        return loaded;
    }

    /// <summary>Plays a note, or lets it go, as a key of the window.</summary>
    /// <param name="key">MIDI key.</param>
    /// <param name="velocity">Above 0 to 1; 0 lets it go.</param>
    public void PlayKey(int key, double velocity)
    {
        // in Channels mode the MIDI channel is the voice; a key comes up on the channel on which it went down
        if (velocity > 0)
            _channelHeld = (short)((VoiceMode)Engine.GetParameter(VoiceModeIndex) == VoiceMode.Channels ? (int)SelectedVoice : 0);
        _keyHeld = velocity > 0 ? key : -1;
        Engine.Play(new EngineEvent(
            velocity > 0 ? EngineEventKind.NoteOn : EngineEventKind.NoteOff, 0, _channelHeld, (short)key, Value: velocity));
    }

    /// <summary>The window goes: what its keys hold is let go.</summary>
    public void LetGo()
    {
        if (_keyHeld >= 0) PlayKey(_keyHeld, 0);
    }

    private void Change(string name, Action load) => Change(name, () =>
    {
        load();
        return true;
    });

    private bool Change(string name, Func<bool> load)
    {
        End();
        byte[] before = Engine.SavePreset("", "");
        int presetBefore = Engine.CurrentPreset;
        if (!load()) return false;
        History.Add(new PresetEdit(name, before, presetBefore, Engine.SavePreset("", ""), Engine.CurrentPreset));
        Host.ValuesChanged();
        return true;
    }
}
