using LakhNes.Plugin.Clap.Interop;

namespace LakhNes.Plugin.Tests.Clap;

public sealed unsafe class PortTests
{
    private static readonly string[] Names = ["Main", "Pulse 1", "Pulse 2", "Triangle", "Noise", "DMC"];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 6)]
    public void ConfigurationsGiveTheirPorts(uint config, int outputs)
    {
        using var rig = new ClapRig(active: false);
        Assert.Equal(1, rig.SelectConfig(config));
        nint* ports = rig.Extension("clap.audio-ports"),
            info = rig.Extension("clap.audio-ports-config-info/1");
        var count = (delegate* unmanaged[Cdecl]<ClapPlugin*, byte, uint>)ports[0];
        var get = (delegate* unmanaged[Cdecl]<ClapPlugin*, uint, byte, ClapAudioPortInfo*, byte>)ports[1];
        var getOf = (delegate* unmanaged[Cdecl]<ClapPlugin*, uint, uint, byte, ClapAudioPortInfo*, byte>)info[1];
        Assert.Equal((uint)outputs, count(rig.Plugin, 0));
        Assert.Equal(0u, count(rig.Plugin, 1));
        Assert.Equal(config, ((delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)info[0])(rig.Plugin));
        ClapAudioPortInfo port,
            same;
        for (int i = 0; i < outputs; i++)
        {
            Assert.Equal(1, get(rig.Plugin, (uint)i, 0, &port));
            Assert.Equal(1, getOf(rig.Plugin, config, (uint)i, 0, &same));
            Assert.Equal(Names[i], NativeText.Read(port.Name));
            Assert.Equal(Names[i], NativeText.Read(same.Name));
            Assert.Equal(i == 0 ? 2u : 1u, port.ChannelCount);
            Assert.Equal(i == 0, (port.Flags & ClapAudioPortInfo.IsMain) != 0);
            Assert.Equal(i == 0 ? "stereo" : "mono", NativeText.Read(port.PortType));
        }

        Assert.Equal(0, get(rig.Plugin, (uint)outputs, 0, &port));
        Assert.Equal(0, get(rig.Plugin, 0, 1, &port));
        Assert.Equal(0, get(rig.Plugin, 0, 0, null));
        Assert.Equal(0, getOf(rig.Plugin, 2, 0, 0, &port));
    }

    [Fact]
    public void ConfigurationStaysWhileActive()
    {
        using var rig = new ClapRig();
        Assert.Equal(0, rig.SelectConfig(1));
        rig.Plugin->Deactivate(rig.Plugin);
        Assert.Equal(0, rig.SelectConfig(2));
        Assert.Equal(1, rig.SelectConfig(1));
    }

    [Fact]
    public void NotePortsSpeakClapAndMidi()
    {
        using var rig = new ClapRig(active: false);
        nint* ports = rig.Extension("clap.note-ports");
        var get = (delegate* unmanaged[Cdecl]<ClapPlugin*, uint, byte, ClapNotePortInfo*, byte>)ports[1];
        foreach (byte isInput in (byte[])[0, 1])
        {
            Assert.Equal(1u, ((delegate* unmanaged[Cdecl]<ClapPlugin*, byte, uint>)ports[0])(rig.Plugin, isInput));
            ClapNotePortInfo info;
            Assert.Equal(1, get(rig.Plugin, 0, isInput, &info));
            Assert.Equal(isInput != 0 ? 7u : 3u, info.SupportedDialects);
            Assert.Equal(1u, info.PreferredDialect);
            Assert.Equal(0, get(rig.Plugin, 1, isInput, &info));
            Assert.Equal(0, get(rig.Plugin, 0, isInput, null));
        }
    }

    [Fact]
    public void VoicesSoundOnTheirPortsUntilSwitchedOff()
    {
        using var rig = new ClapRig(voices: true);
        rig.Events.NoteOn(0, 69);
        rig.Run(512);
        Assert.Contains(rig.Channel(2, 512), sample => Math.Abs(sample) > 1e-3);
        Assert.Equal(0ul, rig.Constant[1]);
        var activate = (delegate* unmanaged[Cdecl]<ClapPlugin*, byte, uint, byte, uint, byte>)
            rig.Extension("clap.audio-ports-activation/2")[1];
        Assert.Equal(1, activate(rig.Plugin, 0, 1, 0, 32));
        Assert.Equal(0, activate(rig.Plugin, 0, 6, 0, 32));
        Assert.Equal(0, activate(rig.Plugin, 1, 0, 0, 32));
        rig.Run(512);
        Assert.All(rig.Channel(2, 512), sample => Assert.Equal(0, sample));
        Assert.Equal(1ul, rig.Constant[1]);
        Assert.Contains(rig.Channel(0, 512), sample => Math.Abs(sample) > 1e-3);
    }

    [Fact]
    public void PortsThatTheConfigurationLacksAreZeroed()
    {
        using var rig = new ClapRig { PortCount = 6 };
        rig.Events.NoteOn(0, 69);
        rig.Run(256);
        Assert.All(rig.Channel(2, 256), sample => Assert.Equal(0, sample));
        Assert.Equal(1ul, rig.Constant[1]);
    }
}
