using System.Runtime.InteropServices;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3;

/// <summary>IPluginFactory, 2 and 3 in one table: each extends the one before.</summary>
internal static unsafe class FactoryVtable
{
    public static readonly nint Table = Vtable.Create(
        (nint)(delegate* unmanaged<ComInterface*, PFactoryInfo*, int>)&GetFactoryInfo,
        (nint)(delegate* unmanaged<ComInterface*, int>)&CountClasses,
        (nint)(delegate* unmanaged<ComInterface*, int, PClassInfo*, int>)&GetClassInfo,
        (nint)(delegate* unmanaged<ComInterface*, Tuid*, Tuid*, ComInterface**, int>)&CreateInstance,
        (nint)(delegate* unmanaged<ComInterface*, int, PClassInfo2*, int>)&GetClassInfo2,
        (nint)(delegate* unmanaged<ComInterface*, int, PClassInfoW*, int>)&GetClassInfoUnicode,
        (nint)(delegate* unmanaged<ComInterface*, void*, int>)&SetHostContext
    );

    [UnmanagedCallersOnly]
    private static int GetFactoryInfo(ComInterface* self, PFactoryInfo* info)
    {
        try
        {
            return Vst3PluginFactory.GetFactoryInfo(info);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(FactoryVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int CountClasses(ComInterface* self) => 1;

    [UnmanagedCallersOnly]
    private static int GetClassInfo(ComInterface* self, int index, PClassInfo* info)
    {
        try
        {
            return Vst3PluginFactory.GetClassInfo(index, info);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(FactoryVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int CreateInstance(ComInterface* self, Tuid* classId, Tuid* interfaceId, ComInterface** result)
    {
        try
        {
            return Vst3PluginFactory.CreateInstance(classId, interfaceId, result);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(FactoryVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetClassInfo2(ComInterface* self, int index, PClassInfo2* info)
    {
        try
        {
            return Vst3PluginFactory.GetClassInfo2(index, info);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(FactoryVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetClassInfoUnicode(ComInterface* self, int index, PClassInfoW* info)
    {
        try
        {
            return Vst3PluginFactory.GetClassInfoUnicode(index, info);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(FactoryVtable));
            return Result.InternalError;
        }
    }

    // the plugin asks nothing of the host beyond what each call gives it
    [UnmanagedCallersOnly]
    private static int SetHostContext(ComInterface* self, void* context) => Result.Ok;
}
