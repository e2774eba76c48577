namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_window: the kind of window and its handle.</summary>
internal unsafe struct ClapWindow
{
    public byte* Api;
    public nint Handle;
}
