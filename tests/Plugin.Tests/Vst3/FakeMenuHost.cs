using System.Runtime.InteropServices;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Tests.Vst3;

/// <summary>
/// A component handler whose host has menus for parameters: handler, its third interface and the menu are one object with three
/// tables.
/// </summary>
internal sealed unsafe class FakeMenuHost : IDisposable
{
    private static readonly nint Handler = NativeTable.Create(
        (nint)(delegate* unmanaged<nint*, Tuid*, void**, int>)&QueryInterface,
        (nint)(delegate* unmanaged<nint*, uint>)&AddRef,
        (nint)(delegate* unmanaged<nint*, uint>)&Release,
        0,
        0,
        0,
        0
    );

    private static readonly nint Third = NativeTable.Create(
        0,
        0,
        (nint)(delegate* unmanaged<nint*, uint>)&Release,
        (nint)(delegate* unmanaged<nint*, void*, uint*, void*>)&CreateContextMenu
    );

    private static readonly nint Menu = NativeTable.Create(
        0,
        0,
        (nint)(delegate* unmanaged<nint*, uint>)&Release,
        (nint)(delegate* unmanaged<nint*, int>)&GetItemCount,
        0,
        0,
        0,
        (nint)(delegate* unmanaged<nint*, int, int, int>)&Popup
    );

    // three interfaces of two words each: a table and a handle
    private readonly nint* _memory = (nint*)NativeMemory.AllocZeroed(6, (nuint)sizeof(nint));
    private GCHandle _handle;

    public FakeMenuHost(int items)
    {
        Items = items;
        _handle = GCHandle.Alloc(this);
        (_memory[0], _memory[2], _memory[4]) = (Handler, Third, Menu);
        _memory[1] = _memory[3] = _memory[5] = GCHandle.ToIntPtr(_handle);
    }

    public IComponentHandler* Pointer => (IComponentHandler*)_memory;

    public int Items { get; }

    public int References { get; private set; }

    public List<string> Log { get; } = [];

    public void Dispose()
    {
        _handle.Free();
        NativeMemory.Free(_memory);
    }

    private static FakeMenuHost Of(nint* self) => (FakeMenuHost)GCHandle.FromIntPtr(self[1]).Target!;

    [UnmanagedCallersOnly]
    private static int QueryInterface(nint* self, Tuid* id, void** result)
    {
        bool known = *id == InterfaceIds.ComponentHandler3;
        *result = known ? self + 2 : null;
        if (known)
            Of(self).References++;
        return known ? Result.Ok : Result.NoInterface;
    }

    [UnmanagedCallersOnly]
    private static uint AddRef(nint* self) => (uint)++Of(self).References;

    [UnmanagedCallersOnly]
    private static uint Release(nint* self) => (uint)--Of(self).References;

    [UnmanagedCallersOnly]
    private static void* CreateContextMenu(nint* self, void* view, uint* parameter)
    {
        Of(self).References++;
        Of(self).Log.Add($"menu of {*parameter}, view {(view is null ? "missing" : "given")}");
        return self + 2;
    }

    [UnmanagedCallersOnly]
    private static int GetItemCount(nint* self) => Of(self).Items;

    [UnmanagedCallersOnly]
    private static int Popup(nint* self, int x, int y)
    {
        Of(self).Log.Add($"at {x} {y}");
        return Result.Ok;
    }
}
