using System.Runtime.InteropServices;

namespace LakhNes.App.Jack;

/// <summary>The functions of JACK's library that are used, bound when first called: the program starts without it.</summary>
internal static unsafe partial class JackLibrary
{
    private const string Library = "libjack.so.0";

    /// <summary>JackNoStartServer: a server that does not run is not started.</summary>
    public const int NoStartServer = 1;

    /// <summary>JackPortIsInput.</summary>
    public const uint IsInput = 1;

    /// <summary>JackPortIsOutput.</summary>
    public const uint IsOutput = 2;

    /// <summary>JackPortIsPhysical: the port of a device.</summary>
    public const uint IsPhysical = 4;

    /// <summary>JACK_DEFAULT_AUDIO_TYPE: 32-bit floats.</summary>
    public const string Audio = "32 bit float mono audio";

    /// <summary>JACK_DEFAULT_MIDI_TYPE.</summary>
    public const string Midi = "8 bit raw midi";

    /// <summary>Whether the library is there.</summary>
    public static bool IsAvailable { get; } = NativeLibrary.TryLoad(Library, out _);

    [LibraryImport(Library, EntryPoint = "jack_set_error_function")]
    public static partial void SetErrorFunction(delegate* unmanaged<byte*, void> function);

    [LibraryImport(Library, EntryPoint = "jack_set_info_function")]
    public static partial void SetInfoFunction(delegate* unmanaged<byte*, void> function);

    [LibraryImport(Library, EntryPoint = "jack_client_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ClientOpen(string name, int options, int* status);

    [LibraryImport(Library, EntryPoint = "jack_client_close")]
    public static partial int ClientClose(nint client);

    [LibraryImport(Library, EntryPoint = "jack_get_sample_rate")]
    public static partial uint SampleRate(nint client);

    [LibraryImport(Library, EntryPoint = "jack_port_register", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint PortRegister(nint client, string name, string type, nuint flags, nuint bufferSize);

    [LibraryImport(Library, EntryPoint = "jack_port_name")]
    public static partial byte* PortName(nint port);

    [LibraryImport(Library, EntryPoint = "jack_set_process_callback")]
    public static partial int SetProcessCallback(nint client, delegate* unmanaged<uint, nint, int> function, nint argument);

    [LibraryImport(Library, EntryPoint = "jack_on_shutdown")]
    public static partial void OnShutdown(nint client, delegate* unmanaged<nint, void> function, nint argument);

    [LibraryImport(Library, EntryPoint = "jack_activate")]
    public static partial int Activate(nint client);

    [LibraryImport(Library, EntryPoint = "jack_deactivate")]
    public static partial int Deactivate(nint client);

    [LibraryImport(Library, EntryPoint = "jack_get_ports", StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte** GetPorts(nint client, string? namePattern, string? typePattern, nuint flags);

    [LibraryImport(Library, EntryPoint = "jack_free")]
    public static partial void Free(void* memory);

    [LibraryImport(Library, EntryPoint = "jack_connect")]
    public static partial int Connect(nint client, byte* source, byte* destination);

    [LibraryImport(Library, EntryPoint = "jack_port_get_buffer")]
    public static partial void* PortBuffer(nint port, uint frames);

    [LibraryImport(Library, EntryPoint = "jack_midi_get_event_count")]
    public static partial uint MidiEventCount(void* buffer);

    [LibraryImport(Library, EntryPoint = "jack_midi_event_get")]
    public static partial int MidiEventGet(MidiEvent* e, void* buffer, uint index);

    /// <summary>jack_midi_event_t.</summary>
    public struct MidiEvent
    {
        /// <summary>Sample of the cycle.</summary>
        public uint Time;

        /// <summary>Bytes.</summary>
        public nuint Size;

        /// <summary>One message, with its status byte.</summary>
        public byte* Buffer;
    }
}
