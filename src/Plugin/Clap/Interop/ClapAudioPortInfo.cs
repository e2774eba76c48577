namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_audio_port_info.</summary>
internal unsafe struct ClapAudioPortInfo
{
    public const uint IsMain = 1 << 0;
    public const uint Supports64Bits = 1 << 1;
    public const uint RequiresCommonSampleSize = 1 << 3;
    public const uint NoPair = uint.MaxValue;

    public uint Id;
    public fixed byte Name[256];
    public uint Flags;
    public uint ChannelCount;
    public byte* PortType;
    public uint InPlacePair;
}
