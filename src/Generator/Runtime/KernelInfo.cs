using static LakhNes.Generator.Runtime.OrtLibrary;

namespace LakhNes.Generator.Runtime;

/// <summary>A node's attributes, while its kernel is made.</summary>
public readonly unsafe struct KernelInfo
{
    private readonly void* _info;

    /// <summary>Wraps an OrtKernelInfo.</summary>
    internal KernelInfo(void* info) => _info = info;

    /// <summary>The OrtKernelInfo.</summary>
    internal void* Handle => _info;

    /// <summary>A whole number among the attributes.</summary>
    public int Attribute(string name)
    {
        long value;
        fixed (byte* text = Utf8(name))
            Check(
                ((delegate* unmanaged<void*, byte*, long*, void*>)Address(Function.KernelInfoGetAttributeInt64))(
                    _info,
                    text,
                    &value
                )
            );
        return checked((int)value);
    }
}
