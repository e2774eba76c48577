using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_tail.</summary>
internal static unsafe class TailExtension
{
    public static readonly nint Table = NativeTable.Create((nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)&Get);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint Get(ClapPlugin* plugin)
    {
        try
        {
            return (uint)ClapInstance.Of(plugin).Core.Engine.TailSamples;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(TailExtension));
            return 0;
        }
    }
}
