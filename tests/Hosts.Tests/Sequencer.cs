using System.Buffers.Binary;

namespace LakhNes.Hosts.Tests;

/// <summary>
/// ALSA's sequencer with a keyboard, for one program: tests/hosts/sequencer in the kernel's place, below ALSA's own library.
/// </summary>
internal sealed class Sequencer
{
    /// <summary>Ports of the keyboard: one that sends, one that only receives, one that comes when it is plugged in.</summary>
    public const int Keys = 0,
        Lights = 1,
        Pads = 2;

    // kinds of struct snd_seq_event, of sound/asequencer.h
    private const byte NoteOnEvent = 6,
        NoteOffEvent = 7,
        PitchBendEvent = 13,
        Controller14Event = 14,
        RegisteredParameterEvent = 16,
        PortStartEvent = 63;
    private const byte System = 0,
        Announce = 1,
        Keyboard = 20;
    private const int Size = 28,
        Source = 12,
        Data = 16;

    private readonly string _fifo;

    /// <summary>Makes it.</summary>
    /// <param name="folder">Takes its files.</param>
    public Sequencer(TestFolder folder)
    {
        _fifo = folder["sequencer"];
        HostProgram.Run(Built.System("/usr/bin/mkfifo"), [_fifo]);
        Environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Built.Host("sequencer.so"),
            ["LAKHNES_SEQUENCER"] = _fifo,
        };
    }

    /// <summary>With what the program finds it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>The ports of the keyboard that the program listens to.</summary>
    public int[] Heard =>
        [
            .. Connections
                .Select(line => line.Split(':'))
                .Where(address => address[0] == $"{Keyboard}")
                .Select(address => int.Parse(address[1], global::System.Globalization.CultureInfo.InvariantCulture)),
        ];

    /// <summary>Whether the program is told of ports that come.</summary>
    public bool IsTold => Connections.Contains($"{System}:{Announce}");

    private string[] Connections => File.Exists(_fifo + ".connections") ? File.ReadAllLines(_fifo + ".connections") : [];

    /// <summary>A key of the keyboard goes down.</summary>
    public void NoteOn(int port, byte key) => Write(NoteOnEvent, Keyboard, port, 0, key, 100);

    /// <summary>A key of the keyboard goes up.</summary>
    public void NoteOff(int port, byte key) => Write(NoteOffEvent, Keyboard, port, 0, key, 0);

    /// <summary>A controller of 14 bits, which MIDI has as two messages.</summary>
    /// <param name="port">Of the keyboard.</param>
    /// <param name="controller">0 to 31.</param>
    /// <param name="value">Its upper seven bits.</param>
    public void Controller14(int port, byte controller, byte value) =>
        WriteControl(Controller14Event, port, controller, value << 7);

    /// <summary>A registered parameter, which MIDI has as four messages.</summary>
    /// <param name="port">Of the keyboard.</param>
    /// <param name="parameter">Its number.</param>
    /// <param name="value">Its upper seven bits.</param>
    public void RegisteredParameter(int port, int parameter, byte value) =>
        WriteControl(RegisteredParameterEvent, port, parameter, value << 7);

    /// <summary>The wheel of the keyboard turns.</summary>
    /// <param name="port">Of the keyboard.</param>
    /// <param name="value">-8192 to 8191.</param>
    public void Bend(int port, int value) => WriteControl(PitchBendEvent, port, 0, value);

    /// <summary>The kernel says that a port of the keyboard is there.</summary>
    public void Appear(int port) => Write(PortStartEvent, System, Announce, Keyboard, (byte)port);

    // struct snd_seq_ev_ctrl: channel, padding, two words
    private void WriteControl(byte kind, int port, int parameter, int value)
    {
        Span<byte> data = stackalloc byte[12];
        data.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(data[4..], parameter);
        BinaryPrimitives.WriteInt32LittleEndian(data[8..], value);
        Write(kind, Keyboard, port, data);
    }

    private void Write(byte kind, byte client, int port, params ReadOnlySpan<byte> data)
    {
        const byte Direct = 253; // the queue of events without a time
        Span<byte> e = stackalloc byte[Size];
        e.Clear();
        (e[0], e[3], e[Source], e[Source + 1]) = (kind, Direct, client, (byte)port);
        data.CopyTo(e[Data..]);
        using var file = new FileStream(_fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Write(e);
    }
}
