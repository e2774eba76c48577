namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Who made the module.</summary>
internal unsafe struct PFactoryInfo
{
    public const int Unicode = 1 << 4;

    public fixed byte Vendor[64];
    public fixed byte Url[256];
    public fixed byte Email[128];
    public int Flags;
}
