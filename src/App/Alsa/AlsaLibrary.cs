using System.Runtime.InteropServices;

namespace LakhNes.App.Alsa;

/// <summary>The functions of ALSA's library that are used, bound when first called: the program starts without it.</summary>
internal static unsafe partial class AlsaLibrary
{
    private const string Library = "libasound.so.2";

    /// <summary>SND_PCM_STREAM_PLAYBACK.</summary>
    public const int Playback = 0;

    /// <summary>SND_PCM_FORMAT_FLOAT_LE.</summary>
    public const int FloatFormat = 14;

    /// <summary>SND_PCM_ACCESS_RW_INTERLEAVED.</summary>
    public const int Interleaved = 3;

    /// <summary>SND_SEQ_OPEN_INPUT.</summary>
    public const int OpenInput = 2;

    /// <summary>SND_SEQ_NONBLOCK.</summary>
    public const int NonBlocking = 1;

    /// <summary>SND_SEQ_PORT_CAP_WRITE and SND_SEQ_PORT_CAP_SUBS_WRITE: others may send to the port.</summary>
    public const uint Writable = (1 << 1) | (1 << 6);

    /// <summary>SND_SEQ_PORT_CAP_READ and SND_SEQ_PORT_CAP_SUBS_READ: the port sends.</summary>
    public const uint Readable = (1 << 0) | (1 << 5);

    /// <summary>SND_SEQ_PORT_TYPE_MIDI_GENERIC and SND_SEQ_PORT_TYPE_APPLICATION.</summary>
    public const uint ApplicationPort = (1 << 1) | (1 << 20);

    /// <summary>Whether the library is there.</summary>
    public static bool IsAvailable { get; } = TryLoad();

    /// <summary>What a negative result means.</summary>
    public static string Explain(int error) => Marshal.PtrToStringUTF8(ErrorText(error)) ?? $"error {error}";

    private static bool TryLoad()
    {
        if (!NativeLibrary.TryLoad(Library, out _))
            return false;
        // what it would print is said by whoever calls
        SetErrorHandler(&Ignore);
        return true;
    }

    // the function takes what printf does too
    [UnmanagedCallersOnly]
    private static void Ignore(byte* file, int line, byte* function, int error, byte* format) { }

    [LibraryImport(Library, EntryPoint = "snd_lib_error_set_handler")]
    private static partial int SetErrorHandler(delegate* unmanaged<byte*, int, byte*, int, byte*, void> handler);

    [LibraryImport(Library, EntryPoint = "snd_strerror")]
    private static partial nint ErrorText(int error);

    [LibraryImport(Library, EntryPoint = "snd_pcm_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int PcmOpen(nint* pcm, string name, int stream, int mode);

    [LibraryImport(Library, EntryPoint = "snd_pcm_set_params")]
    public static partial int PcmSetParams(
        nint pcm,
        int format,
        int access,
        uint channels,
        uint rate,
        int resample,
        uint microseconds
    );

    [LibraryImport(Library, EntryPoint = "snd_pcm_writei")]
    public static partial nint PcmWrite(nint pcm, void* frames, nuint count);

    [LibraryImport(Library, EntryPoint = "snd_pcm_recover")]
    public static partial int PcmRecover(nint pcm, int error, int silent);

    [LibraryImport(Library, EntryPoint = "snd_pcm_drain")]
    public static partial int PcmDrain(nint pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_close")]
    public static partial int PcmClose(nint pcm);

    [LibraryImport(Library, EntryPoint = "snd_seq_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SequencerOpen(nint* sequencer, string name, int streams, int mode);

    [LibraryImport(Library, EntryPoint = "snd_seq_close")]
    public static partial int SequencerClose(nint sequencer);

    [LibraryImport(Library, EntryPoint = "snd_seq_set_client_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SequencerName(nint sequencer, string name);

    [LibraryImport(Library, EntryPoint = "snd_seq_create_simple_port", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SequencerPort(nint sequencer, string name, uint capabilities, uint type);

    [LibraryImport(Library, EntryPoint = "snd_seq_connect_from")]
    public static partial int SequencerConnect(nint sequencer, int port, int client, int clientPort);

    [LibraryImport(Library, EntryPoint = "snd_seq_client_id")]
    public static partial int SequencerClient(nint sequencer);

    [LibraryImport(Library, EntryPoint = "snd_seq_client_info_malloc")]
    public static partial int ClientInfoNew(nint* info);

    [LibraryImport(Library, EntryPoint = "snd_seq_client_info_free")]
    public static partial void ClientInfoFree(nint info);

    [LibraryImport(Library, EntryPoint = "snd_seq_client_info_set_client")]
    public static partial void ClientInfoSet(nint info, int client);

    [LibraryImport(Library, EntryPoint = "snd_seq_client_info_get_client")]
    public static partial int ClientInfoGet(nint info);

    [LibraryImport(Library, EntryPoint = "snd_seq_query_next_client")]
    public static partial int NextClient(nint sequencer, nint info);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_malloc")]
    public static partial int PortInfoNew(nint* info);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_free")]
    public static partial void PortInfoFree(nint info);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_set_client")]
    public static partial void PortInfoSetClient(nint info, int client);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_set_port")]
    public static partial void PortInfoSetPort(nint info, int port);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_get_port")]
    public static partial int PortInfoGetPort(nint info);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_get_capability")]
    public static partial uint PortInfoCapabilities(nint info);

    [LibraryImport(Library, EntryPoint = "snd_seq_query_next_port")]
    public static partial int NextPort(nint sequencer, nint info);

    [LibraryImport(Library, EntryPoint = "snd_seq_get_any_port_info")]
    public static partial int GetPort(nint sequencer, int client, int port, nint info);

    [LibraryImport(Library, EntryPoint = "snd_seq_poll_descriptors")]
    public static partial int SequencerDescriptors(nint sequencer, PollDescriptor* descriptors, uint space, short events);

    [LibraryImport("libc", EntryPoint = "poll")]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport(Library, EntryPoint = "snd_seq_event_input")]
    public static partial int SequencerInput(nint sequencer, void** e);

    [LibraryImport(Library, EntryPoint = "snd_midi_event_new")]
    public static partial int MidiCoderNew(nuint size, nint* coder);

    [LibraryImport(Library, EntryPoint = "snd_midi_event_free")]
    public static partial void MidiCoderFree(nint coder);

    [LibraryImport(Library, EntryPoint = "snd_midi_event_no_status")]
    public static partial void MidiCoderNoRunningStatus(nint coder, int on);

    [LibraryImport(Library, EntryPoint = "snd_midi_event_decode")]
    public static partial nint MidiDecode(nint coder, byte* bytes, nint size, void* e);

    /// <summary>pollfd.</summary>
    public struct PollDescriptor
    {
        /// <summary>The open file.</summary>
        public int File;

        /// <summary>What is waited for.</summary>
        public short Events;

        /// <summary>What came.</summary>
        public short Returned;
    }
}
