using System.Buffers;
using System.Text.Json;
using LakhNes.Dsp.Apu;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Engine.State;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Samples;
using LakhNes.Instrument.Settings;

namespace LakhNes.Engine;

// State and presets: what a user or a host starts. Never on the audio thread, except ApplyPreset.
public sealed partial class ChipEngine
{
    private const int ReadPatience = 100;

    private readonly object _stateGate = new();

    // the step sequences and samples as every thread but the audio thread sees them; guarded by _stateGate
    private readonly InstrumentSettings _rest = new();

    private int _preset = FactoryPresets.Default;
    private int _presetsApplied;
    private int _presetsSeen;
    private int _revision;

    /// <summary>
    /// Counts up whenever values changed together (state, preset): hosts and views then read all of them again.
    /// </summary>
    public int Revision => Volatile.Read(ref _revision);

    /// <summary>
    /// Place in <see cref="FactoryPresets.All"/> of the preset loaded last, or -1 after a user preset or foreign state.
    /// </summary>
    public int CurrentPreset => Volatile.Read(ref _preset);

    /// <summary>Loads a factory preset. The user's samples, MIDI dialect, mixer, filters and output stay as they are.</summary>
    /// <param name="index">Place in <see cref="FactoryPresets.All"/>; others are ignored.</param>
    public void LoadPreset(int index)
    {
        if ((uint)index >= (uint)FactoryPresets.All.Length)
            return;
        lock (_stateGate)
        {
            EngineSettings settings = Snapshot();
            TakeFactoryPreset(index, settings.Instrument);
            Publish(settings, index);
        }
    }

    /// <summary>Loads a user preset file's text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="error">Why not, where the result is false.</param>
    /// <param name="preset">What <see cref="CurrentPreset"/> says then.</param>
    /// <returns>False, with the reason, where it is not one; nothing has changed then.</returns>
    public bool TryLoadPreset(ReadOnlySpan<byte> json, out string error, int preset = -1)
    {
        var loaded = new InstrumentSettings();
        if (!PresetFile.TryRead(json, loaded, out _, out error))
            return false;
        lock (_stateGate)
        {
            EngineSettings settings = Snapshot();
            TakePreset(loaded, settings.Instrument);
            Publish(settings, preset);
        }

        return true;
    }

    /// <summary>The instrument's sound as a user preset file's text.</summary>
    public byte[] SavePreset(string name, string category)
    {
        lock (_stateGate)
            return PresetFile.Write(name, category, Snapshot().Instrument);
    }

    /// <summary>Everything that a project stores, the same for both plugin formats.</summary>
    public byte[] SaveState()
    {
        _improviser.SettleTakes();
        lock (_stateGate)
        {
            var buffer = new ArrayBufferWriter<byte>();
            var state = new StoredState
            {
                Settings = Snapshot(),
                Preset = CurrentPreset,
                Controllers = Controllers,
                Tuning = FollowTuning(),
                Takes = _takes.Snapshot(),
                Listening = ReadListening(),
            };
            state.Model = NameModel(composes: state.Settings.Generation.Mode != GeneratorMode.Off || state.Takes.Length > 0);
            using (var writer = new Utf8JsonWriter(buffer))
                StateJson.Write(writer, state);
            return StateChunk.Wrap(buffer.WrittenSpan);
        }
    }

    /// <summary>Restores what <see cref="SaveState"/> gave, of this or an earlier version.</summary>
    /// <returns>False, with the reason, where the chunk is foreign, damaged or newer; nothing has changed then.</returns>
    public bool TryLoadState(ReadOnlySpan<byte> chunk, out string error)
    {
        if (!StateChunk.TryUnwrap(chunk, out _, out ReadOnlySpan<byte> payload, out error))
            return false;
        if (!StateJson.TryRead(payload, out StoredState state, out error))
            return false;
        lock (_stateGate)
        {
            FindModel(state.Model);
            Publish(state.Settings, state.Preset);
            _takes.Load(state.Takes);
            _improviser.Saved = state.Listening;
            Controllers = state.Controllers;
            Tuning = state.Tuning;
        }

        return true;
    }

