using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_state.</summary>
internal static unsafe class StateExtension
{
    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, ClapOStream*, byte>)&Save,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, ClapIStream*, byte>)&Load
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Save(ClapPlugin* plugin, ClapOStream* stream)
    {
        try
        {
            return ClapInstance.Of(plugin).SaveState(stream) ? (byte)1 : (byte)0;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(StateExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Load(ClapPlugin* plugin, ClapIStream* stream)
    {
        try
        {
            return ClapInstance.Of(plugin).LoadState(stream) ? (byte)1 : (byte)0;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(StateExtension));
            return 0;
        }
    }
}
