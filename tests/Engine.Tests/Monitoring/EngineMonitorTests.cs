using LakhNes.Dsp.Apu;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Monitoring;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Tests.Generation;

namespace LakhNes.Engine.Tests.Monitoring;

/// <summary>What windows see is what the engine does, and costs the audio thread neither memory nor a changed sample.</summary>
public class EngineMonitorTests
{
    [Fact]
    public void NothingIsShownBeforeAWindowOpensAndAfterItHasClosed()
    {
        using var song = new SongRig(model: false);
        EngineMonitor monitor = song.Engine.Monitor;
        var snapshot = default(EngineSnapshot);
        song.Render(4800, [], 480);
        Assert.False(monitor.TryRead(ref snapshot));
        monitor.Open();
        song.Render(9600, [], 480);
        Assert.True(monitor.TryRead(ref snapshot));
        Assert.Equal(10, monitor.Blocks);
        monitor.Close();
        song.Render(14_400, [], 480);
        Assert.Equal(10, monitor.Blocks);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(64)]
    public void PlayedNotesAreShownWhereTheyArePlayed(int block)
    {
        using var song = new SongRig(model: false);
        song.Engine.Monitor.Open();
        // half a second at 120 is a quarter note
        song.Render(
            96_000,
            [
                new(EngineEventKind.NoteOn, 24_000, 0, 60, Value: 1),
                new(EngineEventKind.NoteOff, 36_000, 0, 60),
                new(EngineEventKind.NoteOn, 36_000, 0, 60, Value: 1),
                new(EngineEventKind.NoteOff, 48_000, 0, 60),
            ],
            block
        );
        NoteChange[] changes = Notes(song.Engine.Monitor);
        Assert.Equal(NoteChangeKind.Jump, changes[0].Kind);
        Assert.Equal(
            [
                (NoteChangeKind.Start, 1.0, 60),
                (NoteChangeKind.End, 1.5, 60),
                (NoteChangeKind.Start, 1.5, 60),
                (NoteChangeKind.End, 2.0, 60),
            ],
            changes.Skip(1).Select(change => (change.Kind, Math.Round(change.Position, 6), change.Key))
        );
        Assert.All(changes, change => Assert.False(change.Generated));
    }

    [Fact]
    public void LevelsMetersAndScopesShowTheVoiceThatSounds()
    {
        using var song = new SongRig(model: false);
        song.Engine.Monitor.Open();
        song.Render(24_000, [new(EngineEventKind.NoteOn, 0, 0, 60, Value: 1)], 512);
        var snapshot = default(EngineSnapshot);
        Assert.True(song.Engine.Monitor.TryRead(ref snapshot));
        int voice = Enumerable.Range(0, VoiceSnapshots.Count).Single(v => snapshot.Voices[v].Activity.Held);
        Assert.Equal(60, snapshot.Voices[voice].Activity.Key);
        for (int other = 0; other < VoiceSnapshots.Count; other++)
        {
            var scope = new float[2000];
            Assert.Equal(scope.Length, song.Engine.Monitor.ReadScope((ApuVoice)other, scope));
            Assert.Equal(other == voice, snapshot.Voices[other].Level > 0.01);
            Assert.Equal(other == voice, scope.Max() - scope.Min() > 0.05);
        }

        float loudest = song.Heard.TakeLast(2000).Max(Math.Abs);
        Assert.InRange(snapshot.PeakLeft, loudest, loudest * 1.5f);
    }

    [Fact]
    public void TheSongIsShownWithItsBarsAndItsJumps()
    {
        using var song = new SongRig(model: false) { Host = SongRig.At(120, from: 9) };
        song.Engine.Monitor.Open();
        song.Render(24_000, [], 500);
        var snapshot = default(EngineSnapshot);
        Assert.True(song.Engine.Monitor.TryRead(ref snapshot));
        Assert.Equal(10, snapshot.Position, 6);
        Assert.Equal((8.0, 4.0, 2L, 120.0), (snapshot.BarStart, snapshot.BarLength, snapshot.Bar, snapshot.Tempo));
        Assert.True(snapshot.Playing && snapshot.FollowsHost);
        song.Host = SongRig.At(120, from: 3);
        song.Render(48_000, [], 500);
        Assert.Equal(
            [9.0, 4.0],
            Notes(song.Engine.Monitor).Where(c => c.Kind == NoteChangeKind.Jump).Select(c => Math.Round(c.Position, 6))
        );
    }

