using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Engine;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Presets;
using LakhNes.Plugin.Clap.Interop;

namespace LakhNes.Plugin.Tests.Clap;

public sealed unsafe class PresetTests
{
    [ThreadStatic]
    private static List<string>? _declared;

    [ThreadStatic]
    private static bool _refuse;

    [Fact]
    public void ProviderDeclaresTheFactoryPresetsInsideThePlugin()
    {
        _declared = [];
        _refuse = false;
        ClapPresetProvider* provider = Create();
        Assert.Equal(1, provider->Init(provider));
        Assert.Contains("filetype LakhNES preset lakhnes", _declared);
        Assert.Contains("location Factory Plugin", _declared);
        provider->Destroy(provider);
    }

    [Fact]
    public void MetadataNamesEveryFactoryPresetAndItsKeyLoadsIt()
    {
        _declared = [];
        _refuse = false;
        ClapPresetProvider* provider = Create();
        ClapPresetMetadataReceiver receiver = Receiver();
        Assert.Equal(1, provider->GetMetadata(provider, ClapPresetLocation.Plugin, null, &receiver));
        provider->Destroy(provider);
        string[] keys = [.. _declared.Where(line => line.StartsWith("preset ")).Select(line => line[7..])];
        Assert.Equal(FactoryPresets.All.ToArray().Select(preset => preset.Name), keys);
        Assert.Equal(keys.Length, _declared.Count(line => line == "plugin clap " + PluginIdentity.ClapId));

        using var rig = new ClapRig();
        foreach (string key in keys)
            Assert.Equal(1, Load(rig, ClapPresetLocation.Plugin, null, key));
        Assert.Equal(keys.Length, rig.Host.Rescans);
        Assert.Equal("loaded: " + keys[^1], rig.Host.Log[^1]);
        Assert.Equal(0, Load(rig, ClapPresetLocation.Plugin, null, "No Such Preset"));
        Assert.StartsWith("error: ", rig.Host.Log[^1]);
        Assert.Equal(keys.Length, rig.Host.Rescans);
    }

    [Fact]
    public void ReceiverThatHasEnoughIsLeftAlone()
    {
        _declared = [];
        _refuse = true;
        ClapPresetProvider* provider = Create();
        ClapPresetMetadataReceiver receiver = Receiver();
        Assert.Equal(0, provider->GetMetadata(provider, ClapPresetLocation.Plugin, null, &receiver));
        Assert.Single(_declared);
        provider->Destroy(provider);
    }

    [Fact]
    public void UserPresetIsFoundAndLoadedFromItsFile()
    {
        _declared = [];
        _refuse = false;
        Parameter duty = ParameterTable.Find("Pulse 1 Duty")!;
        var engine = new ChipEngine();
        engine.SetParameter(duty.Index, 3);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, engine.SavePreset("My Sound", "Lead"));
            ClapPresetProvider* provider = Create();
            ClapPresetMetadataReceiver receiver = Receiver();
            Assert.Equal(1, GetMetadata(provider, path, &receiver));
            Assert.Contains("preset My Sound", _declared);
            using var rig = new ClapRig();
            Assert.Equal(1, Load(rig, ClapPresetLocation.File, path, null));
            Assert.Equal(3, rig.Get(duty.Id));

            File.WriteAllText(path, "{}");
            Assert.Equal(0, GetMetadata(provider, path, &receiver));
            Assert.StartsWith("error ", _declared[^1]);
            Assert.Equal(0, Load(rig, ClapPresetLocation.File, path, null));
            Assert.Equal(0, Load(rig, ClapPresetLocation.File, path + ".missing", null));
            Assert.Equal(0, Load(rig, ClapPresetLocation.File, null, null));
            Assert.Equal(3, rig.Get(duty.Id));
            provider->Destroy(provider);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte GetMetadata(ClapPresetProvider* provider, string path, ClapPresetMetadataReceiver* receiver)
    {
        fixed (byte* text = NativeText.Terminated(path))
            return provider->GetMetadata(provider, ClapPresetLocation.File, text, receiver);
    }

    internal static byte Load(ClapRig rig, ClapPresetLocation kind, string? location, string? key)
    {
        fixed (
            byte* locationText = NativeText.Terminated(location ?? ""),
                keyText = NativeText.Terminated(key ?? "")
        )
        {
            return (
                (delegate* unmanaged[Cdecl]<ClapPlugin*, ClapPresetLocation, byte*, byte*, byte>)
                    rig.Extension("clap.preset-load/2")[0]
            )(rig.Plugin, kind, location is null ? null : locationText, key is null ? null : keyText);
        }
    }

    private static ClapPresetProvider* Create()
    {
        var factory = (nint*)ClapRig.Factory("clap.preset-discovery-factory/2\0"u8);
        Assert.Equal(1u, ((delegate* unmanaged[Cdecl]<void*, uint>)factory[0])(factory));
        var describe = (delegate* unmanaged[Cdecl]<void*, uint, ClapPresetProviderDescriptor*>)factory[1];
        Assert.True(describe(factory, 1) is null);
        ClapPresetProviderDescriptor* descriptor = describe(factory, 0);
        var indexer = (ClapPresetIndexer*)NativeMemory.AllocZeroed((nuint)sizeof(ClapPresetIndexer));
        indexer->DeclareFiletype = &DeclareFiletype;
        indexer->DeclareLocation = &DeclareLocation;
        var create = (delegate* unmanaged[Cdecl]<void*, ClapPresetIndexer*, byte*, ClapPresetProvider*>)factory[2];
        fixed (byte* other = "another\0"u8)
            Assert.True(create(factory, indexer, other) is null);
        return create(factory, indexer, descriptor->Id);
    }

    private static ClapPresetMetadataReceiver Receiver() =>
        new()
        {
            OnError = &OnError,
            BeginPreset = &BeginPreset,
            AddPluginId = &AddPluginId,
            AddFeature = &AddFeature,
        };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte DeclareFiletype(ClapPresetIndexer* indexer, ClapPresetFiletype* type)
    {
        _declared!.Add($"filetype {NativeText.Read(type->Name)} {NativeText.Read(type->FileExtension)}");
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte DeclareLocation(ClapPresetIndexer* indexer, ClapPresetDiscoveryLocation* location)
    {
        _declared!.Add($"location {NativeText.Read(location->Name)} {location->Kind}");
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnError(ClapPresetMetadataReceiver* receiver, int code, byte* message) =>
        _declared!.Add("error " + NativeText.Read(message));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte BeginPreset(ClapPresetMetadataReceiver* receiver, byte* name, byte* key)
    {
        _declared!.Add("preset " + NativeText.Read(name));
        return _refuse ? (byte)0 : (byte)1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void AddPluginId(ClapPresetMetadataReceiver* receiver, ClapUniversalPluginId* id) =>
        _declared!.Add($"plugin {NativeText.Read(id->Abi)} {NativeText.Read(id->Id)}");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void AddFeature(ClapPresetMetadataReceiver* receiver, byte* feature) =>
        _declared!.Add("feature " + NativeText.Read(feature));
}
