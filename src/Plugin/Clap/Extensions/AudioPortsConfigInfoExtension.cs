using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_audio_ports_config_info: the ports of any configuration.</summary>
internal static unsafe class AudioPortsConfigInfoExtension
{
    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)&CurrentConfig,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, uint, byte, ClapAudioPortInfo*, byte>)&Get
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint CurrentConfig(ClapPlugin* plugin) => (uint)ClapInstance.Of(plugin).PortsConfig;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Get(ClapPlugin* plugin, uint config, uint index, byte isInput, ClapAudioPortInfo* info)
    {
        try
        {
            bool found =
                config < ClapAudioPorts.ConfigCount && ClapAudioPorts.GetInfo((ClapPortsConfig)config, index, isInput != 0, info);
            return found ? (byte)1 : (byte)0;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(AudioPortsConfigInfoExtension));
            return 0;
        }
    }
}
