using LakhNes.Dsp.Apu;

namespace LakhNes.Instrument.Samples;

/// <summary>
/// The samples that the DMC voice plays, made by formula when the bank is made: nothing is recorded or loaded. Each starts and
/// ends at level 0, so that a silent sample channel does not press on triangle and noise in the chip's mixer.
/// </summary>
public sealed class DmcSampleBank : IDmcMemory
{
    private const int Base = 0xC000;

    // bits a second at rate 15 on NTSC, at which the pitches below are true
    private const double BitRate = 236.25e6 / 11 / 12 / 54;

    private readonly byte[] _memory = new byte[0x4000];
    private readonly DmcSample[] _samples;

    /// <summary>Makes the samples.</summary>
    public DmcSampleBank()
    {
        int at = 0;
        _samples =
        [
            Add("Kick", 0.16, t => Thump(t, Sweep(t, from: 170, to: 46, seconds: 0.03), decay: 0.05), ref at),
            Add("Snare", 0.17, Snare, ref at),
            Add("Tom", 0.2, t => Thump(t, Sweep(t, from: 210, to: 98, seconds: 0.05), decay: 0.07), ref at),
            Add("Bass", 0.3, Bass, ref at),
        ];
    }

    /// <summary>The samples, in the order in which the keyboard has them.</summary>
    public ReadOnlySpan<DmcSample> Samples => _samples;

    /// <inheritdoc/>
    public byte Read(int address) => _memory[address & 0x3FFF];

    private DmcSample Add(string name, double seconds, Func<double, double> level, ref int at)
    {
        byte[] bytes = DeltaEncoder.Encode(bit => 120 * level(bit / BitRate), (int)(seconds * BitRate));
        bytes.CopyTo(_memory, at);
        var sample = new DmcSample(name, Base + at, bytes.Length);
        at = (at + bytes.Length + 63) / 64 * 64;
        return sample;
    }

    // phase in cycles of a sine that falls exponentially from one frequency to another
    private static double Sweep(double t, double from, double to, double seconds) =>
        (to * t) + ((from - to) * seconds * (1 - Math.Exp(-t / seconds)));

    // a cosine above 0, so that it starts and fades at level 0
    private static double Thump(double t, double phase, double decay) =>
        Math.Exp(-t / decay) * (1 - Math.Cos(2 * Math.PI * phase)) / 2;

    private static double Snare(double t)
    {
        // a hashed step every 0.12 ms: the delta modulation cannot follow faster noise
        uint hash = (uint)(t * 8_300) * 2_654_435_761u;
        hash ^= hash >> 15;
        hash *= 2_246_822_519u;
        double noise = (hash >> 8) / 16_777_216.0;
        return (0.75 * Math.Exp(-t / 0.04) * noise) + (0.25 * Thump(t, 190 * t, decay: 0.03));
    }

    // C2 as a string is plucked: the overtones die first
    private static double Bass(double t)
    {
        const double frequency = 65.406;
        double sum = 0, weights = 0;
        for (int harmonic = 1; harmonic <= 6; harmonic++)
        {
            double weight = Math.Exp(-t * harmonic * 6) / harmonic;
            sum += weight * (1 - Math.Cos(2 * Math.PI * frequency * harmonic * t)) / 2;
            weights += 1.0 / harmonic;
        }

        return sum / weights * Math.Exp(-t / 0.25) * 1.4;
    }
}
