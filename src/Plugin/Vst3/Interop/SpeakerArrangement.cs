namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Speaker bit sets that the plugin's buses use.</summary>
internal enum SpeakerArrangement : ulong
{
    Empty = 0,
    Stereo = 3,
    Mono = 1 << 19,
}
