using LakhNes.Dsp.Apu;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Monitoring;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Settings;

namespace LakhNes.Ui.Editing;

// What sounds, and keys of the window that play.
internal sealed partial class EditorModel
{
    private static readonly int VoiceModeIndex = ParameterTable.Of(MainParameter.VoiceMode).Index;

    // MIDI's channel 10
    private const short DrumChannel = 9;
    private const double DrumVelocity = 0.8;

    private EngineSnapshot _live = Silence();
    private long _blocks;
    private bool _moved;
    private int _keyHeld = -1;
    private int _drumHeld = -1;

    /// <summary>What sounds in this frame.</summary>
    public ref readonly EngineSnapshot Live => ref _live;

    /// <summary>Once a frame, before widgets look: reads what sounds.</summary>
    public void Look()
    {
        long blocks = Engine.Monitor.Blocks;
        _moved = blocks != _blocks;
        _blocks = blocks;
        if (_moved)
            Engine.Monitor.TryRead(ref _live);
    }

    /// <summary>Reads a voice's latest samples.</summary>
    /// <returns>False where none have come since the last frame.</returns>
    public bool ReadScope(ApuVoice voice, float[] samples)
    {
        if (_moved)
            Engine.Monitor.ReadScope(voice, samples);
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
            if (_live.Voices[voice].Activity is { Held: true } activity && activity.Key == key)
                return voice;
        }

        return -1;
    }

    /// <summary>Plays a note, or lets it go, as a key of the window.</summary>
    /// <param name="key">MIDI key.</param>
    /// <param name="velocity">Above 0 to 1; 0 lets it go.</param>
    /// <param name="onSelected">The selected voice plays it, whatever the voice mode.</param>
    public void PlayKey(int key, double velocity, bool onSelected = false)
    {
        _keyHeld = velocity > 0 ? key : -1;
        // in Channels mode there is no MIDI channel that would choose a voice
        onSelected |= (VoiceMode)Engine.GetParameter(VoiceModeIndex) == VoiceMode.Channels;
        Engine.Play(
            new EngineEvent(
                velocity > 0 ? EngineEventKind.NoteOn : EngineEventKind.NoteOff,
                0,
                0,
                (short)key,
                Index: onSelected ? 1 + (uint)SelectedVoice : 0,
                Value: velocity
            )
        );
    }

    /// <summary>Plays a drum of the drum channel; it rings as long as it does.</summary>
    /// <param name="key">General MIDI key.</param>
    public void PlayDrum(int key)
    {
        LetGoOfDrum();
        _drumHeld = key;
        Engine.Play(new EngineEvent(EngineEventKind.NoteOn, 0, DrumChannel, (short)key, Value: DrumVelocity));
    }

    /// <summary>A sample that loops is heard until it is let go.</summary>
    public bool IsSampleHeld { get; private set; }

    /// <summary>Plays a sample of the user's.</summary>
    /// <param name="key">A key that plays it.</param>
    /// <param name="loops">It sounds until it is let go.</param>
    public void PlaySample(int key, bool loops)
    {
        LetGoOfDrum();
        _drumHeld = key;
        IsSampleHeld = loops;
        Engine.Play(
            new EngineEvent(
                EngineEventKind.NoteOn,
                0,
                DrumChannel,
                (short)key,
                Index: 1 + (uint)ApuVoice.Dmc,
                Value: DrumVelocity
            )
        );
    }

    private void LetGoOfDrum()
    {
        IsSampleHeld = false;
        if (_drumHeld >= 0)
            Engine.Play(new EngineEvent(EngineEventKind.NoteOff, 0, DrumChannel, (short)_drumHeld));
        _drumHeld = -1;
    }

    /// <summary>What keys of the window hold is let go: they go out of sight.</summary>
    public void LetGo()
    {
        LetGoOfDrum();
        if (_keyHeld >= 0)
            PlayKey(_keyHeld, 0);
    }

    private static EngineSnapshot Silence()
    {
        var silence = new EngineSnapshot();
        foreach (ref VoiceSnapshot voice in silence.Voices)
            voice = VoiceSnapshot.None;
        return silence;
    }
}
