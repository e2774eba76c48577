namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_process.</summary>
internal unsafe struct ClapProcess
{
    public long SteadyTime;
    public uint FrameCount;
    public ClapEventTransport* Transport;
    public ClapAudioBuffer* Inputs;
    public ClapAudioBuffer* Outputs;
    public uint InputCount;
    public uint OutputCount;
    public ClapInputEvents* InEvents;
    public ClapOutputEvents* OutEvents;
}
