using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_audio_ports: the ports of the selected configuration.</summary>
internal static unsafe class AudioPortsExtension
{
    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, byte, uint>)&Count,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, byte, ClapAudioPortInfo*, byte>)&Get
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint Count(ClapPlugin* plugin, byte isInput) =>
        isInput != 0 ? 0 : ClapAudioPorts.Count(ClapInstance.Of(plugin).PortsConfig);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Get(ClapPlugin* plugin, uint index, byte isInput, ClapAudioPortInfo* info)
    {
        try
        {
            return ClapAudioPorts.GetInfo(ClapInstance.Of(plugin).PortsConfig, index, isInput != 0, info) ? (byte)1 : (byte)0;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(AudioPortsExtension));
            return 0;
        }
    }
}
