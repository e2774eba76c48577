using System.Runtime.CompilerServices;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>A menu that the host shows.</summary>
internal unsafe struct IContextMenu
{
    public void** Vtable;

    public uint Release() => ((delegate* unmanaged<void*, uint>)Vtable[2])(Unsafe.AsPointer(ref this));

    public int GetItemCount() => ((delegate* unmanaged<void*, int>)Vtable[3])(Unsafe.AsPointer(ref this));

    public int Popup(int x, int y) => ((delegate* unmanaged<void*, int, int, int>)Vtable[7])(Unsafe.AsPointer(ref this), x, y);
}
