using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Com;

/// <summary>A managed object that a host holds through a <see cref="ComObject"/>.</summary>
internal abstract class ComTarget
{
    /// <summary>Which of the object's interfaces answers to an id.</summary>
    /// <returns>Its place in the list given to <see cref="ComObject.Create"/>, or -1.</returns>
    public abstract int FindInterface(in Tuid id);

    /// <summary>The host has given back its last reference.</summary>
    public virtual void Released() { }
}
