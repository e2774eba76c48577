using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;

namespace LakhNes.Engine.Tests;

/// <summary>Event lists for tests: a deterministic stream of everything that a host can send.</summary>
internal static class Script
{
    /// <summary>
    /// Random notes, controllers, bends, expressions, automation and program changes; ends with every key up and no pedal.
    /// </summary>
    public static EngineEvent[] Busy(int seed, int frames, int count)
    {
        var random = new Random(seed);
        var events = new List<EngineEvent>();
        int last = frames * 3 / 4;
        for (int i = 0; i < count; i++)
        {
            int at = random.Next(last);
            short channel = (short)random.Next(16),
                key = (short)random.Next(128);
            Parameter parameter = ParameterTable.All[random.Next(ParameterTable.All.Length)];
            switch (random.Next(12))
            {
                case < 4:
                    events.Add(new(EngineEventKind.NoteOn, at, channel, key, i, Value: random.NextDouble()));
                    events.Add(new(EngineEventKind.NoteOff, Math.Min(at + random.Next(1, 20_000), last), channel, key, i));
                    break;
                case 4:
                    events.Add(
                        new(EngineEventKind.Controller, at, channel, Index: (uint)random.Next(128), Value: random.NextDouble())
                    );
                    break;
                case 5:
                    events.Add(new(EngineEventKind.PitchBend, at, channel, Value: (random.NextDouble() * 2) - 1));
                    break;
                case 6:
                    events.Add(new(EngineEventKind.ChannelPressure, at, channel, Value: random.NextDouble()));
                    break;
                case 7:
                    events.Add(new(EngineEventKind.KeyPressure, at, channel, key, Value: random.NextDouble()));
                    break;
                case 8:
                    events.Add(new(EngineEventKind.NoteTuning, at, channel, key, -1, Value: (random.NextDouble() * 4) - 2));
                    break;
                case 9:
                    events.Add(new(EngineEventKind.NoteVibrato, at, channel, key, -1, Value: random.NextDouble()));
                    break;
                case 10:
                    events.Add(new(EngineEventKind.Program, at, channel, Index: (uint)random.Next(128)));
                    break;
                default:
                    // bypass would hide what the rest does
                    if (!parameter.IsBypass)
                        events.Add(
                            new(
                                EngineEventKind.Parameter,
                                at,
                                Index: parameter.Id,
                                Value: parameter.Denormalise(random.NextDouble())
                            )
                        );
                    break;
            }
        }

        for (short channel = 0; channel < 16; channel++)
        {
            events.Add(new(EngineEventKind.Controller, last, channel, Index: 64, Value: 0));
            for (short key = 0; key < 128; key++)
                events.Add(new(EngineEventKind.NoteOff, last, channel, key));
        }

        return [.. events.OrderBy(e => e.Offset)];
    }

    /// <summary>Four voices in channel mode: what one hears all day.</summary>
    public static EngineEvent[] Chords(int frames, int step)
    {
        var events = new List<EngineEvent>
        {
            new(EngineEventKind.Parameter, 0, Index: ParameterTable.Find("Voice Mode")!.Id, Value: 0),
        };
        for (int at = 0, turn = 0; at + step < frames; at += step, turn++)
        {
            for (short channel = 0; channel < 4; channel++)
            {
                short key = (short)(48 + (12 * (channel % 3)) + (turn * 5 % 12));
                events.Add(new(EngineEventKind.NoteOn, at, channel, key, Value: 0.8));
                events.Add(new(EngineEventKind.NoteOff, at + (step * 3 / 4), channel, key));
            }
        }

        return [.. events.OrderBy(e => e.Offset)];
    }
}
