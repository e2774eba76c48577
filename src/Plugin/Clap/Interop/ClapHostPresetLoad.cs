namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_host_preset_load.</summary>
internal unsafe struct ClapHostPresetLoad
{
    public delegate* unmanaged[Cdecl]<ClapHost*, ClapPresetLocation, byte*, byte*, int, byte*, void> OnError;
    public delegate* unmanaged[Cdecl]<ClapHost*, ClapPresetLocation, byte*, byte*, void> Loaded;
}
