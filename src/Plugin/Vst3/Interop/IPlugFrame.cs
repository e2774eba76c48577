using System.Runtime.CompilerServices;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>The host's frame around a view. On Linux it also is, or knows, the host's run loop.</summary>
internal unsafe struct IPlugFrame
{
    public void** Vtable;

    public int QueryInterface(Tuid* id, void** result) =>
        ((delegate* unmanaged<void*, Tuid*, void**, int>)Vtable[0])(Unsafe.AsPointer(ref this), id, result);

    public int ResizeView(ComInterface* view, ViewRect* size) =>
        ((delegate* unmanaged<void*, ComInterface*, ViewRect*, int>)Vtable[3])(Unsafe.AsPointer(ref this), view, size);
}
