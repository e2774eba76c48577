using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap;

/// <summary>clap_plugin's own functions: they pass calls on to the <see cref="ClapInstance"/>.</summary>
internal static unsafe class ClapPluginFunctions
{
    /// <summary>A clap_plugin without its data.</summary>
    public static ClapPlugin Table =>
        new()
        {
            Descriptor = ClapPluginFactory.Descriptor,
            Init = &Init,
            Destroy = &Destroy,
            Activate = &Activate,
            Deactivate = &Deactivate,
            StartProcessing = &StartProcessing,
            StopProcessing = &StopProcessing,
            Reset = &Reset,
            Process = &Process,
            GetExtension = &GetExtension,
            OnMainThread = &OnMainThread,
        };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Init(ClapPlugin* plugin)
    {
        try
        {
            ClapInstance.Of(plugin).Init();
            return 1;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapPluginFunctions));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Destroy(ClapPlugin* plugin)
    {
        try
        {
            ClapInstance.Destroy(plugin);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapPluginFunctions));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Activate(ClapPlugin* plugin, double sampleRate, uint minFrames, uint maxFrames)
    {
        try
        {
            return ToByte(ClapInstance.Of(plugin).Core.TryActivate(sampleRate, (int)Math.Min(maxFrames, int.MaxValue)));
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapPluginFunctions));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Deactivate(ClapPlugin* plugin)
    {
        try
        {
            ClapInstance.Of(plugin).Core.Deactivate();
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapPluginFunctions));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte StartProcessing(ClapPlugin* plugin) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void StopProcessing(ClapPlugin* plugin) { }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Reset(ClapPlugin* plugin)
    {
        try
        {
            ClapInstance.Of(plugin).Reset();
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapPluginFunctions));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ClapProcessStatus Process(ClapPlugin* plugin, ClapProcess* process)
    {
        try
        {
            return ClapInstance.Of(plugin).Process(process);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapPluginFunctions));
            return ClapProcessStatus.Error;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetExtension(ClapPlugin* plugin, byte* id)
    {
        try
        {
            return id is null ? 0 : ClapExtensions.Find(NativeText.Read(id));
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapPluginFunctions));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMainThread(ClapPlugin* plugin)
    {
        try
        {
            ClapInstance.Of(plugin).OnMainThread();
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapPluginFunctions));
        }
    }

    private static byte ToByte(bool value) => value ? (byte)1 : (byte)0;
}
