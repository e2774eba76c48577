namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_universal_plugin_id.</summary>
internal unsafe struct ClapUniversalPluginId
{
    public byte* Abi;
    public byte* Id;
}
