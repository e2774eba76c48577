using System.Runtime.CompilerServices;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>The host's list of events of a block.</summary>
internal unsafe struct IEventList
{
    public void** Vtable;

    public int GetEventCount() => ((delegate* unmanaged<void*, int>)Vtable[3])(Unsafe.AsPointer(ref this));

    public int GetEvent(int index, Event* e) =>
        ((delegate* unmanaged<void*, int, Event*, int>)Vtable[4])(Unsafe.AsPointer(ref this), index, e);

    public int AddEvent(Event* e) => ((delegate* unmanaged<void*, Event*, int>)Vtable[5])(Unsafe.AsPointer(ref this), e);
}
