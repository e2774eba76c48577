using System.Runtime.InteropServices;

namespace LakhNes.Plugin.Tests;

/// <summary>
/// A host's object as the plugin sees it: a word that points at functions (VST3) or stands for the object (CLAP), then a handle.
/// </summary>
public abstract unsafe class NativeFake : IDisposable
{
    private readonly nint* _memory = (nint*)NativeMemory.AllocZeroed(2, (nuint)sizeof(nint));
    private GCHandle _handle;

    protected NativeFake(nint functions)
    {
        _handle = GCHandle.Alloc(this);
        _memory[0] = functions;
        _memory[1] = GCHandle.ToIntPtr(_handle);
    }

    /// <summary>What is handed to the plugin.</summary>
    public void* Pointer => _memory;

    public virtual void Dispose()
    {
        _handle.Free();
        NativeMemory.Free(_memory);
        GC.SuppressFinalize(this);
    }

    protected static T Of<T>(void* pointer)
        where T : NativeFake => (T)GCHandle.FromIntPtr(((nint*)pointer)[1]).Target!;

    /// <summary>A VST3 function table; nothing in the plugin may count references of what it only borrows for a call.</summary>
    protected static nint Functions(params ReadOnlySpan<nint> functions) => NativeTable.Create([0, 0, 0, .. functions]);
}
