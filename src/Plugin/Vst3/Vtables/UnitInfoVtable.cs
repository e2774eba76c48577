using System.Runtime.InteropServices;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Vtables;

/// <summary>IUnitInfo.</summary>
internal static unsafe class UnitInfoVtable
{
    public static readonly nint Table = Vtable.Create(
        (nint)(delegate* unmanaged<ComInterface*, int>)&GetUnitCount,
        (nint)(delegate* unmanaged<ComInterface*, int, UnitInfo*, int>)&GetUnitInfo,
        (nint)(delegate* unmanaged<ComInterface*, int>)&GetProgramListCount,
        (nint)(delegate* unmanaged<ComInterface*, int, ProgramListInfo*, int>)&GetProgramListInfo,
        (nint)(delegate* unmanaged<ComInterface*, int, int, char*, int>)&GetProgramName,
        (nint)(delegate* unmanaged<ComInterface*, int, int, byte*, char*, int>)&GetProgramInfo,
        (nint)(delegate* unmanaged<ComInterface*, int, int, int>)&HasProgramPitchNames,
        (nint)(delegate* unmanaged<ComInterface*, int, int, short, char*, int>)&GetProgramPitchName,
        (nint)(delegate* unmanaged<ComInterface*, int>)&GetSelectedUnit,
        (nint)(delegate* unmanaged<ComInterface*, int, int>)&SelectUnit,
        (nint)(delegate* unmanaged<ComInterface*, MediaType, BusDirection, int, int, int*, int>)&GetUnitByBus,
        (nint)(delegate* unmanaged<ComInterface*, int, int, IBStream*, int>)&SetUnitProgramData
    );

    private static Vst3Instance Of(ComInterface* self) => ComInterface.Target<Vst3Instance>(self);

    [UnmanagedCallersOnly]
    private static int GetUnitCount(ComInterface* self)
    {
        try
        {
            return Vst3Units.Count;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(UnitInfoVtable));
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetUnitInfo(ComInterface* self, int index, UnitInfo* info)
    {
        try
        {
            return Vst3Units.GetInfo(index, info);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(UnitInfoVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetProgramListCount(ComInterface* self) => 1;

    [UnmanagedCallersOnly]
    private static int GetProgramListInfo(ComInterface* self, int index, ProgramListInfo* info)
    {
        try
        {
            return Vst3Programs.GetListInfo(index, info);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(UnitInfoVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetProgramName(ComInterface* self, int listId, int index, char* name)
    {
        try
        {
            return Vst3Programs.GetName(listId, index, name);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(UnitInfoVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetProgramInfo(ComInterface* self, int listId, int index, byte* attribute, char* value) => Result.False;

    [UnmanagedCallersOnly]
    private static int HasProgramPitchNames(ComInterface* self, int listId, int index) => Result.False;

    [UnmanagedCallersOnly]
    private static int GetProgramPitchName(ComInterface* self, int listId, int index, short pitch, char* name) => Result.False;

    [UnmanagedCallersOnly]
    private static int GetSelectedUnit(ComInterface* self)
    {
        try
        {
            return Of(self).SelectedUnit;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(UnitInfoVtable));
            return UnitInfo.RootId;
        }
    }

    [UnmanagedCallersOnly]
    private static int SelectUnit(ComInterface* self, int unit)
    {
        try
        {
            return Of(self).SelectUnit(unit);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(UnitInfoVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetUnitByBus(
        ComInterface* self,
        MediaType type,
        BusDirection direction,
        int bus,
        int channel,
        int* unit
    ) => Vst3Units.ByBus(type, direction, bus, unit);

    [UnmanagedCallersOnly]
    private static int SetUnitProgramData(ComInterface* self, int listOrUnit, int index, IBStream* data) => Result.NotImplemented;
}
