using System.Text;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.State;

namespace LakhNes.Engine.Tests;

/// <summary>MIDI controllers that turn parameters.</summary>
public class ControllerTests
{
    private const int Frames = 256;

    private static Parameter Temperature => ParameterTable.Find("Temperature")!;

    private static Parameter Gain => ParameterTable.Find("Output Gain")!;

    [Fact]
    public void TheControllerThatIsMovedIsLearnedAndTurnsTheParameterOnAnyChannel()
    {
        using ChipEngine engine = Active();
        engine.Learn(true);
        Send(engine, (20, 0.9, 3));
        Assert.Equal(20, engine.LearnedController);
        Assert.Equal(Temperature.Default, engine.GetParameter(Temperature.Index));
        engine.Controllers = engine.Controllers.With(20, Temperature);
        engine.Learn(false);
        Assert.Equal(-1, engine.LearnedController);

        foreach ((int channel, double value) in ((int, double)[])[(0, 0), (15, 1), (4, 0.5)])
        {
            Send(engine, (20, value, channel));
            Assert.Equal(Temperature.Denormalise(value), engine.GetParameter(Temperature.Index), 9);
            Assert.True(engine.TryTakeTurned(out Parameter turned, out double plain));
            Assert.Equal((Temperature, Temperature.Denormalise(value)), (turned, plain));
            Assert.False(engine.TryTakeTurned(out _, out _));
        }

        Assert.Equal(-1, engine.LearnedController);
    }

    [Fact]
    public void ALearnedControllerHasNoOtherMeaningUntilItIsForgotten()
    {
        using ChipEngine engine = Active();
        double loud = Peak(engine);
        engine.Controllers = engine.Controllers.With(7, Temperature);
        Send(engine, (7, 0, 0));
        Assert.Equal(loud, Peak(engine), 2);
        engine.Controllers = engine.Controllers.Without(Temperature);
        Send(engine, (7, 0, 0));
        Assert.True(Peak(engine) < loud / 10);
    }

    [Fact]
    public void OneControllerTurnsOneParameterAndOneParameterHasOneController()
    {
        ControllerMap map = ControllerMap.Empty.With(20, Temperature).With(21, Temperature);
        Assert.Equal([(21, Temperature)], map.All);
        map = map.With(21, Gain);
        Assert.Equal([(21, Gain)], map.All);
        Assert.Equal((-1, 21, Gain.Index), (map.ControllerOf(Temperature), map.ControllerOf(Gain), map.IndexOf(21)));
        Assert.Equal(-1, map.IndexOf(int.MaxValue));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(38)]
    [InlineData(98)]
    [InlineData(101)]
    [InlineData(120)]
    [InlineData(123)]
    [InlineData(128)]
    [InlineData(-1)]
    public void WhatHasAMeaningThatCannotBeTakenFromItIsNotLearned(int controller)
    {
        Assert.False(ControllerMap.CanLearn(controller));
        Assert.Throws<ArgumentException>(() => ControllerMap.Empty.With(controller, Gain));
        if (controller is < 0 or > 127)
            return;
        using ChipEngine engine = Active();
        engine.Learn(true);
        Send(engine, (controller, 0.5, 0));
        Assert.Equal(-1, engine.LearnedController);
    }

    [Fact]
    public void TheyAreStoredWithTheProject()
    {
        using ChipEngine engine = new(),
            other = new();
        engine.Controllers = ControllerMap.Empty.With(20, Temperature).With(74, Gain);
        other.Controllers = ControllerMap.Empty.With(30, Gain);
        Assert.True(other.TryLoadState(engine.SaveState(), out string error), error);
        Assert.Equal(engine.Controllers.All, other.Controllers.All);

        // a project of before has none
        Assert.True(other.TryLoadState(StateChunk.Wrap("{\"engine\":{}}"u8), out error), error);
        Assert.Empty(other.Controllers.All);
    }

    [Theory]
    [InlineData(
        """{ "count": 2, "0": { "controller": 6, "parameter": 1004 }, "1": { "controller": 20, "parameter": 999999 } }""",
        null
    )]
    [InlineData("""{ "count": 129 }""", "controllers.count")]
    [InlineData("""{ "count": 1, "0": { "controller": 128, "parameter": 1004 } }""", "controllers.0.controller")]
    [InlineData("""{ "count": 1, "0": { "controller": "x" } }""", "controllers.0.controller")]
    public void DamageIsLeftOutOrNamed(string controllers, string? wrong)
    {
        using ChipEngine engine = new();
        bool loaded = engine.TryLoadState(
            StateChunk.Wrap(Encoding.UTF8.GetBytes($"{{ \"controllers\": {controllers} }}")),
            out string error
        );
        Assert.Equal(wrong is null, loaded);
        if (wrong is not null)
            Assert.Contains(wrong, error);
        Assert.Empty(engine.Controllers.All);
    }

    [Fact]
    public void TurningAllocatesNothing()
    {
        using ChipEngine engine = Active();
        engine.Controllers = ControllerMap.Empty.With(20, Temperature);
        EngineEvent[] events = [new(EngineEventKind.Controller, 0, 0, Index: 20, Value: 0.3)];
        float[] left = new float[Frames],
            right = new float[Frames];
        Block(engine, events, left, right);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            Block(engine, events, left, right);
            engine.TryTakeTurned(out _, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ChipEngine Active()
    {
        var engine = new ChipEngine();
        engine.Activate(48_000, Frames);
        return engine;
    }

    private static void Send(ChipEngine engine, (int Controller, double Value, int Channel) change) =>
        Block(
            engine,
            [
                new EngineEvent(
                    EngineEventKind.Controller,
                    0,
                    (short)change.Channel,
                    Index: (uint)change.Controller,
                    Value: change.Value
                ),
            ],
            new float[Frames],
            new float[Frames]
        );

    private static double Peak(ChipEngine engine)
    {
        float[] left = new float[Frames],
            right = new float[Frames];
        Block(engine, [new EngineEvent(EngineEventKind.NoteOn, 0, 0, 69, Value: 1)], left, right);
        for (int i = 0; i < 20; i++)
            Block(engine, [], left, right);
        double peak = left.Max(Math.Abs);
        Block(engine, [new EngineEvent(EngineEventKind.NoteChoke, 0, 0, 69)], left, right);
        for (int i = 0; i < 60; i++)
            Block(engine, [], left, right);
        return peak;
    }

    private static unsafe void Block(ChipEngine engine, EngineEvent[] events, float[] left, float[] right)
    {
        fixed (
            float* leftOut = left,
                rightOut = right
        )
        {
            var block = new AudioBlock
            {
                Frames = left.Length,
                Left = leftOut,
                Right = rightOut,
                Events = events,
            };
            engine.Process(ref block);
        }
    }
}
