using System.Runtime.CompilerServices;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>The host's points of one parameter in a block.</summary>
internal unsafe struct IParamValueQueue
{
    public void** Vtable;

    public uint GetParameterId() => ((delegate* unmanaged<void*, uint>)Vtable[3])(Unsafe.AsPointer(ref this));

    public int GetPointCount() => ((delegate* unmanaged<void*, int>)Vtable[4])(Unsafe.AsPointer(ref this));

    public int GetPoint(int index, int* sampleOffset, double* value) =>
        ((delegate* unmanaged<void*, int, int*, double*, int>)Vtable[5])(Unsafe.AsPointer(ref this), index, sampleOffset, value);

    public int AddPoint(int sampleOffset, double value, int* index) =>
        ((delegate* unmanaged<void*, int, double, int*, int>)Vtable[6])(Unsafe.AsPointer(ref this), sampleOffset, value, index);
}
