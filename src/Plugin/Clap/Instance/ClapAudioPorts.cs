using LakhNes.Dsp.Apu;
using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Instance;

/// <summary>Descriptions of the audio ports and their configurations.</summary>
internal static unsafe class ClapAudioPorts
{
    /// <summary>Configurations to choose from.</summary>
    public const uint ConfigCount = 2;

    private static readonly byte* Stereo = NativeText.Permanent("stereo");
    private static readonly byte* Mono = NativeText.Permanent("mono");

    /// <summary>Output ports of a configuration; there are no inputs.</summary>
    public static uint Count(ClapPortsConfig config) => config == ClapPortsConfig.Stereo ? 1u : 1 + PluginInstance.VoiceCount;

    /// <summary>Describes an output port; its id is its place.</summary>
    public static bool GetInfo(ClapPortsConfig config, uint index, bool isInput, ClapAudioPortInfo* info)
    {
        if (info is null || isInput || index >= Count(config))
            return false;
        bool main = index == 0;
        *info = new ClapAudioPortInfo
        {
            Id = index,
            Flags =
                ClapAudioPortInfo.Supports64Bits
                | ClapAudioPortInfo.RequiresCommonSampleSize
                | (main ? ClapAudioPortInfo.IsMain : 0),
            ChannelCount = main ? 2u : 1u,
            PortType = main ? Stereo : Mono,
            InPlacePair = ClapAudioPortInfo.NoPair,
        };
        NativeText.Write(info->Name, 256, main ? "Main" : ParameterTable.VoiceName((ApuVoice)(index - 1)));
        return true;
    }

    /// <summary>Describes a configuration; its id is its place.</summary>
    public static bool GetConfig(uint index, ClapAudioPortsConfig* config)
    {
        if (config is null || index >= ConfigCount)
            return false;
        *config = new ClapAudioPortsConfig
        {
            Id = index,
            OutputPortCount = Count((ClapPortsConfig)index),
            HasMainOutput = 1,
            MainOutputChannelCount = 2,
            MainOutputPortType = Stereo,
        };
        NativeText.Write(config->Name, 256, (ClapPortsConfig)index == ClapPortsConfig.Stereo ? "Stereo" : "Stereo and voices");
        return true;
    }
}
