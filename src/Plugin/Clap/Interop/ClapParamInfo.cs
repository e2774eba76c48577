namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_param_info.</summary>
internal unsafe struct ClapParamInfo
{
    public const uint IsStepped = 1 << 0;
    public const uint IsReadOnly = 1 << 3;
    public const uint IsBypass = 1 << 4;
    public const uint IsAutomatable = 1 << 5;
    public const uint IsEnum = 1 << 16;

    public uint Id;
    public uint Flags;
    public void* Cookie;
    public fixed byte Name[256];
    public fixed byte Module[1024];
    public double Minimum;
    public double Maximum;
    public double Default;
}
