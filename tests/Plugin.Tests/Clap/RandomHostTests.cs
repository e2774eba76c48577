using LakhNes.Engine.Generation;
using LakhNes.Engine.Parameters;
using LakhNes.Generator;
using LakhNes.Instrument.Presets;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;

namespace LakhNes.Plugin.Tests.Clap;

/// <summary>
/// Hosts that do at any time what CLAP allows: one thread plays blocks of any length with events of every kind, while the main
/// thread saves, loads whole and damaged states and presets, reads values; between them come activations at any rate, flushes,
/// other ports and ways to render.
/// </summary>
public sealed unsafe class RandomHostTests
{
    private const int Turns = 5,
        Blocks = 12,
        MostEvents = 40;

    // far longer than a turn takes on any machine: what has not ended by then hangs
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    private static readonly double[] Rates = [8_000, 22_050, 44_100, 48_000, 96_000, 192_000];

    [Fact]
    public void TwentyRandomHostsAreSurvived() => Survive(20);

    [Fact]
    [Trait("Category", "Soak")]
    public void ThousandsOfRandomHostsAreSurvived() => Survive(2_000);

    private static void Survive(int count)
    {
        // a share of its own keeps the model loaded from one host to the next
        string path = Repository.File("models/default.onnx");
        using SharedModel model = SharedModel.Acquire(path, new ModelLoadOptions { Background = true });
        int heard = 0;
        for (int seed = 0; seed < count; seed++)
        {
            try
            {
                if (Play(seed, path))
                    heard++;
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"host {seed}: {failure.Message}", failure);
            }
        }

