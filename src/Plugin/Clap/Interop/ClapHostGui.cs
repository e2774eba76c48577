namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_host_gui.</summary>
internal unsafe struct ClapHostGui
{
    public delegate* unmanaged[Cdecl]<ClapHost*, void> ResizeHintsChanged;
    public delegate* unmanaged[Cdecl]<ClapHost*, uint, uint, byte> RequestResize;
    public delegate* unmanaged[Cdecl]<ClapHost*, byte> RequestShow;
    public delegate* unmanaged[Cdecl]<ClapHost*, byte> RequestHide;
    public delegate* unmanaged[Cdecl]<ClapHost*, byte, void> Closed;
}
