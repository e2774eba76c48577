using System.Runtime.InteropServices;
using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;
using LakhNes.Plugin.Vst3.Interop;
using LakhNes.Ui;
using LakhNes.Ui.Editing;

namespace LakhNes.Plugin.Tests.Vst3;

public sealed unsafe class ControllerTests
{
    private static readonly Parameter Gain = ParameterTable.Find("Output Gain")!;

    private static List<ParameterInfo> Parameters(Vst3Rig rig)
    {
        var all = new List<ParameterInfo>();
        for (int i = 0; i < rig.ParameterCount; i++)
        {
            ParameterInfo info;
            Assert.Equal(Result.Ok, rig.ParameterInfo(i, &info));
            all.Add(info);
        }

        return all;
    }

    [Fact]
    public void ParametersHaveUniqueIdsAndDefaultsThatHold()
    {
        using var rig = new Vst3Rig(active: false);
        List<ParameterInfo> all = Parameters(rig);
        Assert.Equal(all.Count, all.Select(info => info.Id).Distinct().Count());
        // ids from 0x80000000 up are the host's
        Assert.All(all, info => Assert.True(info.Id < 0x80000000));
        Assert.All(all, info => Assert.Equal(info.DefaultNormalisedValue, rig.Get(info.Id)));
        Assert.Single(all, info => (info.Flags & ParameterInfo.IsBypass) != 0);
        Assert.Single(all, info => (info.Flags & ParameterInfo.IsProgramChange) != 0);
    }

    [Fact]
    public void ValuesSurviveTheWayThroughPlainAndText()
    {
        using var rig = new Vst3Rig(active: false);
        char* text = stackalloc char[128];
        foreach (ParameterInfo info in Parameters(rig))
        {
            foreach (double value in (double[])[0, 0.25, 0.5, 1])
            {
                double plain = rig.ToPlain(info.Id, value),
                    back = rig.ToNormalised(info.Id, plain);
                // plain values lie on a decimal grid that is finer than a host's 32-bit float
                if (info.StepCount == 0)
                    Assert.Equal(value, back, 5e-7);
                Assert.Equal(back, rig.ToNormalised(info.Id, rig.ToPlain(info.Id, back)), 9);
                Assert.Equal(Result.Ok, rig.Text(info.Id, back, text));
                double read;
                Assert.Equal(Result.Ok, rig.Value(info.Id, text, &read));
                // text has few decimals
                if (info.StepCount > 0)
                    Assert.Equal(back, read, 9);
                else
                    Assert.Equal(rig.Text(info.Id, back), rig.Text(info.Id, read));
            }
        }
    }

    [Fact]
    public void UnitsStandApartFromTheNumber()
    {
        using var rig = new Vst3Rig(active: false);
        ParameterInfo info = Parameters(rig).Single(info => info.Id == Gain.Id);
        Assert.Equal("dB", new string(info.Units));
        Assert.Equal("12.0", rig.Text(Gain.Id, 1));
    }

    [Fact]
    public void UnknownIdsAndNullsAreRefused()
    {
        using var rig = new Vst3Rig(active: false);
        const uint Unknown = 0x7FFFFFF0;
        ParameterInfo info;
        double value;
        char* text = stackalloc char[128];
        Assert.Equal(Result.InvalidArgument, rig.ParameterInfo(-1, &info));
        Assert.Equal(Result.InvalidArgument, rig.ParameterInfo(rig.ParameterCount, &info));
        Assert.Equal(Result.InvalidArgument, rig.ParameterInfo(0, null));
        Assert.Equal(Result.InvalidArgument, rig.Text(Unknown, 0, text));
        Assert.Equal(Result.InvalidArgument, rig.Text(Gain.Id, 0, null));
        Assert.Equal(Result.InvalidArgument, rig.Value(Unknown, text, &value));
        Assert.Equal(Result.InvalidArgument, rig.Value(Gain.Id, null, &value));
        Assert.Equal(Result.InvalidArgument, rig.Value(Gain.Id, text, null));
        Assert.Equal(Result.InvalidArgument, rig.Set(Unknown, 0.5));
        Assert.Equal(Result.InvalidArgument, rig.Set(Gain.Id, double.NaN));
        Assert.Equal(0, rig.Get(Unknown));
        foreach (double wild in (double[])[double.NaN, double.NegativeInfinity, 1e300, -5])
            Assert.Equal(Result.Ok, rig.Text(Gain.Id, wild, text));
        "not a number\0".CopyTo(new Span<char>(text, 128));
        Assert.Equal(Result.False, rig.Value(Gain.Id, text, &value));
    }

    [Fact]
    public void ValuesOutsideTheRangeAreBroughtIntoIt()
    {
        using var rig = new Vst3Rig(active: false);
        rig.Set(Gain.Id, 7);
        Assert.Equal(1, rig.Get(Gain.Id));
        rig.Set(Gain.Id, -7);
        Assert.Equal(0, rig.Get(Gain.Id));
    }

