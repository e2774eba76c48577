using LakhNes.Concurrency;
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
    private const int RingCapacity = 1024;
    private const double Tempo = 120;
    private const int BeatsInABar = 4;

    private readonly PluginInstance _instance;
    private readonly SpscRing<EngineEvent> _fromMidi = new(RingCapacity);
    private readonly SpscRing<EngineEvent> _fromKeys = new(RingCapacity);
    private readonly float[] _left;
    private readonly float[] _right;
    private readonly long _end;
    private SongEvents? _song;
    private long _position;

    /// <summary>Starts the instrument.</summary>
    /// <param name="model">What it composes with; null: it only plays.</param>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="blockFrames">Samples that are rendered at once.</param>
    /// <param name="seconds">When it ends; null: never.</param>
    public Player(ModelSource? model, int sampleRate, int blockFrames, double? seconds = null)
    {
        (SampleRate, BlockFrames) = (sampleRate, blockFrames);
        _left = new float[blockFrames];
        _right = new float[blockFrames];
        _end = seconds is { } s ? (long)Math.Round(s * sampleRate) : long.MaxValue;
        _instance = new PluginInstance(model);
        if (!_instance.TryActivate(sampleRate, blockFrames))
            throw new AppException($"it does not play at {sampleRate} samples a second");
    }

    /// <summary>What plays.</summary>
    public ChipEngine Engine => _instance.Engine;

    /// <inheritdoc/>
    public int SampleRate { get; }

    /// <inheritdoc/>
    public int BlockFrames { get; }

    /// <summary>Plays a song from the first sample on. Before the first block.</summary>
    public void Play(SongEvents song) => _song = song;

    /// <summary>A message of a MIDI device, at once; for the thread that reads the device. What finds no room is lost.</summary>
    public void Midi(byte status, byte first, byte second)
    {
        if (MidiBytes.TryRead(0, status, first, second, out EngineEvent e))
            _fromMidi.TryPush(in e);
    }

    /// <summary>A key of the computer goes down or up; for the window's thread.</summary>
    /// <param name="key">MIDI key.</param>
    /// <param name="down">Down or up.</param>
    public void Key(int key, bool down)
    {
        const double Velocity = 0.8;
        _fromKeys.TryPush(
            new EngineEvent(
                down ? EngineEventKind.NoteOn : EngineEventKind.NoteOff,
                0,
                Channel: 0,
                (short)key,
                Value: down ? Velocity : 0
            )
        );
    }

    /// <inheritdoc/>
    public bool Render(Span<float> stereo)
    {
        for (int done = 0; done < stereo.Length / 2; )
        {
            int frames = Math.Min(BlockFrames, (stereo.Length / 2) - done);
            RenderBlock(frames);
            for (int i = 0; i < frames; i++)
            {
                stereo[2 * (done + i)] = _left[i];
                stereo[(2 * (done + i)) + 1] = _right[i];
            }

            done += frames;
        }

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

    private unsafe void RenderBlock(int frames)
    {
        while (_fromMidi.TryPop(out EngineEvent e))
            _instance.Events.Add(in e);
        while (_fromKeys.TryPop(out EngineEvent e))
            _instance.Events.Add(in e);
        _song?.Take(_position, frames, _instance.Events);
        double quarters = (double)_position / SampleRate * Tempo / 60;
        fixed (
            float* left = _left,
                right = _right
        )
        {
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
        }

        _position += frames;
    }
}