    /// <summary>Step sequences of one voice as they are now. Not for the audio thread.</summary>
    public void ReadSteps(ApuVoice voice, VoiceSettings to)
    {
        lock (_stateGate)
        {
            FollowPrograms();
            CopySteps(_rest[voice], to);
        }
    }

    /// <summary>Step sequences of one voice, changed by an editor: heard from the next block on.</summary>
    public void EditSteps(ApuVoice voice, Action<VoiceSettings> edit)
    {
        lock (_stateGate)
        {
            EngineSettings settings = Snapshot();
            edit(settings.Instrument[voice]);
            PublishRest(settings.Instrument);
        }
    }

    /// <summary>The samples that the DMC voice plays. Not for the audio thread.</summary>
    public DmcSampleBank Samples
    {
        get
        {
            lock (_stateGate)
                return _rest.Samples;
        }
        set
        {
            lock (_stateGate)
            {
                EngineSettings settings = Snapshot();
                settings.Instrument.Samples = value;
                PublishRest(settings.Instrument);
            }
        }
    }

    // a program change on the audio thread has replaced the step sequences there
    private void FollowPrograms()
    {
        int applied = Volatile.Read(ref _presetsApplied);
        if (applied != _presetsSeen && CurrentPreset >= 0)
            CopySteps(FactoryPresets.All[CurrentPreset].Settings, _rest);
        _presetsSeen = applied;
    }

    // a block takes a millisecond or so; what cannot be read is as if nothing had been heard
    private Listening? ReadListening()
    {
        Listening? listening = _improviser.Saved;
        for (int i = 0; i < ReadPatience && listening is null && !_improviser.Log.TryRead(out listening); i++)
            Thread.Sleep(1);
        return listening;
    }

    private EngineSettings Snapshot()
    {
        FollowPrograms();
        var settings = new EngineSettings();
        foreach (Parameter parameter in ParameterTable.All)
            parameter.Write(settings, GetParameter(parameter.Index));
        settings.Generation.OwnForm = _ownForm;
        CopyRest(_rest, settings.Instrument);
        return settings;
    }

    private void Publish(EngineSettings settings, int preset)
    {
        Interlocked.Increment(ref _loading);
        foreach (Parameter parameter in ParameterTable.All)
            SetParameter(parameter.Index, parameter.Read(settings));
        PublishForm(settings.Generation.OwnForm);
        PublishRest(settings.Instrument);
        Volatile.Write(ref _preset, preset);
        Interlocked.Increment(ref _loads);
        Interlocked.Decrement(ref _loading);
        Interlocked.Increment(ref _revision);
    }

    private void PublishRest(InstrumentSettings settings)
    {
        CopyRest(settings, _rest);
        var copy = new InstrumentSettings();
        CopyRest(settings, copy);
        Interlocked.Exchange(ref _newRest, copy);
        _presetsSeen = Volatile.Read(ref _presetsApplied);
    }

    // a preset is a sound: what MIDI means stays the project's
    private static void TakePreset(InstrumentSettings preset, InstrumentSettings settings)
    {
        (MidiDialect dialect, ProgramMeaning programs) = (settings.MidiDialect, settings.Programs);
        settings.CopyFrom(preset);
        (settings.MidiDialect, settings.Programs) = (dialect, programs);
    }

    private static void TakeFactoryPreset(int index, InstrumentSettings settings)
    {
        DmcSampleBank samples = settings.Samples;
        TakePreset(FactoryPresets.All[index].Settings, settings);
        settings.Samples = samples;
    }

    // a program change: on the audio thread, at its own sample
    private void ApplyPreset(int index)
    {
        if ((uint)index >= (uint)FactoryPresets.All.Length)
            return;
        TakeFactoryPreset(index, _settings.Instrument);
        foreach (Parameter parameter in ParameterTable.All)
            ShowParameter(parameter.Index, parameter.Read(_settings));
        _outputChanged = true;
        Volatile.Write(ref _preset, index);
        Interlocked.Increment(ref _presetsApplied);
        Interlocked.Increment(ref _revision);
    }
}
