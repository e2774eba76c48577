namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>What a bus carries.</summary>
internal enum MediaType
{
    Audio,
    Event,
}
