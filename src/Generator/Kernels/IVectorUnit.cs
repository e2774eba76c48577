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

    /// <summary>Adds two weighted rows of eight 8-bit numbers to eight sums.</summary>
    /// <param name="low">The first four sums.</param>
    /// <param name="high">The other four.</param>
    /// <param name="first">A row.</param>
    /// <param name="second">Another row.</param>
    /// <param name="weights">Two 16-bit weights, the first row's in the low half.</param>
    static abstract void AddRows(ref Vector128<int> low, ref Vector128<int> high, sbyte* first, sbyte* second, int weights);

    /// <summary>Adds eight products, in pairs, to four sums.</summary>
    static abstract Vector128<int> MultiplyAdd(Vector128<int> sum, Vector128<short> a, Vector128<short> b);

    /// <summary>The sum over each of four vectors.</summary>
    static abstract Vector128<int> Sums(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d);
}
