using LakhNes.App.Playing;

namespace LakhNes.App.Alsa;

/// <summary>A port of ALSA's sequencer to which all that send notes are connected, also those that come later.</summary>
internal sealed unsafe class AlsaMidi : IDisposable
{
    private const int SystemClient = 0,
        AnnouncePort = 1;
    private const byte PortAppeared = 63; // SND_SEQ_EVENT_PORT_START
    private const int AddressOffset = 16; // of a snd_seq_event_t's data
    private const int MostBytes = 16; // of an event's messages; longer system exclusive ones are left out
    private const short Ready = 1; // POLLIN
    private const int PatienceMilliseconds = 100; // with which it is noticed that the program ends
    private const int TryAgain = -11,
        Lost = -28; // -ENOSPC: what came was too much, what comes next is good

    private readonly nint _sequencer;
    private readonly nint _coder;
    private readonly int _port;
    private readonly MidiInput _input;
    private readonly Thread _thread;
    private volatile bool _stopping;

    private AlsaMidi(nint sequencer, int port, nint coder, MidiInput input)
    {
        (_sequencer, _port, _coder, _input) = (sequencer, port, coder, input);
        ConnectAll();
        _ = AlsaLibrary.SequencerConnect(_sequencer, _port, SystemClient, AnnouncePort);
        _thread = new Thread(Run) { Name = "LakhNES MIDI" };
        _thread.Start();
    }

    /// <summary>Opens the port.</summary>
    /// <param name="input">What it plays.</param>
    /// <param name="error">Why not, where the result is null.</param>
    public static AlsaMidi? TryOpen(MidiInput input, out string error)
    {
        error = "ALSA is not here (libasound.so.2)";
        if (!AlsaLibrary.IsAvailable)
            return null;
        nint sequencer,
            coder = 0;
        int result = AlsaLibrary.SequencerOpen(&sequencer, "default", AlsaLibrary.OpenInput, AlsaLibrary.NonBlocking);
        error = AlsaLibrary.Explain(result);
        if (result < 0)
            return null;
        _ = AlsaLibrary.SequencerName(sequencer, "LakhNES");
        int port = AlsaLibrary.SequencerPort(sequencer, "MIDI in", AlsaLibrary.Writable, AlsaLibrary.ApplicationPort);
        result = port < 0 ? port : AlsaLibrary.MidiCoderNew(MostBytes, &coder);
        if (result >= 0)
        {
            AlsaLibrary.MidiCoderNoRunningStatus(coder, 1);
            return new AlsaMidi(sequencer, port, coder, input);
        }

        error = AlsaLibrary.Explain(result);
        _ = AlsaLibrary.SequencerClose(sequencer);
        return null;
    }

    /// <summary>Closes the port.</summary>
    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        AlsaLibrary.MidiCoderFree(_coder);
        _ = AlsaLibrary.SequencerClose(_sequencer);
    }

    private void Run()
    {
        byte* messages = stackalloc byte[MostBytes];
        AlsaLibrary.PollDescriptor device;
        _ = AlsaLibrary.SequencerDescriptors(_sequencer, &device, 1, Ready);
        while (!_stopping)
        {
            byte* e;
            int result = AlsaLibrary.SequencerInput(_sequencer, (void**)&e);
            if (result == TryAgain)
                _ = AlsaLibrary.Poll(&device, 1, PatienceMilliseconds);
            else if (result < 0 && result != Lost)
            {
                Console.Error.WriteLine($"lakhnes-app: no MIDI devices any more: {AlsaLibrary.Explain(result)}");
                return;
            }

            if (result < 0)
                continue;
            if (e[0] == PortAppeared)
                Connect(e[AddressOffset], e[AddressOffset + 1]);
            // controllers of 14 bits and registered parameters are several messages
            else if (AlsaLibrary.MidiDecode(_coder, messages, MostBytes, e) is var length and > 0)
                _input.Send(new ReadOnlySpan<byte>(messages, (int)length));
        }
    }

    private void ConnectAll()
    {
        nint client,
            port;
        if (AlsaLibrary.ClientInfoNew(&client) < 0 || AlsaLibrary.PortInfoNew(&port) < 0)
            return;
        AlsaLibrary.ClientInfoSet(client, -1);
        while (AlsaLibrary.NextClient(_sequencer, client) >= 0)
        {
            AlsaLibrary.PortInfoSetClient(port, AlsaLibrary.ClientInfoGet(client));
            AlsaLibrary.PortInfoSetPort(port, -1);
            while (AlsaLibrary.NextPort(_sequencer, port) >= 0)
                Connect(AlsaLibrary.ClientInfoGet(client), AlsaLibrary.PortInfoGetPort(port));
        }

        AlsaLibrary.ClientInfoFree(client);
        AlsaLibrary.PortInfoFree(port);
    }

    private void Connect(int client, int port)
    {
        if (client == SystemClient || client == AlsaLibrary.SequencerClient(_sequencer))
            return;
        nint info;
        if (AlsaLibrary.PortInfoNew(&info) < 0)
            return;
        bool sends =
            AlsaLibrary.GetPort(_sequencer, client, port, info) >= 0
            && (AlsaLibrary.PortInfoCapabilities(info) & AlsaLibrary.Readable) == AlsaLibrary.Readable;
        if (sends)
            _ = AlsaLibrary.SequencerConnect(_sequencer, _port, client, port);
        AlsaLibrary.PortInfoFree(info);
    }
}
