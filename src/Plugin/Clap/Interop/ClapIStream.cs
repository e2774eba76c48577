namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_istream.</summary>
internal unsafe struct ClapIStream
{
    public void* Context;
    public delegate* unmanaged[Cdecl]<ClapIStream*, void*, ulong, long> Read;
}
