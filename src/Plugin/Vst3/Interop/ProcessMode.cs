namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>How urgently a block is wanted.</summary>
internal enum ProcessMode
{
    Realtime,
    Prefetch,
    Offline,
}
