using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap;

/// <summary>clap_preset_discovery_factory and its one provider.</summary>
internal static unsafe class ClapPresetFactory
{
    private const string ProviderId = PluginIdentity.ClapId + ".presets";

    private static readonly ClapPresetProviderDescriptor* Descriptor = DescribeProvider();

    /// <summary>The factory.</summary>
    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<void*, uint>)&Count,
        (nint)(delegate* unmanaged[Cdecl]<void*, uint, ClapPresetProviderDescriptor*>)&GetDescriptor,
        (nint)(delegate* unmanaged[Cdecl]<void*, ClapPresetIndexer*, byte*, ClapPresetProvider*>)&Create
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint Count(void* factory) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ClapPresetProviderDescriptor* GetDescriptor(void* factory, uint index) => index == 0 ? Descriptor : null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ClapPresetProvider* Create(void* factory, ClapPresetIndexer* indexer, byte* id)
    {
        try
        {
            if (indexer is null || id is null || NativeText.Read(id) != ProviderId)
                return null;
            var provider = (ClapPresetProvider*)NativeMemory.Alloc((nuint)sizeof(ClapPresetProvider));
            *provider = new ClapPresetProvider
            {
                Descriptor = Descriptor,
                Data = indexer,
                Init = &Init,
                Destroy = &Destroy,
                GetMetadata = &GetMetadata,
                GetExtension = &GetExtension,
            };
            return provider;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapPresetFactory));
            return null;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Init(ClapPresetProvider* provider)
    {
        try
        {
            return ClapPresets.Declare(provider->Data) ? (byte)1 : (byte)0;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapPresetFactory));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Destroy(ClapPresetProvider* provider) => NativeMemory.Free(provider);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte GetMetadata(
        ClapPresetProvider* provider,
        ClapPresetLocation kind,
        byte* location,
        ClapPresetMetadataReceiver* receiver
    )
    {
        try
        {
            if (receiver is null)
                return 0;
            return ClapPresets.Describe(kind, location is null ? "" : NativeText.Read(location), receiver) ? (byte)1 : (byte)0;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ClapPresetFactory));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* GetExtension(ClapPresetProvider* provider, byte* id) => null;

    private static ClapPresetProviderDescriptor* DescribeProvider()
    {
        var descriptor = (ClapPresetProviderDescriptor*)NativeMemory.Alloc((nuint)sizeof(ClapPresetProviderDescriptor));
        *descriptor = new ClapPresetProviderDescriptor
        {
            Version = ClapVersion.Current,
            Id = NativeText.Permanent(ProviderId),
            Name = NativeText.Permanent(PluginIdentity.Name + " presets"),
            Vendor = NativeText.Permanent(PluginIdentity.Vendor),
        };
        return descriptor;
    }
}
