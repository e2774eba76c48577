namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_event_param_gesture.</summary>
internal struct ClapEventParamGesture
{
    public ClapEventHeader Header;
    public uint ParamId;
}
