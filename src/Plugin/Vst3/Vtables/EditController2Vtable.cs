using System.Runtime.InteropServices;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.Vtables;

/// <summary>IEditController2.</summary>
internal static unsafe class EditController2Vtable
{
    public static readonly nint Table = Vtable.Create(
        (nint)(delegate* unmanaged<ComInterface*, int, int>)&SetKnobMode,
        (nint)(delegate* unmanaged<ComInterface*, byte, int>)&OpenHelp,
        (nint)(delegate* unmanaged<ComInterface*, byte, int>)&OpenAboutBox
    );

    [UnmanagedCallersOnly]
    private static int SetKnobMode(ComInterface* self, int mode) => Result.Ok;

    [UnmanagedCallersOnly]
    private static int OpenHelp(ComInterface* self, byte onlyCheck) => Result.False;

    [UnmanagedCallersOnly]
    private static int OpenAboutBox(ComInterface* self, byte onlyCheck) => Result.False;
}
