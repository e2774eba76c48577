namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_event_param_value.</summary>
internal unsafe struct ClapEventParamValue
{
    public ClapEventHeader Header;
    public uint ParamId;
    public void* Cookie;
    public int NoteId;
    public short Port;
    public short Channel;
    public short Key;
    public double Value;
}
