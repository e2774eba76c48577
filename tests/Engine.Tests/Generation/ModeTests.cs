using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;
using LakhNes.Generator;

namespace LakhNes.Engine.Tests.Generation;

public class ModeTests
{
    private const int Quarter = SongRig.Rate / 2;

    [Fact]
    public void TradeAnswersInItsBarsAndOnlyThere()
    {
        using var rig = new SongRig(parameters: [("Mode", 2), ("Run", 1), ("Listen Bars", 1), ("Answer Bars", 1)]);
        rig.Render(16 * Quarter, SongRig.Phrase(), 512);
        Assert.Contains(rig.Onsets, onset => onset == 4 * Quarter);
        Assert.Contains(rig.Onsets, onset => onset == 12 * Quarter);
        Assert.All(rig.Onsets, onset => Assert.Equal(1, onset / (4 * Quarter) % 2));
        Assert.DoesNotContain(rig.Sent, e => e.Offset > 8 * Quarter && e.Offset < 12 * Quarter);
    }

    [Fact]
    public void AccompanyLeavesThePlayersVoicesAloneAndTakesSurprisesUp()
    {
        (string, double)[] on = [("Mode", 3), ("Run", 1), ("Voice Mode", 0)];
        EngineEvent[] surprise = [.. SongRig.Phrase(), .. SongRig.Phrase(4 * Quarter, 120, 61, 66, 70, 73)];
        using SongRig rig = new SongRig(parameters: on).Render(12 * Quarter, SongRig.Phrase(), 512);
        using SongRig other = new SongRig(parameters: on).Render(12 * Quarter, surprise, 100);
        Assert.NotEmpty(rig.Sent);
        Assert.DoesNotContain(rig.Sent, e => e.Channel == 0);
        Assert.Equal(rig.Sent.Where(e => e.Offset < 4 * Quarter), other.Sent.Where(e => e.Offset < 4 * Quarter));
        Assert.NotEqual(rig.Sent, other.Sent);
    }

    [Fact]
    public void ALoopThatRepeatsPlaysTheSameAgain()
    {
        const int loop = 16 * Quarter;
        using var rig = new SongRig(parameters: [("Mode", 1), ("Run", 1), ("Begin", 1)]);
        Func<long, Transport> straight = SongRig.At(120);
        rig.Host = sample => straight(sample % loop) with { Looping = true, LoopStart = 0, LoopEnd = 16 };
        rig.Render(2 * loop, [.. SongRig.Phrase(), .. SongRig.Phrase(loop)], 500);
        EngineEvent[] first = [.. rig.Sent.Where(e => e.Offset < loop && e.Kind == EngineEventKind.NoteOn)];
        Assert.NotEmpty(first);
        Assert.Equal(
            first.Select(e => e with { Offset = e.Offset + loop }),
            rig.Sent.Where(e => e.Offset >= loop && e.Kind == EngineEventKind.NoteOn)
        );
        ContinueTests.AssertPaired(rig.Sent.Where(e => e.Offset <= loop));
    }

    /// <summary>
    /// Free in a loop that repeats: from the second pass on every beat is composed, and all passes are the same.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void FreeFillsALoopThatRepeatsFromItsFirstBeatOn(int beats)
    {
        const int passes = 6;
        int loop = beats * Quarter;
        EngineEvent[] Play(params int[] blocks)
        {
            using var rig = new SongRig(parameters: [("Mode", 4), ("Run", 1), ("Seed", 3), ("Density", 1)]);
            Func<long, Transport> straight = SongRig.At(120, 8);
            rig.Host = sample => straight(sample % loop) with { Looping = true, LoopStart = 8, LoopEnd = 8 + beats };
            for (int pass = 1; pass <= passes; pass++)
                rig.Render(pass * loop, [], blocks);
            Assert.Equal(0, rig.Engine.LateNotes);
            rig.Block(64, [SongRig.Set(0, "Run", 0)]);
            ContinueTests.AssertPaired(rig.Sent);
            return [.. rig.Sent.Where(e => e.Offset < passes * loop)];
        }

        EngineEvent[] sent = Play(480);
        EngineEvent[] Pass(int pass) =>
            [
                .. sent.Where(e => e.Kind == EngineEventKind.NoteOn && e.Offset / loop == pass)
                    .Select(e => e with { Offset = e.Offset % loop }),
            ];

        Assert.DoesNotContain(sent, e => e.Offset < Math.Min(loop, Quarter));
        Assert.Contains(Pass(1), e => e.Offset < Quarter);
        for (int pass = 2; pass < passes; pass++)
            Assert.Equal(Pass(1), Pass(pass));
        Assert.Equal(sent, Play(331, 64, 1000));
    }

