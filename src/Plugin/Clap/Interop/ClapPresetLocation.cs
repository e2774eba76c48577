namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_preset_discovery_location_kind.</summary>
internal enum ClapPresetLocation : uint
{
    File = 0,
    Plugin = 1,
}
