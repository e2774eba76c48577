using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Generator;
using LakhNes.Generator.Composition;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>Hosts that do anything at any time: play, stop, seek, loop, another tempo, mode or model, floods of notes.</summary>
public sealed class TransportScriptTests : IDisposable
{
    private const int Blocks = 60;

    private static readonly (string Name, int Values)[] Settings =
    [
        ("Loop", 2),
        ("Quantise", 101),
        ("Echo Played", 2),
        ("Voice Mode", 5),
        ("Lead", 4),
        ("Cue", 3),
        ("Listen Bars", 4),
        ("Trigger", 2),
        ("Region", 3),
        ("Keep Take", 2),
        ("Clear Takes", 2),
        ("Undo Take", 2),
        ("Variation", 3),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-scripts-").FullName;
    private readonly List<SharedModel> _kept = [];
    private readonly ModelSource?[] _models;
    private int _filledIn;

    public TransportScriptTests()
    {
        string other = Path.Combine(_folder, "random.onnx");
        SmallModel.Write(other);
        _models = [new ModelSource(SongRig.ModelPath), new ModelSource(other), null];
        foreach (ModelSource? model in _models)
        {
            if (model is not null)
                _kept.Add(SharedModel.Acquire(model.Path, new ModelLoadOptions { Background = true }));
        }
    }

    [Fact]
    public void FiftyRandomTransportScriptsLeaveNoNoteHanging() => Run(50);

    [Fact]
    [Trait("Category", "Soak")]
    public void AThousandRandomTransportScriptsLeaveNoNoteHanging() => Run(1000);

    [Fact]
    public void ASongMovedByAHairLosesNoNote()
    {
        using var rig = new SongRig(parameters: [("Mode", 4), ("Run", 1)]);
        double moved = 0;
        rig.Host = sample => SongRig.At(120, moved)(sample);
        rig.Render(SongRig.Rate, [], 512);
        for (int i = 0; i < 40; i++)
        {
            moved += 0.045;
            rig.Render(rig.Sample + 8192, [], 512);
        }

        Assert.NotEmpty(rig.Sent);
        Assert.Equal(0, rig.Engine.LateNotes);
    }

    public void Dispose()
    {
        foreach (SharedModel model in _kept)
            model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Run(int count)
    {
        // the first script makes the runtime compile what all of them run
        Play(0, offline: true);
        int notes = 0;
        for (int seed = 0; seed < count; seed++)
        {
            foreach (bool offline in new[] { true, false })
            {
                using SongRig rig = Play(seed, offline);
                string script = $"script {seed}, {(offline ? "offline" : "live")}";
                Assert.True(rig.AllocatedBytes == 0, $"{script} allocated {rig.AllocatedBytes} bytes on the audio thread");
                Assert.True(!offline || rig.Engine.LateNotes == 0, $"{script} lost {rig.Engine.LateNotes} notes");
                Assert.True(rig.Heard[^1000..].All(sample => sample == 0), $"{script} leaves something sounding");
                ContinueTests.AssertPaired(rig.Sent);
                notes += rig.Onsets.Count();
            }
        }

        Assert.NotEqual(0, notes);
        Assert.NotEqual(0, _filledIn);
    }

    private SongRig Play(int seed, bool offline)
    {
        var random = new Random(seed);
        var rig = new SongRig(model: false, ("Run", 1), ("Mode", 1 + random.Next(4))) { Offline = offline };
        rig.Engine.UseModel(_models[0]);
        double length = random.Next(2, 17) / 2.0;
        var song = new Transport
        {
            Playing = true,
            HasSongPosition = true,
            Tempo = 120,
            LoopEnd = length,
            Numerator = 4,
            Denominator = 4,
        };
        rig.Host = _ => song with { BarStart = Math.Floor(song.SongPosition / 4) * 4 };
        for (int block = 0; block < Blocks; block++)
        {
            int frames = random.Next(1, 4097);
            EngineEvent[] events = Notes(random, random.Next(6), frames);
            switch (random.Next(16))
            {
                case 0:
                    song.SongPosition = random.Next(64) / 4.0;
                    break;
                case 1:
                    song.SongPosition += random.NextDouble() / 10;
                    break;
                case 2:
                    song.Playing = !song.Playing;
                    break;
                case 3:
                    song.Tempo = random.Next(40, 240);
                    break;
                case 4:
                    rig.Set("Mode", random.Next(5));
                    break;
                case 5:
                    rig.Engine.UseModel(_models[random.Next(_models.Length)]);
                    break;
                case 6:
                    song.Looping = !song.Looping;
                    break;
                case 7:
                    events = Notes(random, 2000, frames);
                    break;
                case 8:
                    song.HasSongPosition = !song.HasSongPosition;
                    break;
                case 9 or 10:
                    (string name, int values) = Settings[random.Next(Settings.Length)];
                    events = [SongRig.Set(random.Next(frames), name, random.Next(values)), .. events];
                    Array.Sort(events, (a, b) => a.Offset.CompareTo(b.Offset));
                    break;
                case 11:
                    FillIn(rig, random);
                    break;
            }

            rig.Block(frames, events);
            if (song.Playing)
                song.SongPosition += frames / (double)SongRig.Rate * song.Tempo / 60;
            if (song.Looping && song.SongPosition >= song.LoopEnd)
                song.SongPosition %= length;
        }

        rig.Set("Run", 0);
        rig.Block(64, [.. Enumerable.Range(0, 128).Select(key => new EngineEvent(EngineEventKind.NoteOff, 0, 0, (short)key))]);
        rig.Render(rig.Sample + rig.Engine.TailSamples + SongRig.Rate, [], 4096);
        rig.Engine.Dispose();
        return rig;
    }

    // any part of any take that is closed; kept it plays
    private void FillIn(SongRig rig, Random random)
    {
        int kept = random.Next(2);
        Take[] takes = [.. rig.Takes().Where(take => !take.Open)];
        if (takes.Length == 0)
            return;
        Take take = takes[random.Next(takes.Length)];
        int first = random.Next(take.Bars) + 1;
        var wanted = new TakeInfill(
            take.Number,
            first,
            random.Next(first, take.Bars + 1),
            new VoiceSet(random.Next(1, VoiceSet.All.Bits + 1))
        );
        if (!rig.Engine.TryInfillTake(in wanted, out InfillTask? task, out _))
            return;
        Eventually.True(() => task.IsDone);
        if (task.Number == 0)
            return;
        _filledIn++;
        rig.Engine.KeepTake(task.Number, kept > 0);
    }

    private static EngineEvent[] Notes(Random random, int count, int frames) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => new EngineEvent(
                    random.Next(3) > 0 ? EngineEventKind.NoteOff : EngineEventKind.NoteOn,
                    random.Next(frames),
                    0,
                    (short)random.Next(40, 80),
                    Value: 0.7
                ))
                .OrderBy(e => e.Offset),
        ];
}
