namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_plugin_descriptor.</summary>
internal unsafe struct ClapPluginDescriptor
{
    public ClapVersion Version;
    public byte* Id;
    public byte* Name;
    public byte* Vendor;
    public byte* Url;
    public byte* ManualUrl;
    public byte* SupportUrl;
    public byte* PluginVersion;
    public byte* Description;

    /// <summary>Ends with null.</summary>
    public byte** Features;
}
