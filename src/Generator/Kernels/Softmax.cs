using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LakhNes.Generator.Kernels;

/// <summary>Scores to weights.</summary>
internal static unsafe class Softmax
{
    private const int Lanes = 4;

    /// <summary>Softmax without its division: scores become exp(score - largest).</summary>
    /// <param name="scores">The scores; finite.</param>
    /// <param name="count">How many there are; at least one.</param>
    /// <returns>Their sum.</returns>
    public static float Exponentials(float* scores, int count)
    {
        int i = 0;
        float peak = scores[0],
            total = 0;
        var peaks = Vector128.Create(peak);
        for (; i <= count - Lanes; i += Lanes)
            peaks = Largest(peaks, Vector128.Load(scores + i));
        for (int lane = 0; lane < Lanes; lane++)
            peak = Math.Max(peak, peaks[lane]);
        for (; i < count; i++)
            peak = Math.Max(peak, scores[i]);
        peaks = Vector128.Create(peak);
        i = 0;
        Vector128<float> sums = default;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector128<float> power = ExpOfNegative(Vector128.Load(scores + i) - peaks);
            power.Store(scores + i);
            sums += power;
        }

        for (; i < count; i++)
            total += scores[i] = ExpOfNegative(Vector128.CreateScalar(scores[i] - peak))[0];
        return total + Vector128.Sum(sums);
    }

    /// <summary>
    /// exp(x) for x between minus infinity and 0, to 2 units in the last place, without the detour through double precision that
    /// <see cref="Vector128.Exp(Vector128{float})"/> takes: x = n ln 2 + r, exp(r) by the polynomial of Cephes' expf.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ExpOfNegative(Vector128<float> x)
    {
        const float Lowest = -87,
            LogOfTwoHigh = 0.693359375f,
            LogOfTwoLow = -2.12194440e-4f,
            Magic = 12582912;
        const int FractionBits = 23;
        x = Largest(x, Vector128.Create(Lowest));
        Vector128<float> magic = x * 1.44269504088896341f + Vector128.Create(Magic),
            n = magic - Vector128.Create(Magic);
        Vector128<float> r = x - n * LogOfTwoHigh - n * LogOfTwoLow;
        Vector128<float> y = r * 1.9875691500e-4f + Vector128.Create(1.3981999507e-3f);
        y = y * r + Vector128.Create(8.3334519073e-3f);
        y = y * r + Vector128.Create(4.1665795894e-2f);
        y = y * r + Vector128.Create(1.6666665459e-1f);
        y = y * r + Vector128.Create(5.0000001201e-1f);
        y = y * (r * r) + r + Vector128<float>.One;
        return (y.AsInt32() + ((magic.AsInt32() - Vector128.Create(Magic).AsInt32()) << FractionBits)).AsSingle();
    }

    // Vector128.Max pays for NaN and the sign of zero, which do not matter here
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Largest(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Max(a, b) : Vector128.Max(a, b);
}
