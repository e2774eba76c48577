using System.Runtime.CompilerServices;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>The host's run loop on Linux.</summary>
internal unsafe struct IRunLoop
{
    public void** Vtable;

    public uint Release() => ((delegate* unmanaged<void*, uint>)Vtable[2])(Unsafe.AsPointer(ref this));

    public int RegisterEventHandler(ComInterface* handler, int descriptor) =>
        ((delegate* unmanaged<void*, ComInterface*, int, int>)Vtable[3])(Unsafe.AsPointer(ref this), handler, descriptor);

    public int UnregisterEventHandler(ComInterface* handler) =>
        ((delegate* unmanaged<void*, ComInterface*, int>)Vtable[4])(Unsafe.AsPointer(ref this), handler);

    public int RegisterTimer(ComInterface* handler, ulong milliseconds) =>
        ((delegate* unmanaged<void*, ComInterface*, ulong, int>)Vtable[5])(Unsafe.AsPointer(ref this), handler, milliseconds);

    public int UnregisterTimer(ComInterface* handler) =>
        ((delegate* unmanaged<void*, ComInterface*, int>)Vtable[6])(Unsafe.AsPointer(ref this), handler);
}
