using LakhNes.App.Playing;

namespace LakhNes.App.Alsa;

/// <summary>An ALSA device, played to by a thread of its own.</summary>
internal sealed unsafe class AlsaOutput : IAudioOutput
{
    private const int Channels = 2;

    private readonly nint _pcm;
    private readonly float[] _left;
    private readonly float[] _right;
    private readonly float[] _stereo;
    private readonly Thread _thread;
    private IAudioSource? _source;
    private volatile bool _stopping;

    private AlsaOutput(nint pcm, int sampleRate, int blockFrames)
    {
        (_pcm, SampleRate) = (pcm, sampleRate);
        _left = new float[blockFrames];
        _right = new float[blockFrames];
        _stereo = new float[Channels * blockFrames];
        _thread = new Thread(Run) { Name = "LakhNES audio", Priority = ThreadPriority.Highest };
    }

    /// <inheritdoc/>
    public int SampleRate { get; }

    /// <inheritdoc/>
    public bool IsOver => _source is not null && !_thread.IsAlive;

    /// <inheritdoc/>
    public string? Failure { get; private set; }

    /// <summary>Opens a device.</summary>
    /// <param name="options">The device by ALSA's name of it, such as <c>default</c>.</param>
    /// <exception cref="AppException">The device cannot be opened or refuses the format.</exception>
    public static AlsaOutput Open(OutputOptions options)
    {
        const int UsualRate = 48_000;
        if (!AlsaLibrary.IsAvailable)
            throw new AppException("ALSA is not here (libasound.so.2), so nothing can be heard");
        string device = options.Device ?? "default";
        int sampleRate = options.SampleRate ?? UsualRate;
        nint pcm;
        int result = AlsaLibrary.PcmOpen(&pcm, device, AlsaLibrary.Playback, 0);
        if (result < 0)
            throw new AppException($"{device}: cannot be opened: {AlsaLibrary.Explain(result)}");
        result = AlsaLibrary.PcmSetParams(
            pcm,
            AlsaLibrary.FloatFormat,
            AlsaLibrary.Interleaved,
            Channels,
            (uint)sampleRate,
            1,
            (uint)options.LatencyMilliseconds * 1000
        );
        if (result >= 0)
            return new AlsaOutput(pcm, sampleRate, options.BlockFrames);
        _ = AlsaLibrary.PcmClose(pcm);
        throw new AppException($"{device}: does not take stereo at {sampleRate} Hz: {AlsaLibrary.Explain(result)}");
    }

    /// <inheritdoc/>
    public void Start(IAudioSource source)
    {
        _source = source;
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Stop()
    {
        _stopping = true;
        if (_source is not null)
            _thread.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _ = AlsaLibrary.PcmClose(_pcm);
    }

    // the write waits until the device has room: that is what times the thread
    private void Run()
    {
        bool more = true;
        while (more && !_stopping)
        {
            fixed (
                float* left = _left,
                    right = _right
            )
                more = _source!.Render(left, right, _left.Length);
            for (int i = 0; i < _left.Length; i++)
                (_stereo[Channels * i], _stereo[(Channels * i) + 1]) = (_left[i], _right[i]);
            if (!Write())
                return;
        }

        if (!more)
            _ = AlsaLibrary.PcmDrain(_pcm);
    }

    private bool Write()
    {
        fixed (float* samples = _stereo)
        {
            for (int written = 0, count = _stereo.Length / Channels; written < count; )
            {
                nint result = AlsaLibrary.PcmWrite(_pcm, samples + (Channels * written), (nuint)(count - written));
                // after a gap or a sleep of the machine it goes on
                if (result < 0)
                    result = AlsaLibrary.PcmRecover(_pcm, (int)result, 1);
                if (result < 0)
                {
                    Failure = AlsaLibrary.Explain((int)result);
                    return false;
                }

                written += (int)result;
            }
        }

        return true;
    }
}
