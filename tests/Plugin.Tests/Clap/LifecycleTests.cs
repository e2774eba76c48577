using System.Runtime.InteropServices;
using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Ui.Editing;

namespace LakhNes.Plugin.Tests.Clap;

public sealed unsafe class LifecycleTests
{
    [Fact]
    public void FactoryDescribesOneInstrument()
    {
        var factory = (nint*)ClapRig.Factory("clap.plugin-factory\0"u8);
        Assert.Equal(1u, ((delegate* unmanaged[Cdecl]<void*, uint>)factory[0])(factory));
        var describe = (delegate* unmanaged[Cdecl]<void*, uint, ClapPluginDescriptor*>)factory[1];
        ClapPluginDescriptor* descriptor = describe(factory, 0);
        Assert.Equal(PluginIdentity.ClapId, NativeText.Read(descriptor->Id));
        Assert.Equal("LakhNES", NativeText.Read(descriptor->Name));
        var features = new List<string>();
        for (byte** feature = descriptor->Features; *feature is not null; feature++)
            features.Add(NativeText.Read(*feature));
        Assert.Equal("instrument", features[0]);
        Assert.True(describe(factory, 1) is null);
    }

    [Fact]
    public void UnknownFactoriesPluginsAndExtensionsAreNotThere()
    {
        Assert.Equal(0, ClapRig.Factory("clap.no-such-factory\0"u8));
        Assert.Equal(0, ClapRig.Factory(default));
        using var host = new FakeClapHost();
        Assert.True(ClapRig.Create(host, "another.plugin") is null);
        using var rig = new ClapRig(active: false);
        Assert.True(rig.Extension("clap.no-such-extension") is null);
        Assert.Equal(0, rig.Plugin->GetExtension(rig.Plugin, null));
    }

    [Theory]
    [InlineData("clap.params")]
    [InlineData("clap.state")]
    [InlineData("clap.audio-ports")]
    [InlineData("clap.audio-ports-config")]
    [InlineData("clap.audio-ports-config-info/1")]
    [InlineData("clap.audio-ports-activation/2")]
    [InlineData("clap.note-ports")]
    [InlineData("clap.note-name")]
    [InlineData("clap.voice-info")]
    [InlineData("clap.latency")]
    [InlineData("clap.tail")]
    [InlineData("clap.render")]
    [InlineData("clap.remote-controls/2")]
    [InlineData("clap.preset-load/2")]
    public void ExtensionIsThere(string id)
    {
        using var rig = new ClapRig(active: false);
        Assert.True(rig.Extension(id) is not null);
    }

    [Fact]
    public void HostWithoutExtensionsOrCallbacksWillDo()
    {
        using var host = new FakeClapHost(extensions: false);
        host.Native->RequestCallback = null;
        ClapPlugin* plugin = ClapRig.Create(host);
        Assert.Equal(1, plugin->Init(plugin));
        Assert.Equal(1, plugin->Activate(plugin, 48_000, 1, 64));
        using var events = new FakeClapEvents();
        events.Midi(0, 0xC0, 5);
        var process = new ClapProcess { FrameCount = 64, InEvents = events.Native };
        Assert.Equal(ClapProcessStatus.Continue, plugin->Process(plugin, &process));
        plugin->OnMainThread(plugin);
        plugin->Destroy(plugin);
    }

    [Theory]
    [InlineData(0.0, 512u)]
    [InlineData(double.NaN, 512u)]
    [InlineData(1e9, 512u)]
    [InlineData(999.0, 512u)]
    [InlineData(768_001.0, 512u)]
    [InlineData(48_000.0, 0u)]
    public void ImpossibleActivationsAreRefused(double sampleRate, uint maxFrames)
    {
        using var rig = new ClapRig(active: false);
        Assert.Equal(0, rig.Plugin->Activate(rig.Plugin, sampleRate, 1, maxFrames));
        Assert.Equal(1, rig.Plugin->Activate(rig.Plugin, 48_000, 1, uint.MaxValue));
    }

    /// <summary>Rates that validators ask for: played, or refused before anything sounds.</summary>
    [Theory]
    [InlineData(1_000.0)]
    [InlineData(1_234.5678)]
    [InlineData(12_345.678)]
    [InlineData(768_000.0)]
    public void UncommonRatesPlay(double sampleRate)
    {
        using var rig = new ClapRig(sampleRate);
        using var vst3 = new Vst3.Vst3Rig(sampleRate);
        rig.Events.NoteOn(0, 69);
        vst3.Events.NoteOn(0, 69);
        double[] heard = rig.Left(2048);
        Assert.All(heard, sample => Assert.True(double.IsFinite(sample) && Math.Abs(sample) < 2));
        Assert.Contains(heard, sample => Math.Abs(sample) > 0.01);
        Assert.Equal(heard, vst3.Left(2048));
    }

