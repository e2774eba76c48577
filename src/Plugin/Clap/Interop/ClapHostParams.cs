namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_host_params.</summary>
internal unsafe struct ClapHostParams
{
    public const uint RescanValues = 1;

    public delegate* unmanaged[Cdecl]<ClapHost*, uint, void> Rescan;
    public delegate* unmanaged[Cdecl]<ClapHost*, uint, uint, void> Clear;
    public delegate* unmanaged[Cdecl]<ClapHost*, void> RequestFlush;
}