    /// <summary>A host that tells of its loop's end only after it has played on beyond it for a moment.</summary>
    [Fact]
    public void FreeFillsALoopWhoseEndLiesWithinABlock()
    {
        const int loop = 4 * Quarter;
        using var rig = new SongRig(parameters: [("Mode", 4), ("Run", 1), ("Density", 1)]);
        Func<long, Transport> straight = SongRig.At(120);
        rig.Host = sample => straight(sample % loop) with { Looping = true, LoopStart = 0, LoopEnd = 4 };
        rig.Render(5 * loop, [], 1000);
        for (int pass = 1; pass < 5; pass++)
            Assert.Contains(rig.Onsets, onset => onset >= pass * loop && onset < (pass * loop) + Quarter);
        Assert.Equal(0, rig.Engine.LateNotes);
        rig.Block(64, [SongRig.Set(0, "Run", 0)]);
        ContinueTests.AssertPaired(rig.Sent);
    }

    [Fact]
    public void NotesStayInTheChosenScaleRangeAndVoices()
    {
        using var rig = new SongRig(
            parameters:
            [
                ("Mode", 4),
                ("Run", 1),
                ("Scale", 1),
                ("Key", 2),
                ("Lowest Key", 48),
                ("Highest Key", 72),
                ("Compose Noise", 0),
            ]
        );
        rig.Render(24 * Quarter, [], 512);
        int[] scale = [2, 4, 6, 7, 9, 11, 1];
        Assert.NotEmpty(rig.Sent);
        Assert.All(
            rig.Sent,
            e => Assert.True(e.Channel < 3 && e.Key is >= 48 and <= 72 && scale.Contains(e.Key % 12), e.ToString())
        );
    }

    [Fact]
    public void ComposingAllocatesNothingAndFollowsFromTheRequestAlone()
    {
        using SharedModel model = SharedModel.Acquire(SongRig.ModelPath);
        var history = new CaptureHistory();
        for (int i = 0; i < 40; i++)
            history.Add(new HeardNote(i / 4.0, 0, (byte)(i % 2 == 0 ? 60 + i : 0)));
        using LiveComposer composer = new(model.Model, history),
            other = new(model.Model, history);
        var request = new CompositionRequest
        {
            Epoch = 1,
            Kind = RequestKind.Begin,
            CapturedCount = 40,
            Start = 12,
            StartTime = 12,
            End = double.PositiveInfinity,
            Tempo = 120,
            Settings = new GeneratorSettings
            {
                Mode = GeneratorMode.Continue,
                Run = true,
                Density = 0.5,
                Scale = ScaleKind.Minor,
            },
        };
        List<HeardNote> notes = Compose(composer, in request, 200),
            again = Compose(other, in request, 200);
        Assert.Equal(notes, again);
        request.Kind = RequestKind.Revise;
        request.Start = composer.ComposedTo - 1;
        long before = GC.GetAllocatedBytesForCurrentThread();
        composer.Take(in request);
        for (int i = 0; i < 200; i++)
        {
            composer.Step();
            while (composer.TryTake(out _)) { }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void WhatIsComposedForEverForgetsItsBeginningAndGoesOn()
    {
        const int capacity = 700,
            steps = 5000;
        using SharedModel model = SharedModel.Acquire(SongRig.ModelPath);
        using LiveComposer composer = new(model.Model, new CaptureHistory(), capacity),
            other = new(model.Model, new CaptureHistory(), capacity);
        var request = new CompositionRequest
        {
            Kind = RequestKind.Begin,
            End = double.PositiveInfinity,
            Tempo = 120,
            Settings = new GeneratorSettings
            {
                Mode = GeneratorMode.Free,
                Run = true,
                Candidates = 1,
            },
        };
        List<HeardNote> notes = Compose(composer, in request, steps);
        Assert.False(composer.IsComplete);
        Assert.True(notes.Count > capacity, $"{notes.Count} notes");
        Assert.Equal(notes.OrderBy(note => note.Position), notes);
        Assert.Equal(notes, Compose(other, in request, steps));
        request.Kind = RequestKind.Revise;
        request.Start = composer.ComposedTo + 1;
        Assert.All(Compose(composer, in request, 200), note => Assert.True(note.Position >= request.Start));
    }

    private static List<HeardNote> Compose(LiveComposer composer, in CompositionRequest request, int steps)
    {
        var notes = new List<HeardNote>();
        composer.Take(in request);
        for (int i = 0; i < steps; i++)
        {
            composer.Step();
            while (composer.TryTake(out HeardNote note))
                notes.Add(note);
        }

        return notes;
    }
}
