using LakhNes.App.Playing;

namespace LakhNes.App.Alsa;

/// <summary>Plays a source on an ALSA device, by a thread of its own.</summary>
internal sealed unsafe class AlsaOutput : IDisposable
{
    private const int Channels = 2;

    private readonly nint _pcm;
    private readonly IAudioSource _source;
    private readonly float[] _stereo;
    private readonly Thread _thread;
    private volatile bool _stopping;

    private AlsaOutput(nint pcm, IAudioSource source)
    {
        _pcm = pcm;
        _source = source;
        _stereo = new float[Channels * source.BlockFrames];
        _thread = new Thread(Run) { Name = "LakhNES audio", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <summary>The source has ended, or the device is gone.</summary>
    public bool IsOver => !_thread.IsAlive;

    /// <summary>Why it stopped, where the device failed.</summary>
    public string? Failure { get; private set; }

    /// <summary>Opens a device and starts to play.</summary>
    /// <param name="device">ALSA's name of it, such as <c>default</c>.</param>
    /// <param name="source">What is played.</param>
    /// <param name="milliseconds">How much the device buffers.</param>
    /// <exception cref="AppException">The device cannot be opened or refuses the format.</exception>
    public static AlsaOutput Open(string device, IAudioSource source, int milliseconds)
    {
        if (!AlsaLibrary.IsAvailable)
            throw new AppException("ALSA is not here (libasound.so.2), so nothing can be heard");
        nint pcm;
        int result = AlsaLibrary.PcmOpen(&pcm, device, AlsaLibrary.Playback, 0);
        if (result < 0)
            throw new AppException($"{device}: cannot be opened: {AlsaLibrary.Explain(result)}");
        result = AlsaLibrary.PcmSetParams(
            pcm,
            AlsaLibrary.FloatFormat,
            AlsaLibrary.Interleaved,
            Channels,
            (uint)source.SampleRate,
            1,
            (uint)milliseconds * 1000
        );
        if (result >= 0)
            return new AlsaOutput(pcm, source);
        _ = AlsaLibrary.PcmClose(pcm);
        throw new AppException($"{device}: does not take stereo at {source.SampleRate} Hz: {AlsaLibrary.Explain(result)}");
    }

    /// <summary>Waits until <see cref="IsOver"/>.</summary>
    public void WaitForEnd() => _thread.Join();

    /// <summary>Stops at once.</summary>
    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _ = AlsaLibrary.PcmClose(_pcm);
    }

    // the write waits until the device has room: that is what times the thread
    private void Run()
    {
        bool more = true;
        while (more && !_stopping)
        {
            more = _source.Render(_stereo);
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
