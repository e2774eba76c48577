namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Which way a bus goes.</summary>
internal enum BusDirection
{
    Input,
    Output,
}
