namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_ostream.</summary>
internal unsafe struct ClapOStream
{
    public void* Context;
    public delegate* unmanaged[Cdecl]<ClapOStream*, void*, ulong, long> Write;
}
