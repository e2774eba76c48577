using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace LakhNes.Generator.Kernels;

/// <summary>Any processor; on ARM with its own widening products, which are part of its baseline.</summary>
internal readonly unsafe struct PortableUnit : IVectorUnit
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> WidenEight(sbyte* source) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)source).AsSByte());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref Vector128<int> low, ref Vector128<int> high, sbyte* first, sbyte* second, int weights)
    {
        Vector128<short> a = WidenEight(first),
            b = WidenEight(second);
        int weight = (short)weights,
            other = weights >> 16;
        low += Vector128.WidenLower(a) * weight + Vector128.WidenLower(b) * other;
        high += Vector128.WidenUpper(a) * weight + Vector128.WidenUpper(b) * other;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyAdd(Vector128<int> sum, Vector128<short> a, Vector128<short> b) =>
        AdvSimd.IsSupported
            ? AdvSimd.MultiplyWideningUpperAndAdd(AdvSimd.MultiplyWideningLowerAndAdd(sum, a.GetLower(), b.GetLower()), a, b)
            : sum + Vector128.WidenLower(a) * Vector128.WidenLower(b) + Vector128.WidenUpper(a) * Vector128.WidenUpper(b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Sums(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) =>
        Vector128.Create(Vector128.Sum(a), Vector128.Sum(b), Vector128.Sum(c), Vector128.Sum(d));
}
