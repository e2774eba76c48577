using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Tests.Vst3;

public sealed unsafe class ComponentTests
{
    private const SpeakerArrangement S = SpeakerArrangement.Stereo;
    private const SpeakerArrangement M = SpeakerArrangement.Mono;

    private static readonly uint Duty = ParameterTable.Find("Pulse 1 Duty")!.Id;

    [Fact]
    public void OutputsAreStereoAndOneMonoBusAVoiceThatIsOff()
    {
        using var rig = new Vst3Rig(active: false);
        Assert.Equal(0, rig.BusCount(MediaType.Audio, BusDirection.Input));
        Assert.Equal(6, rig.BusCount(MediaType.Audio, BusDirection.Output));
        string[] names = ["Main", "Pulse 1", "Pulse 2", "Triangle", "Noise", "DMC"];
        for (int i = 0; i < 6; i++)
        {
            BusInfo info;
            SpeakerArrangement arrangement;
            Assert.Equal(Result.Ok, rig.BusInfo(MediaType.Audio, BusDirection.Output, i, &info));
            Assert.Equal(Result.Ok, rig.BusArrangement(BusDirection.Output, i, &arrangement));
            Assert.Equal(names[i], new string(info.Name));
            Assert.Equal(i == 0 ? 2 : 1, info.ChannelCount);
            Assert.Equal(i == 0 ? S : M, arrangement);
            Assert.Equal(i == 0 ? BusType.Main : BusType.Aux, info.BusType);
            Assert.Equal(i == 0 ? 1u : 0u, info.Flags);
        }
    }

    [Theory]
    [InlineData((int)BusDirection.Input)]
    [InlineData((int)BusDirection.Output)]
    public void EventBusesHaveSixteenChannels(int way)
    {
        var direction = (BusDirection)way;
        using var rig = new Vst3Rig(active: false);
        Assert.Equal(1, rig.BusCount(MediaType.Event, direction));
        BusInfo info;
        Assert.Equal(Result.Ok, rig.BusInfo(MediaType.Event, direction, 0, &info));
        Assert.Equal(16, info.ChannelCount);
    }

    [Theory]
    [InlineData((int)MediaType.Audio, (int)BusDirection.Output, -1)]
    [InlineData((int)MediaType.Audio, (int)BusDirection.Output, 6)]
    [InlineData((int)MediaType.Audio, (int)BusDirection.Input, 0)]
    [InlineData((int)MediaType.Event, (int)BusDirection.Input, 1)]
    [InlineData(7, (int)BusDirection.Output, 0)]
    [InlineData((int)MediaType.Audio, 9, 0)]
    public void BusesThatAreNotThereAreRefused(int media, int way, int index)
    {
        (MediaType type, BusDirection direction) = ((MediaType)media, (BusDirection)way);
        using var rig = new Vst3Rig(active: false);
        BusInfo info;
        Assert.Equal(Result.InvalidArgument, rig.BusInfo(type, direction, index, &info));
        Assert.Equal(Result.InvalidArgument, rig.ActivateBus(type, direction, index, true));
        Assert.Equal(Result.InvalidArgument, rig.BusInfo(MediaType.Audio, BusDirection.Output, 0, null));
        Assert.Equal(Result.InvalidArgument, rig.BusArrangement(direction, 99, null));
    }

    [Fact]
    public void OnlyTheBusesOwnArrangementsAreAccepted()
    {
        using var rig = new Vst3Rig(active: false);
        Assert.Equal(Result.Ok, rig.SetBusArrangements(0, S, M, M, M, M, M));
        Assert.Equal(Result.Ok, rig.SetBusArrangements(0, S));
        Assert.Equal(Result.False, rig.SetBusArrangements(0, M));
        Assert.Equal(Result.False, rig.SetBusArrangements(0, S, S));
        Assert.Equal(Result.False, rig.SetBusArrangements(1, S, M, M, M, M, M));
        Assert.Equal(Result.False, rig.SetBusArrangements(0));
        Assert.Equal(Result.False, rig.SetBusArrangements(0, S, M, M, M, M, M, M));
    }

