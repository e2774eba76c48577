using System.Runtime.InteropServices;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.View;

/// <summary>IEventHandler and ITimerHandler: what a Linux host's run loop calls.</summary>
internal static unsafe class RunLoopHandlerVtables
{
    public static readonly nint EventHandler = Vtable.Create(
        (nint)(delegate* unmanaged<ComInterface*, int, void>)&OnDescriptorIsSet
    );

    public static readonly nint TimerHandler = Vtable.Create((nint)(delegate* unmanaged<ComInterface*, void>)&OnTimer);

    [UnmanagedCallersOnly]
    private static void OnDescriptorIsSet(ComInterface* self, int descriptor)
    {
        try
        {
            ComInterface.Target<Vst3PlugView>(self).OnInput();
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(RunLoopHandlerVtables));
        }
    }

    [UnmanagedCallersOnly]
    private static void OnTimer(ComInterface* self)
    {
        try
        {
            ComInterface.Target<Vst3PlugView>(self).OnTimer();
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(RunLoopHandlerVtables));
        }
    }
}
