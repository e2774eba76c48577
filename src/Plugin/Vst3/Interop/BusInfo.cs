namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Description of one bus.</summary>
internal unsafe struct BusInfo
{
    public const uint DefaultActive = 1;

    public MediaType MediaType;
    public BusDirection Direction;
    public int ChannelCount;
    public fixed char Name[128];
    public BusType BusType;
    public uint Flags;
}