    [Fact]
    public void QueuedNotesAreThoseThatAreHeardLater()
    {
        using var song = new SongRig(parameters: [("Mode", 4), ("Run", 1), ("Seed", 3)]);
        song.Engine.Monitor.Open();
        song.Render(48_000, [], 512);
        var snapshot = default(EngineSnapshot);
        Assert.True(song.Engine.Monitor.TryRead(ref snapshot));
        var queued = new NoteChange[512];
        int count = 0;
        // the worker composes ahead meanwhile
        Eventually.True(() => (count = song.Engine.Monitor.ReadQueued(in snapshot, queued)) >= 24);

        Assert.All(queued.Take(count), note => Assert.True(note.Position > snapshot.Position - 0.02));
        double until = Math.Round(queued.Take(count).Max(note => note.Position), 3);
        song.Render((long)(until * SongRig.Rate / 2), [], 512);
        (double, ApuVoice, int)[] expected = [.. Starts(queued.Take(count)).Where(note => note.Item1 < until)];
        Assert.NotEmpty(expected);
        Assert.Equal(
            expected,
            Starts(Notes(song.Engine.Monitor)).Where(note => note.Item1 >= Math.Round(snapshot.Position, 3) && note.Item1 < until)
        );

        static IEnumerable<(double, ApuVoice, int)> Starts(IEnumerable<NoteChange> notes) =>
            notes
                .Where(note => note.Kind == NoteChangeKind.Start && note.Generated)
                .Select(note => (Math.Round(note.Position, 3), note.Voice, note.Key))
                .OrderBy(note => note);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BeingWatchedChangesNoSample(bool voices)
    {
        const int frames = 96_000;
        EngineEvent[] script = Script.Busy(seed: 5, frames, count: 400);
        var heard = new List<float[]>();
        foreach (bool watched in (bool[])[false, true])
        {
            using var engine = new ChipEngine();
            engine.Activate(48_000, 1024);
            if (watched)
                engine.Monitor.Open();
            heard.Add(new EngineRig(engine) { WantVoices = voices }.Render(script, frames, 1024, 33));
        }

        Assert.Equal(heard[0], heard[1]);
    }

    [Fact]
    public void WatchingAllocatesNothingOnEitherSide()
    {
        const int blocks = 400,
            frames = 256;
        using var engine = new ChipEngine();
        engine.Activate(48_000, frames);
        engine.Monitor.Open();
        var rig = new EngineRig(engine);
        EngineEvent[] script = Script.Busy(seed: 3, blocks * frames, count: 3000);
        EngineEvent[][] cut =
        [
            .. Enumerable
                .Range(0, blocks)
                .Select(block =>
                    (EngineEvent[])
                        [.. script.Where(e => e.Offset / frames == block).Select(e => e with { Offset = e.Offset % frames })]
                ),
        ];
        var changes = new NoteChange[256];
        var scope = new float[1024];
        var snapshot = default(EngineSnapshot);
        long next = 0;
        Play();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Play();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Play()
        {
            foreach (EngineEvent[] events in cut)
            {
                rig.Block(frames, events);
                Assert.True(engine.Monitor.TryRead(ref snapshot));
                while (engine.Monitor.ReadNotes(ref next, changes) > 0) { }

                engine.Monitor.ReadScope(ApuVoice.Noise, scope);
                engine.Monitor.ReadQueued(in snapshot, changes);
            }
        }
    }

    [Fact]
    public void ASnapshotIsOfOneMoment()
    {
        using var song = new SongRig(model: false);
        song.Engine.SetParameter(ParameterTable.Find("Mode")!.Index, 4);
        song.Engine.Monitor.Open();
        using var stop = new CancellationTokenSource();
        string? wrong = null;
        long reads = 0;
        var window = new Thread(() =>
        {
            var snapshot = default(EngineSnapshot);
            while (!stop.IsCancellationRequested && wrong is null)
            {
                if (!song.Engine.Monitor.TryRead(ref snapshot))
                    continue;
                reads++;
                if (
                    snapshot.BarStart != snapshot.Bar * snapshot.BarLength
                    || snapshot.Position < snapshot.BarStart - 1e-6
                    || snapshot.Position > snapshot.BarStart + snapshot.BarLength
                )
                    wrong = $"{snapshot.Position} in bar {snapshot.Bar} from {snapshot.BarStart}";
            }
        });
        window.Start();
        song.Host = SongRig.At(960);
        song.Render(960_000, [], 32);
        stop.Cancel();
        window.Join();
        Assert.Null(wrong);
        Assert.True(reads > 100, $"only {reads} reads");
    }

    private static NoteChange[] Notes(EngineMonitor monitor)
    {
        var changes = new NoteChange[1024];
        long next = 0;
        return changes[..monitor.ReadNotes(ref next, changes)];
    }
}
