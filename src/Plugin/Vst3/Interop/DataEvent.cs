namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Bytes that are the host's, and good for the call in which they come.</summary>
internal unsafe struct DataEvent
{
    /// <summary><see cref="Type"/>: a MIDI message, system exclusive.</summary>
    public const uint MidiSysex = 0;

    public uint Size;
    public uint Type;
    public byte* Bytes;
}
