using System.Runtime.CompilerServices;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>The host's menus for parameters.</summary>
internal unsafe struct IComponentHandler3
{
    public void** Vtable;

    public uint Release() => ((delegate* unmanaged<void*, uint>)Vtable[2])(Unsafe.AsPointer(ref this));

    public IContextMenu* CreateContextMenu(void* view, uint* parameter) =>
        ((delegate* unmanaged<void*, void*, uint*, IContextMenu*>)Vtable[3])(Unsafe.AsPointer(ref this), view, parameter);
}
