namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_preset_discovery_location.</summary>
internal unsafe struct ClapPresetDiscoveryLocation
{
    public const uint IsFactoryContent = 1 << 0;
    public const uint IsUserContent = 1 << 1;

    public uint Flags;
    public byte* Name;
    public ClapPresetLocation Kind;
    public byte* Location;
}
