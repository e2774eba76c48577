using System.Runtime.InteropServices;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Vtables;

/// <summary>IComponent, with IPluginBase before it.</summary>
internal static unsafe class ComponentVtable
{
    public static readonly nint Table = Vtable.Create(
        (nint)(delegate* unmanaged<ComInterface*, void*, int>)&Initialize,
        (nint)(delegate* unmanaged<ComInterface*, int>)&Terminate,
        (nint)(delegate* unmanaged<ComInterface*, Tuid*, int>)&GetControllerClassId,
        (nint)(delegate* unmanaged<ComInterface*, int, int>)&SetIoMode,
        (nint)(delegate* unmanaged<ComInterface*, MediaType, BusDirection, int>)&GetBusCount,
        (nint)(delegate* unmanaged<ComInterface*, MediaType, BusDirection, int, BusInfo*, int>)&GetBusInfo,
        (nint)(delegate* unmanaged<ComInterface*, void*, void*, int>)&GetRoutingInfo,
        (nint)(delegate* unmanaged<ComInterface*, MediaType, BusDirection, int, byte, int>)&ActivateBus,
        (nint)(delegate* unmanaged<ComInterface*, byte, int>)&SetActive,
        (nint)(delegate* unmanaged<ComInterface*, IBStream*, int>)&SetState,
        (nint)(delegate* unmanaged<ComInterface*, IBStream*, int>)&GetState
    );

    private static Vst3Instance Of(ComInterface* self) => ComInterface.Target<Vst3Instance>(self);

    [UnmanagedCallersOnly]
    private static int Initialize(ComInterface* self, void* context) => Result.Ok;

    [UnmanagedCallersOnly]
    private static int Terminate(ComInterface* self)
    {
        try
        {
            return Of(self).Terminate();
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ComponentVtable));
            return Result.InternalError;
        }
    }

    // no separate controller class: the component answers for IEditController itself
    [UnmanagedCallersOnly]
    private static int GetControllerClassId(ComInterface* self, Tuid* classId) => Result.NotImplemented;

    [UnmanagedCallersOnly]
    private static int SetIoMode(ComInterface* self, int mode) => Result.NotImplemented;

    [UnmanagedCallersOnly]
    private static int GetBusCount(ComInterface* self, MediaType type, BusDirection direction) =>
        Vst3Buses.Count(type, direction);

    [UnmanagedCallersOnly]
    private static int GetBusInfo(ComInterface* self, MediaType type, BusDirection direction, int index, BusInfo* info)
    {
        try
        {
            return Vst3Buses.GetInfo(type, direction, index, info);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ComponentVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetRoutingInfo(ComInterface* self, void* from, void* to) => Result.NotImplemented;

    [UnmanagedCallersOnly]
    private static int ActivateBus(ComInterface* self, MediaType type, BusDirection direction, int index, byte state)
    {
        try
        {
            return Of(self).ActivateBus(type, direction, index, state != 0);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ComponentVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int SetActive(ComInterface* self, byte state)
    {
        try
        {
            return Of(self).SetActive(state != 0);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ComponentVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int SetState(ComInterface* self, IBStream* stream)
    {
        try
        {
            return Of(self).SetState(stream);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ComponentVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetState(ComInterface* self, IBStream* stream)
    {
        try
        {
            return Of(self).GetState(stream);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ComponentVtable));
            return Result.InternalError;
        }
    }
}
