namespace LakhNes.Ui.Windows.Win32;

/// <summary>STGMEDIUM.</summary>
internal struct StorageMedium
{
    public uint Medium;
    public nint Handle;
    public nint Owner;
}
