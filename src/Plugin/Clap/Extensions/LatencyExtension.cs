using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Engine;
using LakhNes.Plugin.Clap.Interop;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_latency: constant.</summary>
internal static unsafe class LatencyExtension
{
    public static readonly nint Table = NativeTable.Create((nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)&Get);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint Get(ClapPlugin* plugin) => ChipEngine.LatencySamples;
}
