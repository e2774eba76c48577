using System.Runtime.InteropServices;
using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Clap.Interop;

namespace LakhNes.Plugin.Tests.Clap;

public sealed unsafe class ParameterTests
{
    private static readonly Parameter Duty = ParameterTable.Find("Pulse 1 Duty")!;
    private static readonly Parameter Gain = ParameterTable.Find("Output Gain")!;

    [Fact]
    public void InfosAreTheParameterTable()
    {
        using var rig = new ClapRig(active: false);
        nint* table = rig.Extension("clap.params");
        Assert.Equal((uint)ParameterTable.All.Length, ((delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)table[0])(rig.Plugin));
        var get = (delegate* unmanaged[Cdecl]<ClapPlugin*, uint, ClapParamInfo*, byte>)table[1];
        var info = (ClapParamInfo*)NativeMemory.Alloc((nuint)sizeof(ClapParamInfo));
        for (uint i = 0; i < ParameterTable.All.Length; i++)
        {
            Assert.Equal(1, get(rig.Plugin, i, info));
            Parameter parameter = ParameterTable.All[(int)i];
            Assert.Equal(parameter.Id, info->Id);
            Assert.Equal(parameter.Name, NativeText.Read(info->Name));
            Assert.Equal(parameter.Group, NativeText.Read(info->Module));
            Assert.Equal(parameter.Default, rig.Get(parameter.Id));
            Assert.InRange(info->Default, info->Minimum, info->Maximum);
            bool stepped = (info->Flags & ClapParamInfo.IsStepped) != 0,
                isEnum = (info->Flags & ClapParamInfo.IsEnum) != 0;
            Assert.True(stepped || !isEnum);
            Assert.Equal(parameter.IsBypass, (info->Flags & ClapParamInfo.IsBypass) != 0);
        }

        Assert.Equal(0, get(rig.Plugin, (uint)ParameterTable.All.Length, info));
        Assert.Equal(0, get(rig.Plugin, 0, null));
        NativeMemory.Free(info);
    }

    [Fact]
    public void TextGoesBothWaysAndFitsItsBuffer()
    {
        using var rig = new ClapRig(active: false);
        nint* table = rig.Extension("clap.params");
        var toText = (delegate* unmanaged[Cdecl]<ClapPlugin*, uint, double, byte*, uint, byte>)table[3];
        var toValue = (delegate* unmanaged[Cdecl]<ClapPlugin*, uint, byte*, double*, byte>)table[4];
        byte* text = stackalloc byte[64];
        double value;
        foreach (Parameter parameter in ParameterTable.All)
        {
            foreach (double plain in (double[])[parameter.Range.Minimum, parameter.Default, parameter.Range.Maximum])
            {
                Assert.Equal(1, toText(rig.Plugin, parameter.Id, plain, text, 64));
                Assert.Equal(1, toValue(rig.Plugin, parameter.Id, text, &value));
                Assert.Equal(plain, value, 1);
            }
        }

        text[4] = 0x55;
        Assert.Equal(1, toText(rig.Plugin, Duty.Id, 0, text, 4));
        Assert.Equal("12.", NativeText.Read(text));
        Assert.Equal(0x55, text[4]);
        Assert.Equal(0, toText(rig.Plugin, Duty.Id, 0, text, 0));
        Assert.Equal(0, toText(rig.Plugin, Duty.Id, 0, null, 64));
        Assert.Equal(0, toText(rig.Plugin, 0xFFFFFF, 0, text, 64));
        Assert.Equal(0, toValue(rig.Plugin, Gain.Id, null, &value));
        Assert.Equal(0, toValue(rig.Plugin, Gain.Id, text, null));
        "loud\0"u8.CopyTo(new Span<byte>(text, 64));
        Assert.Equal(0, toValue(rig.Plugin, Gain.Id, text, &value));
        Assert.Null(rig.Get(0xFFFFFF));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FlushSetsValuesWhetherActiveOrNot(bool active)
    {
        using var rig = new ClapRig(active: active);
        rig.Events.Param(0, Duty.Id, 0);
        rig.Events.Param(0, Gain.Id, double.NaN);
        rig.Events.Param(0, 0xFFFFFF, 1);
        rig.Flush();
        Assert.Equal(0, rig.Get(Duty.Id));
        Assert.Equal(Gain.Default, rig.Get(Gain.Id));
    }

    [Fact]
    public void ValueMeantForOneNoteLeavesTheInstanceAlone()
    {
        using var rig = new ClapRig();
        rig.Events.Param(0, Duty.Id, 0, noteId: 4);
        rig.Flush();
        Assert.Equal(Duty.Default, rig.Get(Duty.Id));
    }

    [Fact]
    public void StateComesBackWhateverPiecesTheStreamMoves()
    {
        using var one = new ClapRig(active: false);
        one.Events.Param(0, Duty.Id, 3);
        one.Flush();
        byte[] chunk = one.Save(piece: 1);
        Assert.Equal(one.Save(), chunk);
        using var other = new ClapRig();
        Assert.Equal(1, other.Load(chunk, piece: 3));
        Assert.Equal(3, other.Get(Duty.Id));
        Assert.Equal(1, other.Host.Rescans);
    }

    [Fact]
    public void RefusedStatesChangeNothing()
    {
        using var rig = new ClapRig();
        byte[] good = rig.Save();
        rig.Events.Param(0, Duty.Id, 3);
        rig.Flush();
        foreach (
            byte[] bad in (byte[][])
                [
                    [],
                    new byte[1000],
                    good[..^1],
                    good[..20],
                ]
        )
            Assert.Equal(0, rig.Load(bad));
        using var broken = new FakeClapStream(good) { Breaks = true };
        Assert.Equal(
            0,
            ((delegate* unmanaged[Cdecl]<ClapPlugin*, void*, byte>)rig.Extension("clap.state")[1])(rig.Plugin, broken.Pointer)
        );
        using var full = new FakeClapStream { Room = 50 };
        Assert.Equal(0, rig.Save(full));
        Assert.Equal(3, rig.Get(Duty.Id));
        Assert.Equal(0, rig.Host.Rescans);
    }

    [Fact]
    public void ProjectMovesBetweenTheFormats()
    {
        using var vst3 = new Vst3.Vst3Rig(active: false);
        vst3.Set(Duty.Id, 1);
        using var clap = new ClapRig(active: false);
        Assert.Equal(1, clap.Load(vst3.State()));
        Assert.Equal(3, clap.Get(Duty.Id));
        clap.Events.Param(0, Duty.Id, 0);
        clap.Flush();
        using var stream = new Vst3.FakeStream(clap.Save());
        Assert.Equal(0, vst3.SetState(stream));
        Assert.Equal(0, vst3.Get(Duty.Id));
    }
}
