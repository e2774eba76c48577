using System.Runtime.CompilerServices;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>The host's ear for changes that no parameter tells of.</summary>
internal unsafe struct IComponentHandler2
{
    public void** Vtable;

    public uint Release() => ((delegate* unmanaged<void*, uint>)Vtable[2])(Unsafe.AsPointer(ref this));

    public int SetDirty(bool dirty) =>
        ((delegate* unmanaged<void*, byte, int>)Vtable[3])(Unsafe.AsPointer(ref this), dirty ? (byte)1 : (byte)0);
}
