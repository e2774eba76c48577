using LakhNes.Engine.Generation;
using LakhNes.Engine.Hosting;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>
/// Nothing keeps the audio thread in a block for ever: a worker that takes nothing from its rings, each ring that it fills
/// with room for one item, in every mode, under a host that does what it likes.
/// </summary>
public sealed class BoundTests
{
    private const int Quarter = SongRig.Rate / 2;
    private const int Blocks = 400;

    // a block that never ends would never give control back to the test
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Which rings hold one item: all of them, or one.</summary>
    public enum Full
    {
        All,
        Requests,
        Captured,
        TakeEvents,
        Tempos,
    }

    public static TheoryData<Full, int, bool> Rings()
    {
        var data = new TheoryData<Full, int, bool>();
        foreach (Full full in Enum.GetValues<Full>())
        {
            for (int mode = 1; mode <= 4; mode++)
            {
                data.Add(full, mode, false);
                data.Add(full, mode, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Rings))]
    public void AWorkerThatNeverRunsStopsNoBlock(Full full, int mode, bool offline)
    {
        using SongRig rig = InMode(mode, full);
        rig.Offline = offline;
        Within(() => Play(rig, seed: mode));
        Assert.Equal(0, rig.AllocatedBytes);

        // the player is heard whatever the generator does
        rig.Heard.Clear();
        Within(() => rig.Block(2048, [new EngineEvent(EngineEventKind.NoteOn, 0, 0, 60, Value: 0.8)]));
        Assert.Contains(rig.Heard, sample => Math.Abs(sample) > 0.01);
        if (!offline)
            Assert.Equal("", rig.Engine.GeneratorError);
    }

    /// <summary>
    /// A host that seeks while the model loads, until no request finds room, and then changes a setting just before a beat.
    /// </summary>
    [Theory]
    [InlineData("Seed", 5)]
    [InlineData("Temperature", 0.5)]
    [InlineData("Variation", 3)]
    public void ASettingThatChangesWhileTheRequestsAreFullWaits(string setting, double value)
    {
        using var rig = new SongRig(Idle(Full.Requests), parameters: [("Mode", 4), ("Run", 1)]) { Offline = false };
        Within(() =>
        {
            for (int i = 0; i < 90; i++)
            {
                Func<long, Transport> song = SongRig.At(120, i % 2 == 0 ? 8 : 0);
                long start = rig.Sample;
                rig.Host = sample => song(sample - start);
                rig.Block(16, []);
            }

            long from = rig.Sample;
            Func<long, Transport> near = SongRig.At(120, 7.99);
            rig.Host = sample => near(sample - from);
            rig.Block(16, []);
            rig.Render(rig.Sample + Quarter, [SongRig.Set(rig.Sample, setting, value)], 16);
        });
        Assert.Equal(GeneratorStatus.NoModel, rig.Engine.GeneratorStatus);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AnOfflineWaitThatComesToNothingSaysSoOnce(int mode)
    {
        using SongRig rig = InMode(mode, Full.All);
        Within(() => rig.Render(16 * Quarter, SongRig.Phrase(), 512));
        Assert.Equal(GeneratorStatus.Failed, rig.Engine.GeneratorStatus);
        Assert.Equal(GenerationWorker.Overdue, rig.Engine.GeneratorError);

        // a render that begins anew waits again, and another model may do better
        rig.Engine.Reset();
        Assert.Equal("", rig.Engine.GeneratorError);
        Within(() => rig.Render(rig.Sample + (16 * Quarter), SongRig.Phrase(rig.Sample), 512));
        Assert.Equal(GenerationWorker.Overdue, rig.Engine.GeneratorError);
        rig.Engine.UseModel(null);
        Assert.Equal("", rig.Engine.GeneratorError);
    }

    /// <summary>What was asked for before the mode went off is not composed any more, and keeps nothing waiting.</summary>
    [Theory]
    [InlineData("Keep Take")]
    [InlineData("Clear Takes")]
    [InlineData("Undo Take")]
    public void TakesAreChangedOfflineThoughTheModeWentOffBeforeTheModelWasLoaded(string change)
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            var impatient = new GenerationWorkerOptions { IdlePatience = (int)Patience.TotalMilliseconds / 2 };
            using var rig = new SongRig(impatient, parameters: [("Run", 1)]) { Offline = false };
            Within(() =>
            {
                rig.Block(64, [SongRig.Set(0, "Mode", 4), SongRig.Set(10, "Mode", 0)]);
                rig.Offline = true;
                rig.Block(64, [SongRig.Set(0, change, 1)]);
                rig.Block(64, []);
            });
            Assert.Equal("", rig.Engine.GeneratorError);
        }
    }

