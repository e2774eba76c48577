namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_preset_discovery_filetype.</summary>
internal unsafe struct ClapPresetFiletype
{
    public byte* Name;
    public byte* Description;
    public byte* FileExtension;
}
