using System.Runtime.InteropServices;

namespace LakhNes.Plugin.Vst3.Com;

/// <summary>
/// The native side of an object that a host holds: a reference count, a handle that keeps the managed object alive, and behind it
/// in memory one <see cref="ComInterface"/> for each interface.
/// </summary>
internal unsafe struct ComObject
{
    /// <summary>GCHandle of the <see cref="ComTarget"/>.</summary>
    public nint Handle;

    private int _references;

    /// <summary>Makes an object with one reference, the caller's.</summary>
    /// <param name="target">The managed object.</param>
    /// <param name="faces">Its interfaces.</param>
    public static ComObject* Create(ComTarget target, params ComFace[] faces)
    {
        target.SetFaces(faces);
        var self = (ComObject*)NativeMemory.Alloc((nuint)(sizeof(ComObject) + (faces.Length * sizeof(ComInterface))));
        self->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(target));
        self->_references = 1;
        for (int i = 0; i < faces.Length; i++)
            *Interface(self, i) = new ComInterface { Vtable = (void**)faces[i].Vtable, Owner = self };
        return self;
    }

    /// <summary>One of the object's interfaces.</summary>
    public static ComInterface* Interface(ComObject* self, int index) => (ComInterface*)(self + 1) + index;

    /// <summary>Counts a reference.</summary>
    public static uint AddRef(ComObject* self) => (uint)Interlocked.Increment(ref self->_references);

    /// <summary>Gives a reference back; the last one ends the object.</summary>
    public static uint Release(ComObject* self)
    {
        int left = Interlocked.Decrement(ref self->_references);
        if (left > 0)
            return (uint)left;
        GCHandle handle = GCHandle.FromIntPtr(self->Handle);
        ((ComTarget)handle.Target!).Released();
        handle.Free();
        NativeMemory.Free(self);
        return 0;
    }
}
