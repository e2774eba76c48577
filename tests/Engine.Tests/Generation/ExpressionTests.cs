using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Generation.Takes.Export;
using LakhNes.Engine.Hosting;
using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>Composed notes are loud and soft as songs would play them after what was heard.</summary>
public class ExpressionTests
{
    private const int Bar = 2 * SongRig.Rate;
    private const double Usual = 100 / 127.0;

    [Fact]
    public void NotesAreTheSameWhateverExpressionIsAndLoudAsItSays()
    {
        using SongRig none = Played(0),
            half = Played(50),
            all = Played(100);
        Assert.Equal(Notes(none), Notes(half));
        Assert.Equal(Notes(none), Notes(all));
        Assert.All(NoteOns(none), e => Assert.Equal(Usual, e.Value));
        Assert.All(
            NoteOns(all).Zip(NoteOns(half)),
            pair => Assert.Equal((Usual + pair.First.Value) / 2, pair.Second.Value, 1e-9)
        );
        Assert.Contains(NoteOns(all), e => e.Value != Usual);
        Assert.NotEqual(none.Heard, all.Heard);
        Assert.Equal(0, all.Engine.GeneratorAllocatedBytes + all.AllocatedBytes);
    }

    [Fact]
    public void ItIsTheSameInAnyBlockSize()
    {
        using SongRig one = Played(100),
            other = Played(100, 0.8, 8 * Bar, 64, 1, 777);
        Assert.Equal(one.Sent, other.Sent);
        Assert.Equal(one.Heard, other.Heard);
    }

    [Fact]
    public void WhoPlaysSoftlyIsAnsweredSoftly()
    {
        using SongRig soft = Played(100, 0.3),
            loud = Played(100, 1);
        Assert.Equal(Notes(soft), Notes(loud));
        Assert.True(Pulses(soft).Average(e => e.Value) < Pulses(loud).Average(e => e.Value) - 0.2);
        static IEnumerable<EngineEvent> Pulses(SongRig rig) => NoteOns(rig).Where(e => e.Channel == 0);
    }

    // the 512 notes and ends that are looked back at are composed ones then
    [Fact]
    public void WhatIsComposedAfterOtherSettingsGoesOnAsLoud()
    {
        double soft = AfterChange(0.3),
            loud = AfterChange(1);
        Assert.True(soft < loud - 0.15, $"{soft} {loud}");

        static double AfterChange(double velocity)
        {
            const int Bars = 240;
            using SongRig rig = Played(100, velocity);
            rig.Render(Bars * Bar, [], 512);
            Assert.True(NoteOns(rig).Length > 512, $"{NoteOns(rig).Length} notes");
            rig.Render((Bars + 8) * Bar, [SongRig.Set(Bars * Bar, "Density", 0.1)], 512);
            return NoteOns(rig).Where(e => e.Channel == 0 && e.Offset > (Bars + 2) * Bar).Average(e => e.Value);
        }
    }

    [Fact]
    public void ATakeHoldsHowItsNotesWerePlayed()
    {
        using SongRig rig = Played(100);
        Take take = Assert.Single(rig.Takes());
        HeardNote[] composed = [.. take.Notes.Where(note => note is { Origin: NoteOrigin.Composed, Note: > 0 })];
        Assert.Equal(NoteOns(rig).Select(e => e.Value), composed.Select(note => GeneratedTouch.Of(note.Expression, 1).Velocity));
        Assert.All(
            take.Notes.Where(note => note is { Origin: NoteOrigin.Played, Note: > 0 }),
            note => Assert.Equal((12, 0), (note.Expression.Volume, note.Expression.Shape))
        );
        using var opened = new SongRig(model: false);
        Assert.True(opened.Engine.TryLoadState(rig.Engine.SaveState(), out string error), error);
        Assert.Equal(take.Notes.AsEnumerable(), Assert.Single(opened.Takes()).Notes);
    }

    [Fact]
    public void ATakeThatWasSavedInTheMiddleHoldsIt()
    {
        const int At = 5 * Bar;
        using SongRig whole = Played(100),
            saved = Played(100, end: At),
            resumed = new();
        whole.Block(64, [SongRig.Set(0, "Run", 0)]);
        Assert.True(resumed.Engine.TryLoadState(saved.Engine.SaveState(), out string error), error);
        resumed.Host = SongRig.At(120, 20);
        resumed.Render((8 * Bar) - At, [], 512);
        resumed.Block(64, [SongRig.Set(0, "Run", 0)]);
        (byte, NoteExpression)[] before = Composed(saved),
            after = Composed(resumed);
        Assert.True(after.Length > before.Length && before.Length > 8, $"{before.Length} {after.Length}");
        Assert.Equal(Composed(whole), after);
        static (byte, NoteExpression)[] Composed(SongRig rig) =>
            [
                .. Assert
                    .Single(rig.Takes())
                    .Notes.Where(note => note.Origin == NoteOrigin.Composed)
                    .Select(note => (note.Note, note.Expression)),
            ];
    }

