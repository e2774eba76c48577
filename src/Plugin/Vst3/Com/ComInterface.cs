using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LakhNes.Plugin.Vst3.Com;

/// <summary>One interface of a <see cref="ComObject"/>: what a host's interface pointer points at.</summary>
internal unsafe struct ComInterface
{
    /// <summary>The functions, FUnknown's three first. Hosts rely on this being the first word.</summary>
    public void** Vtable;

    /// <summary>The object that it belongs to.</summary>
    public ComObject* Owner;

    /// <summary>The managed object behind an interface pointer.</summary>
    public static T Target<T>(ComInterface* self)
        where T : ComTarget => Unsafe.As<T>(GCHandle.FromIntPtr(self->Owner->Handle).Target!);
}
