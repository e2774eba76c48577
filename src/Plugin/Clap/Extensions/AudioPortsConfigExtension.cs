using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_audio_ports_config: stereo alone, or with the voices' outputs.</summary>
internal static unsafe class AudioPortsConfigExtension
{
    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)&Count,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, ClapAudioPortsConfig*, byte>)&Get,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, byte>)&Select
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint Count(ClapPlugin* plugin) => ClapAudioPorts.ConfigCount;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Get(ClapPlugin* plugin, uint index, ClapAudioPortsConfig* config)
    {
        try
        {
            return ClapAudioPorts.GetConfig(index, config) ? (byte)1 : (byte)0;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(AudioPortsConfigExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Select(ClapPlugin* plugin, uint config)
    {
        try
        {
            return ClapInstance.Of(plugin).SelectPorts(config) ? (byte)1 : (byte)0;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(AudioPortsConfigExtension));
            return 0;
        }
    }
}
