namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_preset_discovery_provider_descriptor.</summary>
internal unsafe struct ClapPresetProviderDescriptor
{
    public ClapVersion Version;
    public byte* Id;
    public byte* Name;
    public byte* Vendor;
}
