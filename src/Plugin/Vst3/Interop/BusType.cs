namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Weight of a bus.</summary>
internal enum BusType
{
    Main,
    Aux,
}
