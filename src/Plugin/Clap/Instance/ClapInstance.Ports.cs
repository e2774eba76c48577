namespace LakhNes.Plugin.Clap.Instance;

// Audio ports: the host chooses between two configurations, and may switch single ports off.
internal sealed unsafe partial class ClapInstance
{
    private readonly bool[] _portActive = [true, true, true, true, true, true];

    /// <summary>The configuration that is selected.</summary>
    public ClapPortsConfig PortsConfig { get; private set; }

    /// <summary>clap_plugin_audio_ports_config.select.</summary>
    public bool SelectPorts(uint config)
    {
        if (config >= ClapAudioPorts.ConfigCount || Core.Engine.IsActive)
            return false;
        PortsConfig = (ClapPortsConfig)config;
        // a new list of ports starts with all of them active
        _portActive.AsSpan().Fill(true);
        return true;
    }

    /// <summary>clap_plugin_audio_ports_activation.set_active.</summary>
    public bool ActivatePort(bool isInput, uint index, bool active)
    {
        if (isInput || index >= ClapAudioPorts.Count(PortsConfig))
            return false;
        _portActive[index] = active;
        return true;
    }

    private bool IsRendered(int port) => port < ClapAudioPorts.Count(PortsConfig) && _portActive[port];
}
