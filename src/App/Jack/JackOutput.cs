using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using LakhNes.App.Playing;

namespace LakhNes.App.Jack;

/// <summary>
/// A client of a JACK server (PipeWire is one too): the server's thread calls for each cycle's samples. Its port for MIDI is
/// heard at the sample of each message.
/// </summary>
internal sealed unsafe class JackOutput : IAudioOutput
{
    private readonly nint _client;
    private readonly nint _left;
    private readonly nint _right;
    private readonly nint _midi;
    private readonly string? _device;
    private readonly GCHandle _self;
    private IAudioSource? _source;
    private volatile bool _connected;
    private volatile bool _ended;
    private volatile bool _over;
    private bool _active;

    private JackOutput(nint client, OutputOptions options)
    {
        _client = client;
        _device = options.Device;
        SampleRate = (int)JackLibrary.SampleRate(client);
        _left = JackLibrary.PortRegister(client, "left", JackLibrary.Audio, JackLibrary.IsOutput, 0);
        _right = JackLibrary.PortRegister(client, "right", JackLibrary.Audio, JackLibrary.IsOutput, 0);
        _midi = JackLibrary.PortRegister(client, "MIDI in", JackLibrary.Midi, JackLibrary.IsInput, 0);
        _self = GCHandle.Alloc(this);
        JackLibrary.SetProcessCallback(client, &Process, GCHandle.ToIntPtr(_self));
        JackLibrary.OnShutdown(client, &ServerEnded, GCHandle.ToIntPtr(_self));
    }

    /// <inheritdoc/>
    public int SampleRate { get; }

    /// <inheritdoc/>
    public bool IsOver => _over;

    /// <inheritdoc/>
    public string? Failure { get; private set; }

    /// <summary>Becomes a client of the server that runs.</summary>
    /// <param name="options">The device is a client whose inputs are played to, in their order.</param>
    /// <returns>Null where no server runs, or JACK is not installed.</returns>
    /// <exception cref="AppException">The server refuses, or runs at another rate than is asked for.</exception>
    public static JackOutput? TryOpen(OutputOptions options)
    {
        if (!JackLibrary.IsAvailable)
            return null;
        // what it would print is said by whoever calls
        JackLibrary.SetErrorFunction(&Ignore);
        JackLibrary.SetInfoFunction(&Ignore);
        int status;
        nint client = JackLibrary.ClientOpen("LakhNES", JackLibrary.NoStartServer, &status);
        if (client == 0)
            return null;
        var made = new JackOutput(client, options);
        string? refusal =
            options.SampleRate is { } wanted && wanted != made.SampleRate
                ? $"the JACK server runs at {made.SampleRate} samples a second, not at {wanted}"
            : made._left == 0 || made._right == 0 || made._midi == 0 ? "the JACK server has no ports left"
            : null;
        if (refusal is null)
            return made;
        made.Dispose();
        throw new AppException(refusal);
    }

    /// <inheritdoc/>
    public void Start(IAudioSource source)
    {
        _source = source;
        _active = JackLibrary.Activate(_client) == 0;
        if (!_active)
            throw new AppException("the JACK server does not let it start");
        Connect();
        // the first sample is one that can be heard
        _connected = true;
    }

    /// <inheritdoc/>
    public void Stop()
    {
        if (_active)
            _ = JackLibrary.Deactivate(_client);
        _active = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _ = JackLibrary.ClientClose(_client);
        _self.Free();
    }

    // devices' ports where no client is named; a device with one port has both channels
    private void Connect()
    {
        nuint wanted = JackLibrary.IsInput | (_device is null ? JackLibrary.IsPhysical : 0);
        string? pattern = _device is null ? null : $"^{Regex.Escape(_device)}:";
        byte** ports = JackLibrary.GetPorts(_client, pattern, JackLibrary.Audio, wanted);
        if (ports is null && _device is not null)
            throw new AppException($"{_device}: no client of the JACK server has inputs and this name");
        if (ports is null)
            return;
        byte* second = ports[1] is null ? ports[0] : ports[1];
        _ = JackLibrary.Connect(_client, JackLibrary.PortName(_left), ports[0]);
        _ = JackLibrary.Connect(_client, JackLibrary.PortName(_right), second);
        JackLibrary.Free(ports);
    }

    [UnmanagedCallersOnly]
    private static int Process(uint frames, nint argument)
    {
        var output = (JackOutput)GCHandle.FromIntPtr(argument).Target!;
        try
        {
            output.Process((int)frames);
            return 0;
        }
        catch (Exception fault)
        {
            // the server does not survive an exception in its thread
            output.Failure = fault.Message;
            output._over = true;
            return 1;
        }
    }

    private void Process(int frames)
    {
        var left = (float*)JackLibrary.PortBuffer(_left, (uint)frames);
        var right = (float*)JackLibrary.PortBuffer(_right, (uint)frames);
        void* midi = JackLibrary.PortBuffer(_midi, (uint)frames);
        int done = 0;
        uint message = 0,
            messages = JackLibrary.MidiEventCount(midi);
        // what ended in the last cycle has been heard by now
        if (_ended)
            _over = true;
        while (_connected && !_ended && done < frames)
        {
            int count = Math.Min(_source!.BlockFrames, frames - done);
            JackLibrary.MidiEvent e;
            for (; message < messages && JackLibrary.MidiEventGet(&e, midi, message) == 0; message++)
            {
                if (e.Time >= done + count)
                    break;
                _source.Midi((int)e.Time - done, new ReadOnlySpan<byte>(e.Buffer, (int)e.Size));
            }

            _ended = !_source.Render(left + done, right + done, count);
            done += count;
        }

        new Span<float>(left + done, frames - done).Clear();
        new Span<float>(right + done, frames - done).Clear();
    }

    [UnmanagedCallersOnly]
    private static void ServerEnded(nint argument)
    {
        var output = (JackOutput)GCHandle.FromIntPtr(argument).Target!;
        output.Failure = "the JACK server has ended";
        output._over = true;
    }

    [UnmanagedCallersOnly]
    private static void Ignore(byte* text) { }
}
