namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_host_state.</summary>
internal unsafe struct ClapHostState
{
    public delegate* unmanaged[Cdecl]<ClapHost*, void> MarkDirty;
}
