using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_preset_load: factory presets by name, user presets by file.</summary>
internal static unsafe class PresetLoadExtension
{
    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, ClapPresetLocation, byte*, byte*, byte>)&FromLocation
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte FromLocation(ClapPlugin* plugin, ClapPresetLocation kind, byte* location, byte* loadKey)
    {
        try
        {
            return ClapInstance.Of(plugin).LoadPreset(kind, location, loadKey) ? (byte)1 : (byte)0;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(PresetLoadExtension));
            return 0;
        }
    }
}
