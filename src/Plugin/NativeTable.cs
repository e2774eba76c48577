using System.Runtime.InteropServices;

namespace LakhNes.Plugin;

/// <summary>Tables of function pointers that hosts call through; each is built once and kept as long as the process.</summary>
internal static unsafe class NativeTable
{
    /// <summary>A table of these functions in this order.</summary>
    public static nint Create(params ReadOnlySpan<nint> functions)
    {
        var table = (nint*)NativeMemory.Alloc((nuint)functions.Length, (nuint)sizeof(nint));
        functions.CopyTo(new Span<nint>(table, functions.Length));
        return (nint)table;
    }
}
