using System.Runtime.InteropServices;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;
using LakhNes.Plugin.Vst3.Interop;
using LakhNes.Plugin.Vst3.View;

namespace LakhNes.Plugin.Vst3.Vtables;

/// <summary>IEditController, with IPluginBase before it.</summary>
internal static unsafe class EditControllerVtable
{
    public static readonly nint Table = Vtable.Create(
        (nint)(delegate* unmanaged<ComInterface*, void*, int>)&Initialize,
        (nint)(delegate* unmanaged<ComInterface*, int>)&Terminate,
        (nint)(delegate* unmanaged<ComInterface*, IBStream*, int>)&SetComponentState,
        (nint)(delegate* unmanaged<ComInterface*, IBStream*, int>)&SetState,
        (nint)(delegate* unmanaged<ComInterface*, IBStream*, int>)&GetState,
        (nint)(delegate* unmanaged<ComInterface*, int>)&GetParameterCount,
        (nint)(delegate* unmanaged<ComInterface*, int, ParameterInfo*, int>)&GetParameterInfo,
        (nint)(delegate* unmanaged<ComInterface*, uint, double, char*, int>)&GetParamStringByValue,
        (nint)(delegate* unmanaged<ComInterface*, uint, char*, double*, int>)&GetParamValueByString,
        (nint)(delegate* unmanaged<ComInterface*, uint, double, double>)&NormalizedParamToPlain,
        (nint)(delegate* unmanaged<ComInterface*, uint, double, double>)&PlainParamToNormalized,
        (nint)(delegate* unmanaged<ComInterface*, uint, double>)&GetParamNormalized,
        (nint)(delegate* unmanaged<ComInterface*, uint, double, int>)&SetParamNormalized,
        (nint)(delegate* unmanaged<ComInterface*, IComponentHandler*, int>)&SetComponentHandler,
        (nint)(delegate* unmanaged<ComInterface*, byte*, void*>)&CreateView
    );

    private static Vst3Instance Of(ComInterface* self) => ComInterface.Target<Vst3Instance>(self);

    // component and controller are one object, which the host may initialise and terminate through either
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
            FaultLog.Keep(fault, nameof(EditControllerVtable));
            return Result.InternalError;
        }
    }

    // the component's state is the controller's: IComponent::setState has already told it everything
    [UnmanagedCallersOnly]
    private static int SetComponentState(ComInterface* self, IBStream* stream) =>
        stream is null ? Result.InvalidArgument : Result.Ok;

    [UnmanagedCallersOnly]
    private static int SetState(ComInterface* self, IBStream* stream) => Result.NotImplemented;

    [UnmanagedCallersOnly]
    private static int GetState(ComInterface* self, IBStream* stream) => Result.NotImplemented;

    [UnmanagedCallersOnly]
    private static int GetParameterCount(ComInterface* self)
    {
        try
        {
            return Vst3Parameters.Count;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(EditControllerVtable));
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetParameterInfo(ComInterface* self, int index, ParameterInfo* info)
    {
        try
        {
            return Vst3Parameters.GetInfo(index, info);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(EditControllerVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetParamStringByValue(ComInterface* self, uint id, double normalised, char* text)
    {
        try
        {
            return Vst3Parameters.ToText(id, normalised, text);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(EditControllerVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetParamValueByString(ComInterface* self, uint id, char* text, double* normalised)
    {
        try
        {
            return Vst3Parameters.FromText(id, text, normalised);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(EditControllerVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static double NormalizedParamToPlain(ComInterface* self, uint id, double normalised)
    {
        try
        {
            return Vst3Parameters.ToPlain(id, normalised);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(EditControllerVtable));
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static double PlainParamToNormalized(ComInterface* self, uint id, double plain)
    {
        try
        {
            return Vst3Parameters.ToNormalised(id, plain);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(EditControllerVtable));
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static double GetParamNormalized(ComInterface* self, uint id)
    {
        try
        {
            return Of(self).GetParamNormalized(id);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(EditControllerVtable));
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static int SetParamNormalized(ComInterface* self, uint id, double normalised)
    {
        try
        {
            return Of(self).SetParamNormalized(id, normalised);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(EditControllerVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int SetComponentHandler(ComInterface* self, IComponentHandler* handler)
    {
        try
        {
            return Of(self).SetComponentHandler(handler);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(EditControllerVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static void* CreateView(ComInterface* self, byte* name)
    {
        try
        {
            return name is not null && NativeText.Read(name) == "editor" ? Vst3PlugView.Create(Of(self)) : null;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(EditControllerVtable));
            return null;
        }
    }
}
