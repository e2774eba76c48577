using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_timer_support: the window's frames.</summary>
internal static unsafe class TimerSupportExtension
{
    public static readonly nint Table = NativeTable.Create((nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, void>)&OnTimer);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnTimer(ClapPlugin* plugin, uint id)
    {
        try
        {
            ClapInstance.Of(plugin).OnTimer(id);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(TimerSupportExtension));
        }
    }
}
