namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Buffers of one audio bus.</summary>
internal unsafe struct AudioBusBuffers
{
    public int ChannelCount;
    public ulong SilenceFlags;

    /// <summary>One pointer a channel, to 32- or 64-bit samples; null while the host only flushes parameters.</summary>
    public void** ChannelBuffers;
}
