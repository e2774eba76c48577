namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_output_events.</summary>
internal unsafe struct ClapOutputEvents
{
    public void* Context;
    public delegate* unmanaged[Cdecl]<ClapOutputEvents*, ClapEventHeader*, byte> TryPush;
}
