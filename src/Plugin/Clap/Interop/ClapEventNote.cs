namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_event_note.</summary>
internal struct ClapEventNote
{
    public ClapEventHeader Header;
    public int NoteId;
    public short Port;
    public short Channel;
    public short Key;
    public double Velocity;
}
