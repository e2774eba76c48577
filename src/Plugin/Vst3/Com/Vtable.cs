using System.Runtime.InteropServices;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Vst3.Com;

/// <summary>Function tables of COM interfaces. FUnknown's functions come first and are the same for all.</summary>
internal static unsafe class Vtable
{
    /// <summary>A table of FUnknown's three functions and an interface's own.</summary>
    public static nint Create(params ReadOnlySpan<nint> functions) =>
        NativeTable.Create([
            (nint)(delegate* unmanaged<ComInterface*, Tuid*, ComInterface**, int>)&QueryInterface,
            (nint)(delegate* unmanaged<ComInterface*, uint>)&AddRef,
            (nint)(delegate* unmanaged<ComInterface*, uint>)&Release,
            .. functions,
        ]);

    /// <summary>FUnknown's query on the object behind an interface pointer.</summary>
    public static int Query(ComInterface* self, Tuid* id, ComInterface** result)
    {
        if (result is null)
            return Result.InvalidArgument;
        *result = null;
        if (id is null)
            return Result.InvalidArgument;
        int index = ComInterface.Target<ComTarget>(self).FindInterface(in *id);
        if (index < 0)
            return Result.NoInterface;
        ComObject.AddRef(self->Owner);
        *result = ComObject.Interface(self->Owner, index);
        return Result.Ok;
    }

    [UnmanagedCallersOnly]
    private static int QueryInterface(ComInterface* self, Tuid* id, ComInterface** result) => Query(self, id, result);

    [UnmanagedCallersOnly]
    private static uint AddRef(ComInterface* self) => ComObject.AddRef(self->Owner);

    [UnmanagedCallersOnly]
    private static uint Release(ComInterface* self)
    {
        try
        {
            return ComObject.Release(self->Owner);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(Vtable));
            return 0;
        }
    }
}
