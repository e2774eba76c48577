using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LakhNes.Plugin.Core;

/// <summary>
/// While it lives, the processor takes denormal numbers for zero: filters that ring out would otherwise cost many times their
/// normal time. The host's own mode comes back with <see cref="Dispose"/>.
/// </summary>
internal readonly ref partial struct FlushToZero
{
    private readonly ulong _hostMode;

    private FlushToZero(ulong hostMode) => _hostMode = hostMode;

    // the C object that knows the control registers is part of the published library only
    private static bool IsLinked => !RuntimeFeature.IsDynamicCodeSupported;

    /// <summary>Switches the mode of this thread.</summary>
    public static FlushToZero Enter() => new(IsLinked ? lakhnes_flush_denormals() : 0);

    /// <summary>Gives the thread its mode back.</summary>
    public void Dispose()
    {
        if (IsLinked)
            lakhnes_restore_float_mode(_hostMode);
    }

    [LibraryImport("lakhnes_native")]
    private static partial ulong lakhnes_flush_denormals();

    [LibraryImport("lakhnes_native")]
    private static partial void lakhnes_restore_float_mode(ulong mode);
}