    /// <summary>Bars and tempi that no song has: an answer that is over before it begins.</summary>
    [Theory]
    [InlineData(1, ushort.MaxValue, 1000)]
    [InlineData(1, 1 << 20, 1e9)]
    [InlineData(ushort.MaxValue, 1, 1e-9)]
    [InlineData(int.MaxValue, 1, 1000)]
    public void BarsOfAnyLengthEndEveryBlock(int numerator, int denominator, double tempo)
    {
        for (int mode = 1; mode <= 4; mode++)
        {
            foreach (double position in new[] { 0, -3.25, 1e9, 1e17, -1e300 })
            {
                using SongRig rig = InMode(mode, Full.All);
                rig.Offline = false;
                rig.Host = sample =>
                    SongRig.At(tempo, position)(sample) with
                    {
                        Numerator = numerator,
                        Denominator = denominator,
                    };
                Within(() => rig.Render(4096, SongRig.Phrase(), 512));
            }
        }
    }

    /// <summary>The one call that waits is the one in the audio thread's code that may use a banned API.</summary>
    [Fact]
    public void TheAudioThreadWaitsInOnePlace()
    {
        string sources = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(SongRig.ModelPath))!, "src");
        string[] exempt =
        [
            .. new[] { "Dsp.Apu", "Instrument", "Engine", "Plugin" }
                .SelectMany(project =>
                    Directory.EnumerateFiles(Path.Combine(sources, project), "*.cs", SearchOption.AllDirectories)
                )
                .Where(file => File.ReadAllText(file).Contains("disable RS0030", StringComparison.Ordinal))
                .Select(Path.GetFileName)!,
        ];
        Assert.Equal(["GenerationWorker.Audio.cs"], exempt);
    }

    private static SongRig InMode(int mode, Full full) =>
        new(Idle(full), parameters: [("Mode", mode), ("Run", 1), ("Listen Bars", 1), ("Answer Bars", 1)]);

    private static GenerationWorkerOptions Idle(Full full) =>
        new()
        {
            Runs = false,
            IdlePatience = 20,
            RequestCapacity = full is Full.All or Full.Requests ? 1 : 128,
            CapturedCapacity = full is Full.All or Full.Captured ? 1 : 128,
            TakeEventCapacity = full is Full.All or Full.TakeEvents ? 1 : 128,
            TempoCapacity = full is Full.All or Full.Tempos ? 1 : 128,
        };

    private static void Play(SongRig rig, int seed)
    {
        string[] switches = ["Trigger", "Keep Take", "Clear Takes", "Undo Take", "Run", "Seed", "Variation", "Loop", "Lead"];
        var random = new Random(seed);
        Transport song = SongRig.At(120)(0) with { LoopEnd = 1 };
        rig.Host = _ => song with { BarStart = Math.Floor(song.SongPosition / 4) * 4 };
        for (int block = 0; block < Blocks; block++)
        {
            int frames = random.Next(1, 2049);
            List<EngineEvent> events = [];
            switch (random.Next(8))
            {
                case 0:
                    song.SongPosition = random.Next(8) - (random.NextDouble() / 50);
                    break;
                case 1:
                    song.Playing = !song.Playing;
                    break;
                case 2:
                    song.Tempo = random.Next(40, 240);
                    break;
                case 3:
                    song.Numerator = random.Next(1, 8);
                    break;
                case 4:
                    rig.Set(switches[random.Next(switches.Length)], random.Next(3));
                    break;
                case 5:
                    song.Looping = !song.Looping;
                    break;
                default:
                    events.Add(SongRig.Set(0, switches[random.Next(switches.Length)], random.Next(3)));
                    events.Add(new EngineEvent(EngineEventKind.NoteOn, frames / 2, 0, (short)random.Next(48, 72), Value: 0.8));
                    events.Add(new EngineEvent(EngineEventKind.NoteOff, frames - 1, 0, -1));
                    break;
            }

            rig.Block(frames, [.. events]);
            if (song.Playing)
                song.SongPosition += frames / (double)SongRig.Rate * song.Tempo / 60;
            if (song.Looping && song.SongPosition >= song.LoopEnd)
                song.SongPosition %= 1;
        }

        rig.Set("Run", 1);
        rig.Set("Mode", 0);
        rig.Block(64, []);
    }

    private static void Within(Action blocks)
    {
        Exception? failure = null;
        var host = new Thread(() =>
        {
            try
            {
                blocks();
            }
            catch (Exception e)
            {
                failure = e;
            }
        })
        {
            IsBackground = true,
        };
        host.Start();
        Assert.True(host.Join(Patience), "a block does not end");
        Assert.Null(failure);
    }
}
