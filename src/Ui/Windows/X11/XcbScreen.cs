namespace LakhNes.Ui.Windows.X11;

/// <summary>xcb_screen_t.</summary>
internal struct XcbScreen
{
    public uint Root;
    public uint DefaultColormap;
    public uint WhitePixel;
    public uint BlackPixel;
    public uint InputMasks;
    public ushort Width;
    public ushort Height;
    public ushort MillimetresWide;
    public ushort MillimetresHigh;
    public ushort MinMaps;
    public ushort MaxMaps;
    public uint RootVisual;
    public byte BackingStores;
    public byte SaveUnders;
    public byte RootDepth;
    public byte AllowedDepths;
}
