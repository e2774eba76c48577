namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_voice_info.</summary>
internal struct ClapVoiceInfo
{
    public const ulong SupportsOverlappingNotes = 1;

    public uint VoiceCount;
    public uint VoiceCapacity;
    public ulong Flags;
}
