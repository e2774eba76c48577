using FsCheck;
using FsCheck.Fluent;
using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Tests.Support;

/// <summary>One random thing done to an instrument.</summary>
internal readonly record struct Step(int Kind, int Channel, int Key, double Value, int Wait);

/// <summary>Random settings and a random performance, note-ons and note-offs balanced.</summary>
internal sealed record Script(int Seed, VoiceMode Mode, MidiDialect Dialect, Step[] Steps)
{
    private static readonly int[] Controllers =
    [
        0,
        1,
        6,
        7,
        10,
        11,
        12,
        38,
        64,
        64,
        64,
        74,
        98,
        99,
        100,
        101,
        120,
        121,
        123,
        126,
        127,
    ];

    public static Arbitrary<Script> Arbitrary { get; } =
        (
            from seed in Gen.Choose(0, int.MaxValue)
            from mode in Gen.Elements(Enum.GetValues<VoiceMode>())
            from dialect in Gen.Elements(Enum.GetValues<MidiDialect>())
            from steps in (
                from kind in Gen.Choose(0, 19)
                from channel in Gen.Elements(0, 0, 0, 1, 2, 3, 4, 9, 9, 15)
                from key in Gen.Choose(20, 110)
                from value in Gen.Choose(0, 127)
                from wait in Gen.Elements(0, 0, 0, 1, 7, 100, 5000, 29780, 100_000)
                select new Step(kind, channel, key, value / 127.0, wait)
            ).ArrayOf(60)
            select new Script(seed, mode, dialect, steps)
        ).ToArbitrary();

    /// <summary>Random but legal settings: hardware units, sequences, clocks, glide.</summary>
    public void Apply(InstrumentSettings s)
    {
        var random = new System.Random(Seed);
        s.VoiceMode = Mode;
        s.MidiDialect = Dialect;
        s.ExactPitch = random.Next(4) == 0;
        s.BendRange = random.Next(25);
        s.UnisonVoices = random.Next(2, 4);
        s.UnisonDetune = random.Next(17);
        s.ArpeggioClock = (StepClock)random.Next(8);
        s.ArpeggioOrder = (ArpeggioOrder)random.Next(4);
        s.ArpeggioOctaves = random.Next(1, 5);
        s.SoloVoice = (ApuVoice)random.Next(5);
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
        {
            VoiceSettings v = s[voice];
            v.Mute = random.Next(8) == 0;
            v.Transpose = random.Next(-48, 49);
            v.VelocityCurve = (VelocityCurve)random.Next(4);
            v.GlideMilliseconds = random.Next(3) == 0 ? random.Next(2000) : 0;
            v.VibratoDepthCents = random.Next(3) == 0 ? random.Next(200) : 0;
            v.HardwareEnvelope = random.Next(4) == 0;
            v.EnvelopeLoop = random.Next(2) == 0;
            v.Sweep = random.Next(6) == 0;
            v.SweepUp = random.Next(2) == 0;
            v.StepClock = (StepClock)random.Next(8);
            Fill(random, v.VolumeSteps, 0, 15);
            Fill(random, v.TimbreSteps, 0, 3);
            Fill(random, v.PitchSteps, -127, 127);
            Fill(random, v.ArpeggioSteps, -96, 96);
        }
    }

    /// <summary>Plays the steps, then lifts every key and pedal.</summary>
    /// <param name="player">Told of each event.</param>
    /// <param name="wait">Lets time pass.</param>
    public void Play(Player player, Action<long> wait)
    {
        ChipInstrument instrument = player.Instrument;
        int id = 0;
        var held = new List<(int Channel, int Key, int Id)>();
        foreach (Step step in Steps)
        {
            switch (step.Kind)
            {
                case <= 7:
                    instrument.NoteOn(player.Now, step.Channel, step.Key, step.Value, step.Kind < 3 ? id : -1);
                    held.Add((step.Channel, step.Key, step.Kind < 3 ? id++ : -1));
                    break;
                case <= 11 when held.Count > 0:
                    (int channel, int key, int note) = held[step.Key % held.Count];
                    instrument.NoteOff(player.Now, channel, key, note);
                    held.Remove((channel, key, note));
                    break;
                case 12:
                    instrument.Choke(player.Now, step.Channel, step.Key, -1);
                    break;
                case 13:
                    instrument.PitchBend(player.Now, step.Channel, (2 * step.Value) - 1);
                    break;
                case 14:
                    instrument.ChannelPressure(player.Now, step.Channel, step.Value);
                    break;
                case 15:
                    instrument.KeyPressure(player.Now, step.Channel, step.Key, step.Value);
                    break;
                case 16:
                    instrument.NoteTuning(player.Now, step.Channel, -1, -1, (240 * step.Value) - 120);
                    break;
                case 17:
                    instrument.NoteVolume(player.Now, -1, step.Key, -1, 4 * step.Value);
                    break;
                case 18:
                    instrument.SetTempo(20 + (step.Value * 979));
                    break;
                default:
                    instrument.Controller(player.Now, step.Channel, Controllers[step.Key % Controllers.Length], step.Value);
                    break;
            }

            wait(step.Wait);
        }

        foreach ((int channel, int key, int note) in held)
            instrument.NoteOff(player.Now, channel, key, note);
        for (int channel = 0; channel < 16; channel++)
            instrument.Controller(player.Now, channel, 64, 0);
    }

    private static void Fill(System.Random random, StepSequence sequence, int minimum, int maximum)
    {
        if (random.Next(2) == 0)
            return;
        Span<sbyte> steps = stackalloc sbyte[random.Next(1, 20)];
        foreach (ref sbyte step in steps)
            step = (sbyte)random.Next(minimum, maximum + 1);
        sequence.Set(steps, random.Next(-1, steps.Length), random.Next(-1, steps.Length));
    }
}
