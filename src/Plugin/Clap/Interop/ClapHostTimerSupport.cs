namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_host_timer_support.</summary>
internal unsafe struct ClapHostTimerSupport
{
    public delegate* unmanaged[Cdecl]<ClapHost*, uint, uint*, byte> Register;
    public delegate* unmanaged[Cdecl]<ClapHost*, uint, byte> Unregister;
}
