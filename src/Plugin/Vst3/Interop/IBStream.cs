using System.Runtime.CompilerServices;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>A stream of the host.</summary>
internal unsafe struct IBStream
{
    public void** Vtable;

    public int Read(void* buffer, int count, int* read) =>
        ((delegate* unmanaged<void*, void*, int, int*, int>)Vtable[3])(Unsafe.AsPointer(ref this), buffer, count, read);

    public int Write(void* buffer, int count, int* written) =>
        ((delegate* unmanaged<void*, void*, int, int*, int>)Vtable[4])(Unsafe.AsPointer(ref this), buffer, count, written);
}
