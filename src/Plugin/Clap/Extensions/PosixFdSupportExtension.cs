using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_posix_fd_support: the window's input.</summary>
internal static unsafe class PosixFdSupportExtension
{
    public static readonly nint Table = NativeTable.Create((nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, int, uint, void>)&OnFd);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFd(ClapPlugin* plugin, int descriptor, uint flags)
    {
        try
        {
            ClapInstance.Of(plugin).OnDescriptor(descriptor);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(PosixFdSupportExtension));
        }
    }
}
