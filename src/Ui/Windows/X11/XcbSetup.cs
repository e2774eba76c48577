namespace LakhNes.Ui.Windows.X11;

/// <summary>xcb_setup_t, up to the root window count.</summary>
internal struct XcbSetup
{
    public byte Status;
    public byte Pad0;
    public ushort ProtocolMajor;
    public ushort ProtocolMinor;
    public ushort Length;
    public uint Release;
    public uint ResourceIdBase;
    public uint ResourceIdMask;
    public uint MotionBufferSize;
    public ushort VendorLength;
    public ushort MaximumRequestLength;
    public byte RootsLength;
    public byte PixmapFormatsLength;
    public byte ImageByteOrder;
    public byte BitmapBitOrder;
    public byte ScanlineUnit;
    public byte ScanlinePad;
    public byte MinKeycode;
    public byte MaxKeycode;
}
