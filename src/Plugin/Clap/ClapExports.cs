using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap;

/// <summary>
/// What the C object's <c>clap_entry</c> points at. As with VST3, the first call may start the runtime: bodies are not inlined.
/// </summary>
internal static unsafe class ClapExports
{
    // nothing to set up or take down: tables are built when they are first asked for and live as long as the process
    [UnmanagedCallersOnly(EntryPoint = "lakhnes_clap_init", CallConvs = [typeof(CallConvCdecl)])]
    internal static byte Init(byte* path) => 1;

    [UnmanagedCallersOnly(EntryPoint = "lakhnes_clap_deinit", CallConvs = [typeof(CallConvCdecl)])]
    internal static void Deinit() { }

    [UnmanagedCallersOnly(EntryPoint = "lakhnes_clap_get_factory", CallConvs = [typeof(CallConvCdecl)])]
    internal static nint GetFactory(byte* id) => Find(id);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint Find(byte* id)
    {
        try
        {
            return id is null
                ? 0
                : NativeText.Read(id) switch
                {
                    "clap.plugin-factory" => ClapPluginFactory.Table,
                    "clap.preset-discovery-factory/2" or "clap.preset-discovery-factory/draft-2" => ClapPresetFactory.Table,
                    _ => 0,
                };
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapExports));
            return 0;
        }
    }
}
