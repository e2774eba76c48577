namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_event_header.</summary>
internal struct ClapEventHeader
{
    public const ushort CoreSpace = 0;

    public uint Size;
    public uint Time;
    public ushort Space;
    public ClapEventType Type;
    public uint Flags;
}
