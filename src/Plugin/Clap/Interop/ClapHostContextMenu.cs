namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_host_context_menu.</summary>
internal unsafe struct ClapHostContextMenu
{
    public delegate* unmanaged[Cdecl]<ClapHost*, ClapContextMenuTarget*, void*, byte> Populate;
    public delegate* unmanaged[Cdecl]<ClapHost*, ClapContextMenuTarget*, uint, byte> Perform;
    public delegate* unmanaged[Cdecl]<ClapHost*, byte> CanPopup;
    public delegate* unmanaged[Cdecl]<ClapHost*, ClapContextMenuTarget*, int, int, int, byte> Popup;
}
