using System.Runtime.CompilerServices;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>The host's parameter queues of a block.</summary>
internal unsafe struct IParameterChanges
{
    public void** Vtable;

    public int GetParameterCount() => ((delegate* unmanaged<void*, int>)Vtable[3])(Unsafe.AsPointer(ref this));

    public IParamValueQueue* GetParameterData(int index) =>
        ((delegate* unmanaged<void*, int, IParamValueQueue*>)Vtable[4])(Unsafe.AsPointer(ref this), index);

    public IParamValueQueue* AddParameterData(uint* id, int* index) =>
        ((delegate* unmanaged<void*, uint*, int*, IParamValueQueue*>)Vtable[5])(Unsafe.AsPointer(ref this), id, index);
}
