namespace LakhNes.Ui.Windows.Win32;

/// <summary>FORMATETC.</summary>
internal struct DataFormat
{
    public ushort Format;
    public nint Device;
    public uint Aspect;
    public int Index;
    public uint Medium;
}
