using System.Runtime.Intrinsics;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// The steps of integer arithmetic that processors spell differently, 128 bits wide. Kernels take one as a type argument, chosen
/// once when they are made: NativeAOT compiles a question about the processor into every place that asks it.
/// </summary>
internal unsafe interface IVectorUnit
{
    /// <summary>Eight 8-bit numbers as 16-bit ones.</summary>
    static abstract Vector128<short> WidenEight(sbyte* source);

    /// <summary>Four 8-bit numbers as 32-bit ones.</summary>
    static abstract Vector128<int> WidenFour(sbyte* source);

    /// <summary>Adds eight products, in pairs, to four sums.</summary>
    static abstract Vector128<int> MultiplyAdd(Vector128<int> sum, Vector128<short> a, Vector128<short> b);

    /// <summary>The sum over each of four vectors.</summary>
    static abstract Vector128<int> Sums(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d);
}
