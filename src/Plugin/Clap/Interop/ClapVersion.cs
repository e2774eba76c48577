namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_version.</summary>
internal struct ClapVersion
{
    public uint Major;
    public uint Minor;
    public uint Revision;

    /// <summary>The version that the plugin is written for.</summary>
    public static ClapVersion Current =>
        new()
        {
            Major = 1,
            Minor = 2,
            Revision = 2,
        };
}
