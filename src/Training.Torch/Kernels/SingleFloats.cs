using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LakhNes.Training.Torch.Kernels;

/// <summary>Numbers of 32 bits.</summary>
internal readonly unsafe struct SingleFloats : IFloatFormat<float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* from) => Vector512.Load(from);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector512<float> numbers) => numbers.Store(to);
}