        Assert.True(heard > count / 2, $"only {heard} of {count} hosts heard anything");
    }

    private static bool Play(int seed, string model)
    {
        var random = new Random(seed);
        bool heard = false;
        using var rig = new ClapRig(active: false, wide: random.Next(2) == 0);
        if (random.Next(4) > 0)
            ClapInstance.Of(rig.Plugin).Core.Engine.UseModel(new ModelSource(model));
        List<byte[]> states = [rig.Save()];
        for (int turn = 0; turn < Turns; turn++)
        {
            Rest(rig, random, states);
            rig.Activate(Rates[random.Next(Rates.Length)]);
            // what composes offline is waited for, which takes long
            SetRenderMode(rig, random.Next(6) == 0 ? 1 : 0);
            int audioSeed = random.Next();
            Exception? failure = null;
            var audio = new Thread(() =>
            {
                try
                {
                    heard |= Process(rig, new Random(audioSeed));
                }
                catch (Exception thrown)
                {
                    failure = thrown;
                }
            })
            {
                IsBackground = true,
            };
            audio.Start();
            for (int calls = random.Next(12); calls > 0; calls--)
                Call(rig, random, states);
            Assert.True(audio.Join(Hang), "the audio thread hangs");
            if (failure is not null)
                throw failure;
            rig.Plugin->StopProcessing(rig.Plugin);
            rig.Plugin->Deactivate(rig.Plugin);
        }

        // what is saved comes back as it was
        byte[] saved = rig.Save();
        using var other = new ClapRig(active: false);
        Assert.Equal(1, other.Load(saved));
        Assert.Equal(saved, other.Save());
        return heard;
    }

    // the plugin is not active
    private static void Rest(ClapRig rig, Random random, List<byte[]> states)
    {
        uint config = (uint)random.Next(2);
        Assert.Equal(1, rig.SelectConfig(config));
        rig.PortCount = config == 1 ? 6u : 1u;
        for (int calls = random.Next(6); calls > 0; calls--)
        {
            if (random.Next(3) == 0)
                Call(rig, random, states);
            for (int events = random.Next(20); events > 0; events--)
                Add(rig.Events, random, 0);
            rig.Flush();
        }

        Assert.Equal(0, rig.Plugin->Activate(rig.Plugin, -random.NextDouble(), 1, ClapRig.MaxFrames));
    }

    // what the main thread may do at any time
    private static void Call(ClapRig rig, Random random, List<byte[]> states)
    {
        switch (random.Next(7))
        {
            case 0:
                states.Add(rig.Save(random.Next(2) == 0 ? int.MaxValue : random.Next(1, 4000)));
                break;
            case 1:
                Assert.Equal(
                    1,
                    rig.Load(states[random.Next(states.Count)], random.Next(2) == 0 ? int.MaxValue : random.Next(1, 4000))
                );
                break;
            case 2:
                byte[] damaged = [.. states[random.Next(states.Count)]];
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                rig.Load(damaged[..random.Next(damaged.Length + 1)]);
                break;
            case 3:
                string preset = FactoryPresets.All[random.Next(FactoryPresets.All.Length)].Name;
                Assert.Equal(1, PresetTests.Load(rig, ClapPresetLocation.Plugin, null, preset));
                break;
            case 4:
                foreach (Parameter parameter in ParameterTable.All)
                {
                    double value = rig.Get(parameter.Id) ?? double.NaN;
                    Assert.True(
                        value >= parameter.Range.Minimum && value <= parameter.Range.Maximum,
                        $"{parameter.Name} is {value}"
                    );
                }

                break;
            case 5:
                rig.Plugin->OnMainThread(rig.Plugin);
                break;
            default:
                _ = ((delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)rig.Extension("clap.latency")[0])(rig.Plugin);
                ClapVoiceInfo info;
                Assert.Equal(
                    1,
                    ((delegate* unmanaged[Cdecl]<ClapPlugin*, ClapVoiceInfo*, byte>)rig.Extension("clap.voice-info")[0])(
                        rig.Plugin,
                        &info
                    )
                );
                break;
        }
    }

    private static bool Process(ClapRig rig, Random random)
    {
        bool heard = false;
        double position = random.Next(64);
        for (int block = 0; block < Blocks; block++)
        {
            int frames = random.Next(4) == 0 ? random.Next(1, 16) : random.Next(1, ClapRig.MaxFrames + 1);
            int[] times = [.. Enumerable.Range(0, random.Next(MostEvents)).Select(_ => random.Next(frames)).Order()];
            foreach (int time in times)
                Add(rig.Events, random, time);
            if (random.Next(6) == 0)
                position = random.Next(-4, 400) / 4.0;
            ClapEventTransport transport = FakeClapEvents.At(random.Next(8) == 0 ? random.Next(1, 1000) : 120);
            transport.Flags |= ClapEventTransport.HasBeatsTimeline | ClapEventTransport.HasTimeSignature;
            if (random.Next(5) == 0)
                transport.Flags &= ~(1u << random.Next(7));
            if (random.Next(3) == 0)
                transport.Flags |= ClapEventTransport.IsLoopActive;
            transport.SongPositionBeats = (long)(position * ClapEventTransport.BeatFactor);
            transport.BarStart = (long)(Math.Floor(position / 4) * 4 * ClapEventTransport.BeatFactor);
            transport.LoopEndBeats = (long)(random.Next(32) * ClapEventTransport.BeatFactor);
            (transport.Numerator, transport.Denominator) = ((ushort)random.Next(13), (ushort)(1 << random.Next(5)));
            if (random.Next(20) == 0)
                rig.Plugin->Reset(rig.Plugin);
            rig.Output.Times.Clear();
            rig.Run(frames, random.Next(10) == 0 ? null : &transport);
            position += frames / 48_000.0 * 2;

            Assert.True(rig.Output.Times.SequenceEqual(rig.Output.Times.Order()), "events leave out of order");
            Assert.All(rig.Output.Times, time => Assert.InRange(time, 0u, (uint)frames - 1));
            for (int channel = 0; channel < (rig.PortCount == 1 ? 2 : 7); channel++)
            {
                foreach (double sample in rig.Channel(channel, frames))
                {
                    Assert.True(double.IsFinite(sample), $"channel {channel} is not a number");
                    heard |= sample != 0;
                }
            }
        }

        return heard;
    }

    private static void Add(FakeClapEvents events, Random random, int time)
    {
        int key = random.Next(128),
            channel = random.Next(16),
            note = random.Next(-1, 20);
        switch (random.Next(10))
        {
            case 0 or 1:
                events.NoteOn(time, key, note, channel, random.NextDouble());
                break;
            case 2:
                events.NoteOff(time, random.Next(-1, 128), note, random.Next(-1, 16));
                break;
            case 3:
                events.NoteChoke(time, random.Next(-1, 128), note, random.Next(-1, 16));
                break;
            case 4:
                events.Expression(time, (ClapNoteExpression)random.Next(7), note, Odd(random) ?? (random.NextDouble() * 8) - 4);
                break;
            case 5:
                events.Midi(
                    time,
                    (byte)(0x80 | random.Next(128)),
                    (byte)random.Next(128),
                    (byte)random.Next(128),
                    (ushort)random.Next(2)
                );
                break;
            case 6 when random.Next(4) == 0:
                events.Transport(time, Odd(random) ?? random.Next(1, 400));
                break;
            case 7 when random.Next(4) == 0:
                events.Raw(
                    new ClapEventHeader
                    {
                        Size = (uint)sizeof(ClapEventHeader),
                        Time = (uint)time,
                        Space = (ushort)random.Next(2),
                        Type = (ClapEventType)random.Next(11, 20),
                    }
                );
                break;
            default:
                Parameter parameter = ParameterTable.All[random.Next(ParameterTable.All.Length)];
                double value =
                    parameter.Range.Minimum + (random.NextDouble() * (parameter.Range.Maximum - parameter.Range.Minimum));
                events.Param(time, random.Next(50) == 0 ? (uint)random.Next() : parameter.Id, Odd(random) ?? value);
                break;
        }
    }

    // now and then what is no value
    private static double? Odd(Random random) =>
        random.Next(100) > 0
            ? null
            : random.Next(4) switch
            {
                0 => double.NaN,
                1 => double.PositiveInfinity,
                2 => -1e300,
                _ => double.Epsilon,
            };

    private static void SetRenderMode(ClapRig rig, int mode) =>
        Assert.Equal(1, ((delegate* unmanaged[Cdecl]<ClapPlugin*, int, byte>)rig.Extension("clap.render")[1])(rig.Plugin, mode));
}
