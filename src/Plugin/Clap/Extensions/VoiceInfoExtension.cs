using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Settings;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_voice_info.</summary>
internal static unsafe class VoiceInfoExtension
{
    private static readonly int Mode = ParameterTable.Of(MainParameter.VoiceMode).Index;

    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, ClapVoiceInfo*, byte>)&Get
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Get(ClapPlugin* plugin, ClapVoiceInfo* info)
    {
        try
        {
            if (info is null)
                return 0;
            *info = new ClapVoiceInfo
            {
                VoiceCount = Count(ClapInstance.Of(plugin).Core),
                VoiceCapacity = PluginInstance.VoiceCount,
                Flags = ClapVoiceInfo.SupportsOverlappingNotes,
            };
            return 1;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(VoiceInfoExtension));
            return 0;
        }
    }

    private static uint Count(PluginInstance core) =>
        (VoiceMode)core.Engine.GetParameter(Mode) switch
        {
            VoiceMode.Channels => PluginInstance.VoiceCount,
            // both pulses, the triangle, and noise for the drums
            VoiceMode.Poly => 4,
            _ => 1,
        };
}