    [Fact]
    public void ControllersAreMappedToHiddenParametersOfEachChannel()
    {
        using var rig = new Vst3Rig(active: false);
        var hidden = Parameters(rig).Where(info => (info.Flags & ParameterInfo.IsHidden) != 0).ToDictionary(info => info.Id);
        var seen = new HashSet<uint>();
        foreach (short controller in (short[])[1, 6, 7, 10, 11, 12, 38, 64, 74, 98, 99, 100, 101, 120, 121, 123, 128, 129])
        {
            for (short channel = 0; channel < 16; channel++)
            {
                Assert.Equal(Result.Ok, Map(rig, 0, channel, controller, out uint id));
                Assert.True(seen.Add(id));
                Assert.Equal(0, hidden[id].Flags & ParameterInfo.CanAutomate);
            }
        }

        // what may be learned is the same parameter in each channel
        for (short controller = 0; controller < 128; controller++)
        {
            if (Map(rig, 0, 0, controller, out uint id) != Result.Ok || !seen.Add(id))
                continue;
            Assert.True(hidden.ContainsKey(id));
            for (short channel = 1; channel < 16; channel++)
            {
                Assert.Equal(Result.Ok, Map(rig, 0, channel, controller, out uint other));
                Assert.Equal(id, other);
            }
        }

        Assert.Equal(hidden.Count, seen.Count);
    }

    [Theory]
    [InlineData(1, 0, 7)]
    [InlineData(-1, 0, 7)]
    [InlineData(0, 16, 7)]
    [InlineData(0, -1, 7)]
    [InlineData(0, 0, 122)]
    [InlineData(0, 0, 130)]
    [InlineData(0, 0, -1)]
    [InlineData(0, 0, 263)]
    public void OtherControllersAreNotMapped(int bus, int channel, int controller)
    {
        using var rig = new Vst3Rig(active: false);
        Assert.Equal(Result.False, Map(rig, bus, (short)channel, (short)controller, out _));
    }

    [Fact]
    public void UnitsFormATreeThatHoldsEveryParameter()
    {
        using var rig = new Vst3Rig(active: false);
        ComInterface* units = rig.Units;
        int count = ((delegate* unmanaged<ComInterface*, int>)units->Vtable[3])(units);
        var get = (delegate* unmanaged<ComInterface*, int, UnitInfo*, int>)units->Vtable[4];
        var ids = new HashSet<int>();
        for (int i = 0; i < count; i++)
        {
            UnitInfo info;
            Assert.Equal(Result.Ok, get(units, i, &info));
            Assert.Equal(i == 0 ? UnitInfo.NoParent : UnitInfo.RootId, info.ParentId);
            Assert.Equal(i == 0 ? Vst3Programs.ListId : UnitInfo.NoProgramList, info.ProgramListId);
            ids.Add(info.Id);
        }

        Assert.Contains(UnitInfo.RootId, ids);
        Assert.All(Parameters(rig), info => Assert.Contains(info.UnitId, ids));
        UnitInfo none;
        Assert.Equal(Result.InvalidArgument, get(units, count, &none));
        Assert.Equal(Result.InvalidArgument, get(units, 0, null));
        var select = (delegate* unmanaged<ComInterface*, int, int>)units->Vtable[12];
        Assert.Equal(Result.Ok, select(units, 2));
        Assert.Equal(2, ((delegate* unmanaged<ComInterface*, int>)units->Vtable[11])(units));
        Assert.Equal(Result.InvalidArgument, select(units, count));
    }

    [Fact]
    public void ProgramListAndParameterAgree()
    {
        using var rig = new Vst3Rig(active: false);
        ComInterface* units = rig.Units;
        ProgramListInfo list;
        Assert.Equal(
            Result.Ok,
            ((delegate* unmanaged<ComInterface*, int, ProgramListInfo*, int>)units->Vtable[6])(units, 0, &list)
        );
        ParameterInfo parameter = Parameters(rig).Single(info => (info.Flags & ParameterInfo.IsProgramChange) != 0);
        Assert.Equal(list.ProgramCount, parameter.StepCount + 1);
        Assert.True(list.ProgramCount >= 24);
        var name = (delegate* unmanaged<ComInterface*, int, int, char*, int>)units->Vtable[7];
        char* text = stackalloc char[128];
        for (int i = 0; i < list.ProgramCount; i++)
        {
            Assert.Equal(Result.Ok, name(units, list.Id, i, text));
            Assert.Equal(new string(text), rig.Text(parameter.Id, (double)i / parameter.StepCount));
        }

        Assert.NotEqual(Result.Ok, name(units, list.Id, list.ProgramCount, text));
        Assert.NotEqual(Result.Ok, name(units, list.Id + 1, 0, text));
        int unit;
        var byBus = (delegate* unmanaged<ComInterface*, MediaType, BusDirection, int, int, int*, int>)units->Vtable[13];
        Assert.Equal(Result.Ok, byBus(units, MediaType.Event, BusDirection.Input, 0, 5, &unit));
        Assert.Equal(parameter.UnitId, unit);
        Assert.Equal(Result.False, byBus(units, MediaType.Audio, BusDirection.Output, 0, 0, &unit));
    }

