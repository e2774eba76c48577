using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap;

/// <summary>clap_plugin_factory: one plugin.</summary>
internal static unsafe class ClapPluginFactory
{
    private static readonly string[] Features = ["instrument", "synthesizer", "drum", "stereo"];

    /// <summary>The plugin's descriptor.</summary>
    public static readonly ClapPluginDescriptor* Descriptor = Describe();

    /// <summary>The factory.</summary>
    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<void*, uint>)&GetPluginCount,
        (nint)(delegate* unmanaged[Cdecl]<void*, uint, ClapPluginDescriptor*>)&GetPluginDescriptor,
        (nint)(delegate* unmanaged[Cdecl]<void*, ClapHost*, byte*, ClapPlugin*>)&CreatePlugin
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint GetPluginCount(void* factory) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ClapPluginDescriptor* GetPluginDescriptor(void* factory, uint index) => index == 0 ? Descriptor : null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ClapPlugin* CreatePlugin(void* factory, ClapHost* host, byte* id)
    {
        try
        {
            return host is null || id is null || NativeText.Read(id) != PluginIdentity.ClapId
                ? null
                : ClapInstance.Create(host, ClapPluginFunctions.Table);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapPluginFactory));
            return null;
        }
    }

    private static ClapPluginDescriptor* Describe()
    {
        var features = (byte**)NativeMemory.AllocZeroed((nuint)(Features.Length + 1), (nuint)sizeof(byte*));
        for (int i = 0; i < Features.Length; i++)
            features[i] = NativeText.Permanent(Features[i]);
        var descriptor = (ClapPluginDescriptor*)NativeMemory.Alloc((nuint)sizeof(ClapPluginDescriptor));
        byte* none = NativeText.Permanent("");
        *descriptor = new ClapPluginDescriptor
        {
            Version = ClapVersion.Current,
            Id = NativeText.Permanent(PluginIdentity.ClapId),
            Name = NativeText.Permanent(PluginIdentity.Name),
            Vendor = NativeText.Permanent(PluginIdentity.Vendor),
            Url = none,
            ManualUrl = none,
            SupportUrl = none,
            PluginVersion = NativeText.Permanent(PluginIdentity.Version),
            Description = NativeText.Permanent(PluginIdentity.Description),
            Features = features,
        };
        return descriptor;
    }
}
