using System.Runtime.Intrinsics;

namespace LakhNes.Training.Torch.Kernels;

/// <summary>How numbers lie in memory.</summary>
/// <typeparam name="T">One number.</typeparam>
internal unsafe interface IFloatFormat<T>
    where T : unmanaged
{
    /// <summary>Reads 16 numbers.</summary>
    static abstract Vector512<float> Load(T* from);

    /// <summary>Writes 16 numbers.</summary>
    static abstract void Store(T* to, Vector512<float> numbers);
}
