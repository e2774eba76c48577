using System.Text.Json;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Tests.Vst3;

public sealed unsafe class FactoryTests
{
    [Fact]
    public void FactoryDescribesOneClassInAllThreeVersions()
    {
        ComInterface* factory = Vst3Rig.Factory;
        Assert.Equal(1, ((delegate* unmanaged<ComInterface*, int>)factory->Vtable[4])(factory));
        PClassInfo first;
        PClassInfo2 second;
        PClassInfoW third;
        Assert.Equal(
            Result.Ok,
            ((delegate* unmanaged<ComInterface*, int, PClassInfo*, int>)factory->Vtable[5])(factory, 0, &first)
        );
        Assert.Equal(
            Result.Ok,
            ((delegate* unmanaged<ComInterface*, int, PClassInfo2*, int>)factory->Vtable[7])(factory, 0, &second)
        );
        Assert.Equal(
            Result.Ok,
            ((delegate* unmanaged<ComInterface*, int, PClassInfoW*, int>)factory->Vtable[8])(factory, 0, &third)
        );
        Assert.Equal(first.ClassId, second.ClassId);
        Assert.Equal(first.ClassId, third.ClassId);
        Assert.Equal("LakhNES", NativeText.Read(first.Name));
        Assert.Equal("Audio Module Class", NativeText.Read(first.Category));
        Assert.Equal("Instrument|Synth", NativeText.Read(second.SubCategories));
        Assert.Equal("LakhNES", new string(third.Vendor));
        Assert.Equal(NativeText.Read(second.Version), new string(third.Version));
    }

    [Fact]
    public void FactoryRefusesWhatItDoesNotHave()
    {
        ComInterface* factory = Vst3Rig.Factory;
        var create = (delegate* unmanaged<ComInterface*, Tuid*, Tuid*, ComInterface**, int>)factory->Vtable[6];
        var describe = (delegate* unmanaged<ComInterface*, int, PClassInfo*, int>)factory->Vtable[5];
        Tuid ours = Tuid.Parse(PluginIdentity.Vst3ClassId),
            unknown = new(1, 2, 3, 4),
            component = InterfaceIds.Component;
        ComInterface* made = factory;
        Assert.NotEqual(Result.Ok, create(factory, &unknown, &component, &made));
        Assert.True(made is null);
        Assert.Equal(Result.NoInterface, create(factory, &ours, &unknown, &made));
        Assert.True(made is null);
        Assert.Equal(Result.InvalidArgument, create(factory, null, &component, &made));
        Assert.Equal(Result.InvalidArgument, create(factory, &ours, null, &made));
        Assert.Equal(Result.InvalidArgument, create(factory, &ours, &component, null));
        PClassInfo info;
        Assert.Equal(Result.InvalidArgument, describe(factory, 1, &info));
        Assert.Equal(Result.InvalidArgument, describe(factory, -1, &info));
        Assert.Equal(Result.InvalidArgument, describe(factory, 0, null));
    }

    [Fact]
    public void FactoryOutlivesHostsThatReleaseItTooOften()
    {
        ComInterface* factory = Vst3Rig.Factory;
        uint references = Vst3Rig.AddRef(factory);
        Assert.Equal(references - 1, Vst3Rig.Release(factory));
        Assert.Equal((nint)factory, (nint)Vst3Rig.Factory);
    }

    [Fact]
    public void EveryInterfaceLeadsToEveryOther()
    {
        Tuid[] ids =
        [
            InterfaceIds.FUnknown,
            InterfaceIds.PluginBase,
            InterfaceIds.Component,
            InterfaceIds.AudioProcessor,
            InterfaceIds.EditController,
            InterfaceIds.EditController2,
            InterfaceIds.ProcessContextRequirements,
            InterfaceIds.UnitInfo,
            InterfaceIds.NoteExpressionController,
            InterfaceIds.MidiMapping,
        ];
        ComInterface* component = Vst3Rig.Create(InterfaceIds.Component);
        nint identity = (nint)component;
        foreach (Tuid from in ids)
        {
            ComInterface* source = Vst3Rig.Query(component, from);
            Assert.True(source is not null);
            foreach (Tuid to in ids)
            {
                ComInterface* target = Vst3Rig.Query(source, to);
                Assert.True(target is not null);
                ComInterface* unknown = Vst3Rig.Query(target, InterfaceIds.FUnknown);
                Assert.Equal(identity, (nint)unknown);
                Vst3Rig.Release(unknown);
                Vst3Rig.Release(target);
            }

            Vst3Rig.Release(source);
        }

        Assert.True(Vst3Rig.Query(component, new Tuid(9, 9, 9, 9)) is null);
        Assert.Equal(0u, Vst3Rig.Release(component));
    }

    [Fact]
    public void InterfaceIdsAreLaidOutAsThePlatformLaysThemOut()
    {
        Tuid id = InterfaceIds.Component;
        byte[] bytes = new ReadOnlySpan<byte>(&id, 16).ToArray();
        byte[] expected = OperatingSystem.IsWindows()
            ? Convert.FromHexString("31FF31E8D5F20143928EBBEE25697802")
            : Convert.FromHexString("E831FF31F2D54301928EBBEE25697802");
        Assert.Equal(expected, bytes);
    }

    [Fact]
    public void ModuleInfoFileSaysWhatTheFactorySays()
    {
        PClassInfo2 info;
        ComInterface* factory = Vst3Rig.Factory;
        ((delegate* unmanaged<ComInterface*, int, PClassInfo2*, int>)factory->Vtable[7])(factory, 0, &info);
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Repository.File("src/Plugin/Resources/moduleinfo.json")));
        JsonElement module = file.RootElement,
            entry = module.GetProperty("Classes")[0];
        Assert.Equal(PluginIdentity.Vst3ClassId, entry.GetProperty("CID").GetString());
        Assert.Equal(NativeText.Read(info.Name), entry.GetProperty("Name").GetString());
        Assert.Equal(NativeText.Read(info.Category), entry.GetProperty("Category").GetString());
        Assert.Equal(NativeText.Read(info.Vendor), entry.GetProperty("Vendor").GetString());
        Assert.Equal(NativeText.Read(info.Version), entry.GetProperty("Version").GetString());
        Assert.Equal(NativeText.Read(info.Version), module.GetProperty("Version").GetString());
        Assert.Equal(NativeText.Read(info.SdkVersion), entry.GetProperty("SDKVersion").GetString());
        Assert.Equal(
            NativeText.Read(info.SubCategories),
            string.Join('|', entry.GetProperty("Sub Categories").EnumerateArray().Select(part => part.GetString()))
        );
    }

    [Fact]
    public void VersionIsTheAssemblysAndTheMacBundles()
    {
        Assert.Equal(PluginIdentity.Version, typeof(PluginIdentity).Assembly.GetName().Version!.ToString(3));
        string bundle = File.ReadAllText(Repository.File("src/Plugin/Resources/Info.plist"));
        Assert.Contains($"<key>CFBundleVersion</key><string>{PluginIdentity.Version}</string>", bundle);
        Assert.Contains($"<string>{PluginIdentity.ClapId}.@FORMAT@</string>", bundle);
    }
}
