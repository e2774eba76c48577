namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_event_midi.</summary>
internal unsafe struct ClapEventMidi
{
    public ClapEventHeader Header;
    public ushort Port;
    public fixed byte Data[3];
}
