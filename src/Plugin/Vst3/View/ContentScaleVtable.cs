using System.Runtime.InteropServices;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.View;

/// <summary>IPlugViewContentScaleSupport.</summary>
internal static unsafe class ContentScaleVtable
{
    public static readonly nint Table = Vtable.Create(
        (nint)(delegate* unmanaged<ComInterface*, float, int>)&SetContentScaleFactor
    );

    [UnmanagedCallersOnly]
    private static int SetContentScaleFactor(ComInterface* self, float factor)
    {
        try
        {
            return ComInterface.Target<Vst3PlugView>(self).SetScale(factor);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ContentScaleVtable));
            return Result.InternalError;
        }
    }
}
