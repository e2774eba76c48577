using System.Runtime.InteropServices;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Vtables;

/// <summary>INoteExpressionController.</summary>
internal static unsafe class NoteExpressionVtable
{
    public static readonly nint Table = Vtable.Create(
        (nint)(delegate* unmanaged<ComInterface*, int, short, int>)&GetCount,
        (nint)(delegate* unmanaged<ComInterface*, int, short, int, NoteExpressionTypeInfo*, int>)&GetInfo,
        (nint)(delegate* unmanaged<ComInterface*, int, short, NoteExpressionType, double, char*, int>)&GetStringByValue,
        (nint)(delegate* unmanaged<ComInterface*, int, short, NoteExpressionType, char*, double*, int>)&GetValueByString
    );

    [UnmanagedCallersOnly]
    private static int GetCount(ComInterface* self, int bus, short channel) => Vst3NoteExpressions.CountOn(bus);

    [UnmanagedCallersOnly]
    private static int GetInfo(ComInterface* self, int bus, short channel, int index, NoteExpressionTypeInfo* info)
    {
        try
        {
            return Vst3NoteExpressions.GetInfo(bus, index, info);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(NoteExpressionVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetStringByValue(
        ComInterface* self,
        int bus,
        short channel,
        NoteExpressionType type,
        double value,
        char* text
    )
    {
        try
        {
            return Vst3NoteExpressions.ToText(bus, type, value, text);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(NoteExpressionVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int GetValueByString(
        ComInterface* self,
        int bus,
        short channel,
        NoteExpressionType type,
        char* text,
        double* value
    )
    {
        try
        {
            return Vst3NoteExpressions.FromText(bus, type, text, value);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(NoteExpressionVtable));
            return Result.InternalError;
        }
    }
}
