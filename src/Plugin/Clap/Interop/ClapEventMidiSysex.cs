namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_event_midi_sysex: the bytes are the host's, and good for the call in which they come.</summary>
internal unsafe struct ClapEventMidiSysex
{
    public ClapEventHeader Header;
    public ushort Port;
    public byte* Buffer;
    public uint Size;
}
