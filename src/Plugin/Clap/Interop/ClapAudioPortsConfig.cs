namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_audio_ports_config.</summary>
internal unsafe struct ClapAudioPortsConfig
{
    public uint Id;
    public fixed byte Name[256];
    public uint InputPortCount;
    public uint OutputPortCount;
    public byte HasMainInput;
    public uint MainInputChannelCount;
    public byte* MainInputPortType;
    public byte HasMainOutput;
    public uint MainOutputChannelCount;
    public byte* MainOutputPortType;
}
