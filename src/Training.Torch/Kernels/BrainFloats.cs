using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LakhNes.Training.Torch.Kernels;

/// <summary>Numbers of 16 bits, the upper half of those of 32 (bfloat16).</summary>
internal readonly unsafe struct BrainFloats : IFloatFormat<ushort>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ushort* from)
    {
        (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(Vector256.Load(from));
        return (Vector512.Create(lower, upper) << 16).AsSingle();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ushort* to, Vector512<float> numbers)
    {
        // to the nearest, ties to even
        Vector512<uint> bits = numbers.AsUInt32();
        bits = (bits + Vector512.Create(0x7fffu) + ((bits >>> 16) & Vector512<uint>.One)) >>> 16;
        Vector256.Narrow(bits.GetLower(), bits.GetUpper()).Store(to);
    }
}
