using System.Runtime.InteropServices;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Vtables;

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
        catch (Exception)
        {
            return Result.InternalError;
        }
    }
}