    [Fact]
    public void InstancesComeAndGo()
    {
        using var host = new FakeClapHost();
        for (int i = 0; i < 50; i++)
        {
            ClapPlugin* plugin = ClapRig.Create(host);
            // a scan never initialises
            if (i % 2 == 0)
                Assert.Equal(1, plugin->Init(plugin));
            plugin->Destroy(plugin);
        }
    }

    [Fact]
    public void LatencyAndTailAreReported()
    {
        using var clap = new ClapRig();
        using var vst3 = new Vst3.Vst3Rig();
        Assert.Equal(
            vst3.Latency,
            ((delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)clap.Extension("clap.latency")[0])(clap.Plugin)
        );
        Assert.Equal(vst3.Tail, ((delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)clap.Extension("clap.tail")[0])(clap.Plugin));
    }

    [Fact]
    public void RenderModesAreTheTwoOfClap()
    {
        using var rig = new ClapRig();
        var set = (delegate* unmanaged[Cdecl]<ClapPlugin*, int, byte>)rig.Extension("clap.render")[1];
        Assert.Equal(0, ((delegate* unmanaged[Cdecl]<ClapPlugin*, byte>)rig.Extension("clap.render")[0])(rig.Plugin));
        Assert.Equal(1, set(rig.Plugin, 0));
        Assert.Equal(1, set(rig.Plugin, 1));
        Assert.Equal(0, set(rig.Plugin, 2));
    }

    [Fact]
    public void NoteNamesAreTheDrumsOfChannelTen()
    {
        using var rig = new ClapRig(active: false);
        nint* names = rig.Extension("clap.note-name");
        uint count = ((delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)names[0])(rig.Plugin);
        var get = (delegate* unmanaged[Cdecl]<ClapPlugin*, uint, ClapNoteName*, byte>)names[1];
        var found = new Dictionary<int, string>();
        for (uint i = 0; i < count; i++)
        {
            ClapNoteName name;
            Assert.Equal(1, get(rig.Plugin, i, &name));
            Assert.Equal(9, name.Channel);
            found.Add(name.Key, NativeText.Read(name.Name));
        }

        Assert.Equal("Acoustic Snare", found[38]);
        ClapNoteName none;
        Assert.Equal(0, get(rig.Plugin, count, &none));
        Assert.Equal(0, get(rig.Plugin, 0, null));
    }

    [Theory]
    [InlineData(0, 5u)]
    [InlineData(1, 4u)]
    [InlineData(2, 1u)]
    public void VoiceInfoFollowsTheVoiceMode(int mode, uint voices)
    {
        using var rig = new ClapRig();
        rig.Events.Param(0, Engine.Parameters.ParameterTable.Find("Voice Mode")!.Id, mode);
        rig.Run(16);
        ClapVoiceInfo info;
        Assert.Equal(
            1,
            ((delegate* unmanaged[Cdecl]<ClapPlugin*, ClapVoiceInfo*, byte>)rig.Extension("clap.voice-info")[0])(
                rig.Plugin,
                &info
            )
        );
        Assert.Equal(voices, info.VoiceCount);
        Assert.Equal(5u, info.VoiceCapacity);
    }

    [Fact]
    public void RemoteControlsShowEveryParameterOnce()
    {
        using var rig = new ClapRig(active: false);
        nint* pages = rig.Extension("clap.remote-controls/2");
        uint count = ((delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)pages[0])(rig.Plugin);
        var get = (delegate* unmanaged[Cdecl]<ClapPlugin*, uint, ClapRemoteControlsPage*, byte>)pages[1];
        var ids = new List<uint>();
        var page = (ClapRemoteControlsPage*)NativeMemory.Alloc((nuint)sizeof(ClapRemoteControlsPage));
        for (uint i = 0; i < count; i++)
        {
            Assert.Equal(1, get(rig.Plugin, i, page));
            for (int control = 0; control < 8; control++)
            {
                if (page->ParamIds[control] != uint.MaxValue)
                    ids.Add(page->ParamIds[control]);
            }
        }

        Assert.Equal(0, get(rig.Plugin, count, page));
        NativeMemory.Free(page);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(Engine.Parameters.ParameterTable.All.Length, ids.Count);
    }

    [Fact]
    public void TheWindowAsksForTheHostsMenuOfAParameter()
    {
        using var rig = new ClapRig(active: false);
        var window = (IEditorHost)ClapInstance.Of(rig.Plugin);
        int gain = ParameterTable.Find("Output Gain")!.Index;
        Assert.False(window.ShowParameterMenu(gain, 12, 34));
        rig.Host.HasMenus = true;
        Assert.True(window.ShowParameterMenu(gain, 12, 34));
        Assert.Equal(["menu of 1:2 at 12 34"], rig.Host.Log);
    }
}