    [Theory]
    [InlineData(0.0, 512)]
    [InlineData(-48_000.0, 512)]
    [InlineData(double.NaN, 512)]
    [InlineData(double.PositiveInfinity, 512)]
    [InlineData(1_000_000.0, 512)]
    [InlineData(48_000.0, 0)]
    [InlineData(48_000.0, -1)]
    public void ImpossibleSetupsAreRefused(double sampleRate, int maxFrames)
    {
        using var rig = new Vst3Rig(active: false);
        Assert.NotEqual(Result.Ok, rig.Setup(sampleRate, maxFrames));
        // the setup before it still holds
        Assert.Equal(Result.Ok, rig.SetActive(true));
    }

    [Fact]
    public void SetupWhileActiveIsRefused()
    {
        using var rig = new Vst3Rig();
        Assert.Equal(Result.False, rig.Setup(44_100, 512));
    }

    [Fact]
    public void BothSampleSizesAreOffered()
    {
        using var rig = new Vst3Rig(active: false);
        Assert.Equal(Result.Ok, rig.CanProcess(0));
        Assert.Equal(Result.Ok, rig.CanProcess(1));
        Assert.Equal(Result.False, rig.CanProcess(2));
    }

    [Fact]
    public void StateComesBackWhateverPiecesTheStreamMoves()
    {
        using var one = new Vst3Rig(active: false);
        one.Set(Duty, 1);
        using var written = new FakeStream(piece: 1);
        Assert.Equal(Result.Ok, one.GetState(written));
        foreach (bool endsWithError in (bool[])[true, false])
        {
            using var other = new Vst3Rig(active: false);
            using var stream = new FakeStream(written.Written, piece: 3) { EndsWithError = endsWithError };
            Assert.Equal(Result.Ok, other.SetState(stream));
            Assert.Equal(1, other.Get(Duty));
        }
    }

    [Fact]
    public void RefusedStatesChangeNothing()
    {
        using var rig = new Vst3Rig(active: false);
        rig.Set(Duty, 1);
        byte[] good = rig.State();
        rig.Set(Duty, 0);
        var damaged = (byte[])good.Clone();
        damaged[^1] ^= 1;
        foreach (
            byte[] bad in (byte[][])
                [
                    [],
                    [1, 2, 3],
                    new byte[4096],
                    good[..^1],
                    good[..20],
                    damaged,
                ]
        )
        {
            using var stream = new FakeStream(bad);
            Assert.Equal(Result.False, rig.SetState(stream));
            Assert.Equal(0, rig.Get(Duty));
        }

        Assert.Equal(Result.InvalidArgument, rig.SetState(null));
        Assert.Equal(Result.InvalidArgument, rig.GetState(null));
    }

    [Fact]
    public void FullStreamFailsTheSave()
    {
        using var rig = new Vst3Rig(active: false);
        using var stream = new FakeStream { Room = 100 };
        Assert.Equal(Result.False, rig.GetState(stream));
    }

    [Fact]
    public void StateOfAProgramKeepsWhatWasChangedOnTopOfIt()
    {
        using var one = new Vst3Rig(active: false);
        one.Set(Vst3Programs.ParameterId, Vst3Programs.ToNormalised(3));
        one.Set(Duty, 1);
        using var other = new Vst3Rig(active: false);
        using var stream = new FakeStream(one.State());
        Assert.Equal(Result.Ok, other.SetState(stream));
        Assert.Equal(Vst3Programs.ToNormalised(3), other.Get(Vst3Programs.ParameterId));
        Assert.Equal(1, other.Get(Duty));
        // a host that sends every parameter after a load must not bring the bare program back
        other.Set(Vst3Programs.ParameterId, Vst3Programs.ToNormalised(3));
        Assert.Equal(1, other.Get(Duty));
    }

    [Fact]
    public void LatencyIsKnownBeforeActivation()
    {
        using var idle = new Vst3Rig(active: false);
        using var active = new Vst3Rig(sampleRate: 96_000);
        Assert.Equal(idle.Latency, active.Latency);
        Assert.True(active.Tail > 0);
    }
}
