namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_gui_resize_hints.</summary>
internal struct ClapGuiResizeHints
{
    public byte CanResizeHorizontally;
    public byte CanResizeVertically;
    public byte PreservesAspectRatio;
    public uint AspectRatioWidth;
    public uint AspectRatioHeight;
}