    [Fact]
    public void AKeptTakeIsPlayedAsItWas()
    {
        using SongRig rig = Played(100);
        rig.Engine.KeepTake(Assert.Single(rig.Takes()).Number, true);
        using var opened = new SongRig(model: false);
        Assert.True(opened.Engine.TryLoadState(rig.Engine.SaveState(), out string error), error);
        opened.Render(rig.Sample, [], 512);
        Assert.Equal(
            NoteOns(rig).Select(e => (e.Offset, e.Channel, e.Key, e.Value)),
            NoteOns(opened).Select(e => (e.Offset, e.Channel, e.Key, e.Value))
        );
    }

    [Fact]
    public void FilesOfATakeHaveItsDynamics()
    {
        using SongRig rig = Played(100);
        Take take = Assert.Single(rig.Takes());
        MidiFile file = TakeMidi.Write(take, played: true);
        int[] played = [.. Velocities(file, "Pulse 1 (played)").Distinct()];
        Assert.Equal([102], played);
        Assert.Equal(
            NoteOns(rig).Where(e => e.Channel == 0).Select(e => (int)Math.Round(e.Value * 127)),
            Velocities(file, "Pulse 1")
        );
        NesScore score = TakeScore.Of(take, played: false, out _);
        Assert.True(score.HasExpression);
        Assert.Equal(
            score.Events.Count(e => e.Kind == NesEventKind.NoteOn && e.Voice.HasVelocity()),
            score.Events.Count(e => e.Kind == NesEventKind.Velocity)
        );
        Assert.False(TakeScore.Of(WithoutExpression(take), played: false, out _).HasExpression);
    }

    [Fact]
    public void AnInfillIsPlayedWithExpressionToo()
    {
        using SongRig rig = Played(100);
        rig.Block(64, [SongRig.Set(0, "Run", 0)]);
        Take take = Assert.Single(rig.Takes());
        var wanted = new TakeInfill(take.Number, 2, 2, new VoiceSet(1));
        Assert.True(rig.Engine.TryInfillTake(wanted, out InfillTask? task, out string error), error);
        Assert.True(SpinWait.SpinUntil(() => task.IsDone, TimeSpan.FromSeconds(60)));
        Take infill = rig.Takes()[^1];
        Assert.Equal(take.Number, infill.InfillOf);
        Assert.All(
            infill.Notes.Where(note => note is { Origin: NoteOrigin.Composed, Note: > 0 } && note.Voice.HasVelocity()),
            note => Assert.InRange(note.Expression.Volume, 1, 15)
        );
    }

    private static Take WithoutExpression(Take take) =>
        take with
        {
            Notes = [.. take.Notes.Select(note => note with { Expression = NoteExpression.None })],
        };

    private static IEnumerable<int> Velocities(MidiFile file, string track) =>
        MidiInstruments
            .Of(file)
            .Single(instrument => instrument.TrackName == track)
            .Notes.OrderBy(n => n.Start)
            .Select(n => n.Velocity);

    private static SongRig Played(double expression, double velocity = 0.8, int end = 8 * Bar, params int[] blocks)
    {
        var rig = new SongRig(parameters: [("Mode", 1), ("Run", 1), ("Expression", expression), ("Seed", 2)]);
        EngineEvent[] phrase =
        [
            .. SongRig
                .Phrase(0, 120, 60, 64, 67, 72, 67, 64, 62, 60)
                .Select(e => e.Kind == EngineEventKind.NoteOn ? e with { Value = velocity } : e),
        ];
        return rig.Render(end, phrase, blocks.Length > 0 ? blocks : [512]);
    }

    private static EngineEvent[] NoteOns(SongRig rig) => [.. rig.Sent.Where(e => e.Kind == EngineEventKind.NoteOn)];

    private static (int, short, short)[] Notes(SongRig rig) => [.. NoteOns(rig).Select(e => (e.Offset, e.Channel, e.Key))];
}
