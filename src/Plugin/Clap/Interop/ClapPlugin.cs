using LakhNes.Plugin.Clap.Instance;

namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_plugin: what a host holds of an instance.</summary>
internal unsafe struct ClapPlugin
{
    public ClapPluginDescriptor* Descriptor;

    /// <summary>GCHandle of the <see cref="ClapInstance"/>.</summary>
    public nint Data;
    public delegate* unmanaged[Cdecl]<ClapPlugin*, byte> Init;
    public delegate* unmanaged[Cdecl]<ClapPlugin*, void> Destroy;
    public delegate* unmanaged[Cdecl]<ClapPlugin*, double, uint, uint, byte> Activate;
    public delegate* unmanaged[Cdecl]<ClapPlugin*, void> Deactivate;
    public delegate* unmanaged[Cdecl]<ClapPlugin*, byte> StartProcessing;
    public delegate* unmanaged[Cdecl]<ClapPlugin*, void> StopProcessing;
    public delegate* unmanaged[Cdecl]<ClapPlugin*, void> Reset;
    public delegate* unmanaged[Cdecl]<ClapPlugin*, ClapProcess*, ClapProcessStatus> Process;
    public delegate* unmanaged[Cdecl]<ClapPlugin*, byte*, nint> GetExtension;
    public delegate* unmanaged[Cdecl]<ClapPlugin*, void> OnMainThread;
}
