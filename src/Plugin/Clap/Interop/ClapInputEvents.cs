namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_input_events.</summary>
internal unsafe struct ClapInputEvents
{
    public void* Context;
    public delegate* unmanaged[Cdecl]<ClapInputEvents*, uint> Size;
    public delegate* unmanaged[Cdecl]<ClapInputEvents*, uint, ClapEventHeader*> Get;
}
