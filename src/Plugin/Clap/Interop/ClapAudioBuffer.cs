namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_audio_buffer.</summary>
internal unsafe struct ClapAudioBuffer
{
    public void** Data32;
    public void** Data64;
    public uint ChannelCount;
    public uint Latency;
    public ulong ConstantMask;
}
