using LakhNes.Engine;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Hosting;
using LakhNes.Plugin.Core;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;

namespace LakhNes.App.Playing;

/// <summary>
/// The instrument without a host: it takes notes from keys, from MIDI and from a file, and plays them to an output.
/// </summary>
internal sealed class Player : IAudioSource, IEditorHost, IDisposable
{
    private const double Tempo = 120;
    private const int BeatsInABar = 4;

    private readonly PluginInstance _instance;
    private readonly int _sampleRate;
    private readonly long _end;
    private readonly MidiInput _keys;
    private MidiInput[] _inputs = [];
    private SongEvents? _song;
    private long _position;

    /// <summary>Starts the instrument.</summary>
    /// <param name="model">What it composes with; null: it only plays.</param>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="blockFrames">Samples that are rendered at once at most.</param>
    /// <param name="seconds">When it ends; null: never.</param>
    public Player(ModelSource? model, int sampleRate, int blockFrames, double? seconds = null)
    {
        (_sampleRate, BlockFrames) = (sampleRate, blockFrames);
        _keys = AddInput();
        _end = seconds is { } s ? (long)Math.Round(s * sampleRate) : long.MaxValue;
        _instance = new PluginInstance(model);
        if (!_instance.TryActivate(sampleRate, blockFrames))
            throw new AppException($"it does not play at {sampleRate} samples a second");
    }

    /// <summary>What plays.</summary>
    public ChipEngine Engine => _instance.Engine;

    /// <inheritdoc/>
    public int BlockFrames { get; }

    /// <summary>Plays a song from the first sample on. Before the first block.</summary>
    public void Play(SongEvents song) => _song = song;

    /// <summary>Makes room for one more thread that plays. Before the first block.</summary>
    public MidiInput AddInput()
    {
        var input = new MidiInput();
        _inputs = [.. _inputs, input];
        return input;
    }

    /// <inheritdoc/>
    public void Midi(int offset, ReadOnlySpan<byte> message)
    {
        if (message is [0xF0, ..])
            _instance.Events.Add(offset, message);
        else if (
            message is [var status, var first, .. var rest]
            && MidiBytes.TryRead(offset, status, first, rest is [var second, ..] ? second : (byte)0, out EngineEvent e)
        )
            _instance.Events.Add(in e);
    }

    /// <summary>A key of the computer goes down or up; for the window's thread.</summary>
    /// <param name="key">MIDI key.</param>
    /// <param name="down">Down or up.</param>
    public void Key(int key, bool down)
    {
        const byte NoteOff = 0x80,
            NoteOn = 0x90,
            Velocity = 102;
        _keys.Send(down ? NoteOn : NoteOff, (byte)key, down ? Velocity : (byte)0);
    }

    /// <inheritdoc/>
    public unsafe bool Render(float* left, float* right, int frames)
    {
        foreach (MidiInput input in _inputs)
            input.Take(_instance.Events);
        _song?.Take(_position, frames, _instance.Events);
        double quarters = (double)_position / _sampleRate * Tempo / 60;
        var block = new AudioBlock
        {
            Frames = frames,
            Left = left,
            Right = right,
            Transport = new Transport
            {
                // it always runs, so that answers have bars to come in at
                Playing = true,
                HasSongPosition = true,
                SongPosition = quarters,
                BarStart = Math.Floor(quarters / BeatsInABar) * BeatsInABar,
                Tempo = Tempo,
                Numerator = BeatsInABar,
                Denominator = 4,
            },
        };
        _instance.Run(ref block);
        _position += frames;
        return _position < _end;
    }

    /// <inheritdoc/>
    public void Dispose() => _instance.Close();

    void IEditorHost.BeginEdit(int index) { }

    void IEditorHost.Edit(int index, double plain) => Engine.SetParameter(index, plain);

    void IEditorHost.EndEdit(int index) { }

    void IEditorHost.ValuesChanged() { }

    bool IEditorHost.RequestSize(int width, int height) => SizeRequested?.Invoke(width, height) ?? false;

    bool IEditorHost.UnusedKey(KeyEvent e) => KeyUnused?.Invoke(e) ?? false;

    /// <summary>The content wants another size, in pixels; says whether it gets it.</summary>
    public Func<int, int, bool>? SizeRequested { get; set; }

    /// <summary>A key went down that the window has no use for; says whether it was used.</summary>
    public Func<KeyEvent, bool>? KeyUnused { get; set; }
}
