namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_remote_controls_page.</summary>
internal unsafe struct ClapRemoteControlsPage
{
    public const int ControlCount = 8;
    public const uint NoParameter = uint.MaxValue;

    public fixed byte SectionName[256];
    public uint PageId;
    public fixed byte PageName[256];
    public fixed uint ParamIds[ControlCount];
    public byte IsForPreset;
}
