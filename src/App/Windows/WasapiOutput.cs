using System.Runtime.InteropServices;
using LakhNes.App.Playing;

namespace LakhNes.App.Windows;

/// <summary>An output of Windows' (WASAPI, shared with other programs), played to by a thread of its own.</summary>
internal sealed unsafe partial class WasapiOutput : IAudioOutput
{
    private const int Channels = 2;
    private const int UsualRate = 48_000;
    private const uint Render = 0, // EDataFlow
        Console = 0; // ERole
    private const uint Shared = 0;

    // AUDCLNT_STREAMFLAGS_EVENTCALLBACK, _AUTOCONVERTPCM and _SRC_DEFAULT_QUALITY: Windows fits the format to the device's
    private const uint Flags = 0x00040000 | 0x80000000 | 0x08000000;
    private const ushort FloatFormat = 3; // WAVE_FORMAT_IEEE_FLOAT
    private const int TicksAMillisecond = 10_000; // REFERENCE_TIME
    private const int PatienceMilliseconds = 2000;
    private const int DeviceGone = unchecked((int)0x88890004);

    private readonly AutoResetEvent _due = new(false);
    private readonly float[] _left;
    private readonly float[] _right;
    private readonly Thread _thread;
    private nint _client;
    private nint _renderer;
    private uint _capacity;
    private IAudioSource? _source;
    private bool _ended;
    private volatile bool _stopping;

    private WasapiOutput(int sampleRate, int blockFrames)
    {
        SampleRate = sampleRate;
        _left = new float[blockFrames];
        _right = new float[blockFrames];
        _thread = new Thread(Run) { Name = "LakhNES audio", Priority = ThreadPriority.Highest };
    }

    /// <inheritdoc/>
    public int SampleRate { get; }

    /// <inheritdoc/>
    public bool IsOver => _source is not null && !_thread.IsAlive;

    /// <inheritdoc/>
    public string? Failure { get; private set; }

