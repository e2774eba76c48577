using System.Runtime.Intrinsics.X86;

namespace LakhNes.Benchmarks;

/// <summary>By which compiler this program's code was made, and what of the processor it uses.</summary>
internal static class CompiledCode
{
    /// <summary>A line of text. Only where code is compiled as it runs do assemblies lie beside the program.</summary>
    public static string Description =>
        (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is null ? "compiled by NativeAOT" : "compiled by the JIT")
        + (Avx2.IsSupported && Fma.IsSupported ? ", AVX2 and FMA" : ", no AVX2");
}
