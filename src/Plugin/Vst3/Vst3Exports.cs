using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3;

/// <summary>
/// What a VST3 host looks up in the library. The first call into a fresh library comes through here: the runtime starts up in it,
/// so the entry points do nothing but call a body that is not inlined into them.
/// </summary>
internal static unsafe class Vst3Exports
{
    [UnmanagedCallersOnly(EntryPoint = "GetPluginFactory")]
    internal static ComInterface* GetPluginFactory() => Factory();

    [UnmanagedCallersOnly(EntryPoint = "ModuleEntry")]
    internal static byte ModuleEntry(void* handle) => 1;

    [UnmanagedCallersOnly(EntryPoint = "ModuleExit")]
    internal static byte ModuleExit() => 1;

    [UnmanagedCallersOnly(EntryPoint = "bundleEntry")]
    internal static byte BundleEntry(void* bundle) => 1;

    [UnmanagedCallersOnly(EntryPoint = "bundleExit")]
    internal static byte BundleExit() => 1;

    [UnmanagedCallersOnly(EntryPoint = "InitDll")]
    internal static byte InitDll() => 1;

    [UnmanagedCallersOnly(EntryPoint = "ExitDll")]
    internal static byte ExitDll() => 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ComInterface* Factory()
    {
        try
        {
            return Vst3PluginFactory.Get();
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(Vst3Exports));
            return null;
        }
    }
}