    [Fact]
    public void NoteExpressionsAreVolumeTuningAndVibrato()
    {
        using var rig = new Vst3Rig(active: false);
        ComInterface* self = rig.Expressions;
        Assert.Equal(3, ((delegate* unmanaged<ComInterface*, int, short, int>)self->Vtable[3])(self, 0, 0));
        Assert.Equal(0, ((delegate* unmanaged<ComInterface*, int, short, int>)self->Vtable[3])(self, 1, 0));
        var get = (delegate* unmanaged<ComInterface*, int, short, int, NoteExpressionTypeInfo*, int>)self->Vtable[4];
        var toText = (delegate* unmanaged<ComInterface*, int, short, NoteExpressionType, double, char*, int>)self->Vtable[5];
        var fromText = (delegate* unmanaged<ComInterface*, int, short, NoteExpressionType, char*, double*, int>)self->Vtable[6];
        char* text = stackalloc char[128];
        for (int i = 0; i < 3; i++)
        {
            NoteExpressionTypeInfo info;
            Assert.Equal(Result.Ok, get(self, 0, 0, i, &info));
            foreach (double value in (double[])[0, 0.25, 0.5, 1])
            {
                double read;
                Assert.Equal(Result.Ok, toText(self, 0, 0, info.TypeId, value, text));
                Assert.Equal(Result.Ok, fromText(self, 0, 0, info.TypeId, text, &read));
                Assert.Equal(value, read, 3);
            }
        }

        NoteExpressionTypeInfo none;
        Assert.Equal(Result.InvalidArgument, get(self, 0, 0, 3, &none));
        Assert.Equal(Result.InvalidArgument, get(self, 0, 0, 0, null));
        Assert.Equal(Result.InvalidArgument, toText(self, 0, 0, (NoteExpressionType)4, 0, text));
        Assert.Equal(Result.Ok, toText(self, 0, 0, NoteExpressionType.Tuning, 0.5 + (1.0 / 240), text));
        Assert.Equal("1.00", new string(text));
    }

    [Fact]
    public void OnlyTheEditorViewIsMade()
    {
        using var rig = new Vst3Rig(active: false);
        Assert.True(rig.CreateView(null) is null);
        Assert.True(rig.CreateView("generic") is null);
        var view = (ComInterface*)rig.CreateView("editor");
        Assert.Equal(Editor.IsSupported, view is not null);
        if (view is null)
            return;
        var getSize = (delegate* unmanaged<ComInterface*, ViewRect*, int>)view->Vtable[9];
        ViewRect size;
        Assert.Equal(Result.Ok, getSize(view, &size));
        Assert.True(size.Right > 0 && size.Bottom > 0);
        // no host's window, no host's loop
        Assert.NotEqual(Result.Ok, ((delegate* unmanaged<ComInterface*, nint, byte*, int>)view->Vtable[4])(view, 0, null));
        Assert.Equal(0u, Vst3Rig.Release(view));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(0, false)]
    public void TheWindowAsksForTheHostsMenuOfAParameter(int items, bool shown)
    {
        if (!Editor.IsSupported)
            return;
        using var rig = new Vst3Rig(active: false);
        using var host = new FakeMenuHost(items);
        ComInterface* controller = Vst3Rig.Query(rig.Component, InterfaceIds.EditController);
        var setHandler = (delegate* unmanaged<ComInterface*, IComponentHandler*, int>)controller->Vtable[16];
        Assert.Equal(Result.Ok, setHandler(controller, host.Pointer));
        var view = (ComInterface*)rig.CreateView("editor");

        var window = (IEditorHost)GCHandle.FromIntPtr(view->Owner->Handle).Target!;
        Assert.Equal(shown, window.ShowParameterMenu(Gain.Index, 12, 34));
        Assert.Equal(shown ? ["menu of 2, view given", "at 12 34"] : ["menu of 2, view given"], host.Log);

        Vst3Rig.Release(view);
        setHandler(controller, null);
        Assert.Equal(0, host.References);
        Vst3Rig.Release(controller);
    }

    private static int Map(Vst3Rig rig, int bus, short channel, short controller, out uint id)
    {
        uint found;
        ComInterface* self = rig.MidiMapping;
        int result = ((delegate* unmanaged<ComInterface*, int, short, short, uint*, int>)self->Vtable[3])(
            self,
            bus,
            channel,
            controller,
            &found
        );
        id = found;
        return result;
    }
}
