using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_render: the host says when it renders faster or slower than real time.</summary>
internal static unsafe class RenderExtension
{
    private const int Realtime = 0;
    private const int Offline = 1;

    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, byte>)&HasHardRealtimeRequirement,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, int, byte>)&Set
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte HasHardRealtimeRequirement(ClapPlugin* plugin) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Set(ClapPlugin* plugin, int mode)
    {
        try
        {
            if (mode is not (Realtime or Offline))
                return 0;
            ClapInstance.Of(plugin).SetOffline(mode == Offline);
            return 1;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(RenderExtension));
            return 0;
        }
    }
}
