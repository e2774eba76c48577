namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_host.</summary>
internal unsafe struct ClapHost
{
    public ClapVersion Version;
    public void* HostData;
    public byte* Name;
    public byte* Vendor;
    public byte* Url;
    public byte* HostVersion;
    public delegate* unmanaged[Cdecl]<ClapHost*, byte*, void*> GetExtension;
    public delegate* unmanaged[Cdecl]<ClapHost*, void> RequestRestart;
    public delegate* unmanaged[Cdecl]<ClapHost*, void> RequestProcess;
    public delegate* unmanaged[Cdecl]<ClapHost*, void> RequestCallback;
}
