using System.Runtime.CompilerServices;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>The host's ear for what the controller changes.</summary>
internal unsafe struct IComponentHandler
{
    public const int ParameterValuesChanged = 1 << 2;

    public void** Vtable;

    public uint AddRef() => ((delegate* unmanaged<void*, uint>)Vtable[1])(Unsafe.AsPointer(ref this));

    public uint Release() => ((delegate* unmanaged<void*, uint>)Vtable[2])(Unsafe.AsPointer(ref this));

    public int QueryInterface(Tuid* id, void** result) =>
        ((delegate* unmanaged<void*, Tuid*, void**, int>)Vtable[0])(Unsafe.AsPointer(ref this), id, result);

    public int BeginEdit(uint id) => ((delegate* unmanaged<void*, uint, int>)Vtable[3])(Unsafe.AsPointer(ref this), id);

    public int PerformEdit(uint id, double normalised) =>
        ((delegate* unmanaged<void*, uint, double, int>)Vtable[4])(Unsafe.AsPointer(ref this), id, normalised);

    public int EndEdit(uint id) => ((delegate* unmanaged<void*, uint, int>)Vtable[5])(Unsafe.AsPointer(ref this), id);

    public int RestartComponent(int flags) =>
        ((delegate* unmanaged<void*, int, int>)Vtable[6])(Unsafe.AsPointer(ref this), flags);
}