    /// <summary>Opens a device.</summary>
    /// <param name="options">The device by Windows' identifier of it; null: the one that the user has chosen in Windows.</param>
    /// <exception cref="AppException">There is no such device, or it refuses.</exception>
    public static WasapiOutput Open(OutputOptions options)
    {
        var output = new WasapiOutput(options.SampleRate ?? UsualRate, options.BlockFrames);
        try
        {
            output.Connect(options);
            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
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
        Com.Release(_renderer);
        Com.Release(_client);
        _due.Dispose();
    }

    private void Connect(OutputOptions options)
    {
        // a thread that is another kind of apartment already will do
        _ = Com.CoInitializeEx(0, 0);
        Guid type = Com.DeviceEnumerator,
            wanted = Com.DeviceEnumeratorInterface;
        nint devices;
        Check(Com.CoCreateInstance(&type, 0, Com.AnyContext, &wanted, &devices), "Windows' audio is not here");
        nint device = 0;
        try
        {
            device = Find(devices, options.Device);
            wanted = Com.AudioClient;
            nint client;
            var activate = (delegate* unmanaged<nint, Guid*, uint, nint, nint*, int>)Com.Function(device, 3);
            Check(activate(device, &wanted, Com.AnyContext, 0, &client), "the output cannot be opened");
            _client = client;
        }
        finally
        {
            Com.Release(device);
            Com.Release(devices);
        }

        Initialize(options.LatencyMilliseconds);
    }

    private static nint Find(nint devices, string? name)
    {
        nint device;
        if (name is null)
        {
            var standard = (delegate* unmanaged<nint, uint, uint, nint*, int>)Com.Function(devices, 4);
            Check(standard(devices, Render, Console, &device), "Windows has no output to play on");
            return device;
        }

        fixed (char* text = name)
        {
            var named = (delegate* unmanaged<nint, char*, nint*, int>)Com.Function(devices, 5);
            Check(named(devices, text, &device), $"{name}: there is no such output");
        }

        return device;
    }

    private void Initialize(int milliseconds)
    {
        var format = new WaveFormat
        {
            Kind = FloatFormat,
            Channels = Channels,
            SampleRate = (uint)SampleRate,
            BytesASecond = (uint)(SampleRate * Channels * sizeof(float)),
            FrameBytes = Channels * sizeof(float),
            SampleBits = 8 * sizeof(float),
        };
        var initialize = (delegate* unmanaged<nint, uint, uint, long, long, WaveFormat*, Guid*, int>)Com.Function(_client, 3);
        Check(
            initialize(_client, Shared, Flags, (long)milliseconds * TicksAMillisecond, 0, &format, null),
            $"the output does not take stereo at {SampleRate} Hz"
        );
        uint capacity;
        Check(((delegate* unmanaged<nint, uint*, int>)Com.Function(_client, 4))(_client, &capacity), "the output has no buffer");
        _capacity = capacity;
        nint due = _due.SafeWaitHandle.DangerousGetHandle();
        Check(((delegate* unmanaged<nint, nint, int>)Com.Function(_client, 13))(_client, due), "the output tells no time");
        Guid wanted = Com.RenderClient;
        nint renderer;
        var service = (delegate* unmanaged<nint, Guid*, nint*, int>)Com.Function(_client, 14);
        Check(service(_client, &wanted, &renderer), "the output takes no samples");
        _renderer = renderer;
    }

    private void Run()
    {
        // as Windows has it for programs like this one; without it the thread is one of high priority
        uint index = 0;
        nint task = AvSetMmThreadCharacteristics("Pro Audio", &index);
        int result = Fill();
        if (result == 0)
            result = ((delegate* unmanaged<nint, int>)Com.Function(_client, 10))(_client);
        while (result == 0 && !_stopping)
        {
            if (!_due.WaitOne(PatienceMilliseconds))
                result = DeviceGone;
            else
                result = Fill();
        }

        if (result < 0)
            Failure = result == DeviceGone ? "the output is gone" : $"Windows' error {result:X8}";
        _ = ((delegate* unmanaged<nint, int>)Com.Function(_client, 11))(_client);
        if (task != 0)
            _ = AvRevertMmThreadCharacteristics(task);
    }

    // renders whole blocks while the device has room; above zero once all has been played
    private int Fill()
    {
        const int Played = 1;
        while (!_stopping)
        {
            uint waiting;
            int result = ((delegate* unmanaged<nint, uint*, int>)Com.Function(_client, 6))(_client, &waiting);
            if (result < 0 || (_ended && waiting == 0))
                return result < 0 ? result : Played;
            if (_ended || _capacity - waiting < _left.Length)
                return 0;
            float* stereo;
            var take = (delegate* unmanaged<nint, uint, float**, int>)Com.Function(_renderer, 3);
            if ((result = take(_renderer, (uint)_left.Length, &stereo)) < 0)
                return result;
            fixed (
                float* left = _left,
                    right = _right
            )
                _ended = !_source!.Render(left, right, _left.Length);
            for (int i = 0; i < _left.Length; i++)
                (stereo[Channels * i], stereo[(Channels * i) + 1]) = (_left[i], _right[i]);
            var give = (delegate* unmanaged<nint, uint, uint, int>)Com.Function(_renderer, 4);
            if ((result = give(_renderer, (uint)_left.Length, 0)) < 0)
                return result;
        }

        return 0;
    }

    private static void Check(int result, string otherwise)
    {
        if (result < 0)
            throw new AppException($"{otherwise} (Windows' error {result:X8})");
    }

    [LibraryImport("avrt", EntryPoint = "AvSetMmThreadCharacteristicsW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial nint AvSetMmThreadCharacteristics(string task, uint* index);

    [LibraryImport("avrt")]
    private static partial int AvRevertMmThreadCharacteristics(nint task);

    /// <summary>WAVEFORMATEX.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 2)]
    private struct WaveFormat
    {
        public ushort Kind;
        public ushort Channels;
        public uint SampleRate;
        public uint BytesASecond;
        public ushort FrameBytes;
        public ushort SampleBits;
        public ushort Extra;
    }
}
