using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_audio_ports_activation: a port that is off is not rendered.</summary>
internal static unsafe class AudioPortsActivationExtension
{
    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, byte>)&CanActivateWhileProcessing,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, byte, uint, byte, uint, byte>)&SetActive
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte CanActivateWhileProcessing(ClapPlugin* plugin) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte SetActive(ClapPlugin* plugin, byte isInput, uint index, byte isActive, uint sampleSize)
    {
        try
        {
            return ClapInstance.Of(plugin).ActivatePort(isInput != 0, index, isActive != 0) ? (byte)1 : (byte)0;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(AudioPortsActivationExtension));
            return 0;
        }
    }
}
