using System.Runtime.InteropServices;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.View;

/// <summary>IPlugView.</summary>
internal static unsafe class PlugViewVtable
{
    public static readonly nint Table = Vtable.Create(
        (nint)(delegate* unmanaged<ComInterface*, byte*, int>)&IsPlatformTypeSupported,
        (nint)(delegate* unmanaged<ComInterface*, nint, byte*, int>)&Attached,
        (nint)(delegate* unmanaged<ComInterface*, int>)&Removed,
        (nint)(delegate* unmanaged<ComInterface*, float, int>)&OnWheel,
        (nint)(delegate* unmanaged<ComInterface*, char, short, short, int>)&OnKeyDown,
        (nint)(delegate* unmanaged<ComInterface*, char, short, short, int>)&OnKeyUp,
        (nint)(delegate* unmanaged<ComInterface*, ViewRect*, int>)&GetSize,
        (nint)(delegate* unmanaged<ComInterface*, ViewRect*, int>)&OnSize,
        (nint)(delegate* unmanaged<ComInterface*, byte, int>)&OnFocus,
        (nint)(delegate* unmanaged<ComInterface*, IPlugFrame*, int>)&SetFrame,
        (nint)(delegate* unmanaged<ComInterface*, int>)&CanResize,
        (nint)(delegate* unmanaged<ComInterface*, ViewRect*, int>)&CheckSizeConstraint
    );

    private static Vst3PlugView Of(ComInterface* self) => ComInterface.Target<Vst3PlugView>(self);

    [UnmanagedCallersOnly]
    private static int IsPlatformTypeSupported(ComInterface* self, byte* type)
    {
        try
        {
            return Result.From(Vst3PlugView.Supports(type));
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(PlugViewVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int Attached(ComInterface* self, nint parent, byte* type)
    {
        try
        {
            return Of(self).Attached(parent, type);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(PlugViewVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int Removed(ComInterface* self)
    {
        try
        {
            return Of(self).Removed();
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(PlugViewVtable));
            return Result.InternalError;
        }
    }

    // the native window hears the wheel itself
    [UnmanagedCallersOnly]
    private static int OnWheel(ComInterface* self, float distance) => Result.False;

    [UnmanagedCallersOnly]
    private static int OnKeyDown(ComInterface* self, char key, short code, short modifiers)
    {
        try
        {
            return Result.From(Of(self).OnKeyDown(key, code, modifiers));
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(PlugViewVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int OnKeyUp(ComInterface* self, char key, short code, short modifiers) => Result.False;

    [UnmanagedCallersOnly]
    private static int GetSize(ComInterface* self, ViewRect* size)
    {
        try
        {
            return Of(self).GetSize(size);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(PlugViewVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int OnSize(ComInterface* self, ViewRect* size)
    {
        try
        {
            return Of(self).OnSize(size);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(PlugViewVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int OnFocus(ComInterface* self, byte state) => Result.Ok;

    [UnmanagedCallersOnly]
    private static int SetFrame(ComInterface* self, IPlugFrame* frame)
    {
        try
        {
            return Of(self).SetFrame(frame);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(PlugViewVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int CanResize(ComInterface* self) => Result.Ok;

    [UnmanagedCallersOnly]
    private static int CheckSizeConstraint(ComInterface* self, ViewRect* size)
    {
        try
        {
            return Of(self).CheckSizeConstraint(size);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(PlugViewVtable));
            return Result.InternalError;
        }
    }
}
