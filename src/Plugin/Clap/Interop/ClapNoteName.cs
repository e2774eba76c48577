namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_note_name.</summary>
internal unsafe struct ClapNoteName
{
    public fixed byte Name[256];
    public short Port;
    public short Key;
    public short Channel;
}
