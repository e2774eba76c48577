using LakhNes.Dsp.Apu;

namespace LakhNes.Instrument.Samples;

/// <summary>
/// The samples that the DMC voice plays, in the memory of $C000 to $FFFF: four made by formula, and after them the user's own.
/// Those made by formula start and end at level 0, so that a silent sample channel does not press on triangle and noise in the
/// chip's mixer. Immutable.
/// </summary>
public sealed class DmcSampleBank : IDmcMemory
{
    /// <summary>The most samples of the user's.</summary>
    public const int MostOwn = 16;

    /// <summary>CPU address of the memory's first byte.</summary>
    public const int Base = 0xC000;

    private const int Size = 0x4000;

    // $4012 counts in these
    private const int Page = 64;

    // bits a second at rate 15 on NTSC, at which the pitches below are true
    private const double BitRate = 236.25e6 / 11 / 12 / 54;

    private readonly byte[] _memory;
    private readonly DmcSample[] _samples;
    private readonly OwnSample[] _own;
    private readonly DmcSample[] _placed;
    private readonly int _end;

    private DmcSampleBank()
    {
        _memory = new byte[Size];
        (_own, _placed) = ([], []);
        _samples =
        [
            Add("Kick", 0.16, t => Thump(t, Sweep(t, from: 170, to: 46, seconds: 0.03), decay: 0.05), ref _end),
            Add("Snare", 0.17, Snare, ref _end),
            Add("Tom", 0.2, t => Thump(t, Sweep(t, from: 210, to: 98, seconds: 0.05), decay: 0.07), ref _end),
            Add("Bass", 0.3, Bass, ref _end),
        ];
    }

    private DmcSampleBank(OwnSample[] own)
    {
        _memory = (byte[])Factory._memory.Clone();
        _samples = Factory._samples;
        _own = own;
        _placed = new DmcSample[own.Length];
        _end = Factory._end;
        for (int i = 0; i < own.Length; i++)
        {
            own[i].Bytes.Span.CopyTo(_memory.AsSpan(_end));
            _placed[i] = new DmcSample(own[i].Name, Base + _end, own[i].Bytes.Length, own[i].StartLevel, own[i].Loops);
            _end += PagesOf(own[i].Bytes.Length);
        }
    }

    /// <summary>The samples made by formula alone.</summary>
    public static DmcSampleBank Factory { get; } = new();

    /// <summary>The samples made by formula, in the order in which the keyboard has them.</summary>
    public ReadOnlySpan<DmcSample> Samples => _samples;

    /// <summary>The user's own, in the order in which they are asked for a key.</summary>
    public ReadOnlySpan<OwnSample> Own => _own;

    /// <summary>The memory as far as it is filled, from <see cref="Base"/> up.</summary>
    public ReadOnlyMemory<byte> Memory => _memory.AsMemory(0, _end);

    /// <summary>Bytes that one more sample may have: 0 where there is no room, else one and a multiple of 16.</summary>
    public int Room => _own.Length >= MostOwn || _end >= Size ? 0 : Math.Min(OwnSample.MostBytes, ((Size - _end - 1) & ~15) + 1);

    /// <summary>The formula's samples with other samples of the user's.</summary>
    /// <param name="own">At most <see cref="MostOwn"/>, first come first served where their keys overlap.</param>
    /// <param name="bank">Receives them; <see cref="Factory"/> where the result is false.</param>
    /// <returns>False where they are too many or too long for the memory, or the chip cannot play the length of one.</returns>
    public static bool TryMake(ReadOnlySpan<OwnSample> own, out DmcSampleBank bank)
    {
        bank = Factory;
        int end = Factory._end;
        bool fits = own.Length <= MostOwn;
        foreach (OwnSample sample in own)
        {
            fits &= OwnSample.IsLength(sample.Bytes.Length) && end + sample.Bytes.Length <= Size;
            end += PagesOf(sample.Bytes.Length);
        }

        if (fits && own.Length > 0)
            bank = new DmcSampleBank(own.ToArray());
        return fits;
    }

    /// <summary>Whether a key plays one of the user's.</summary>
    /// <param name="key">MIDI key.</param>
    public bool HasOwn(int key)
    {
        foreach (OwnSample sample in _own)
        {
            if (sample.Has(key))
                return true;
        }

        return false;
    }

    /// <summary>The user's sample that a key plays.</summary>
    /// <param name="key">MIDI key.</param>
    /// <param name="shift">Semitones by which the sample is shifted besides.</param>
    /// <param name="timing">The console, whose rates are chosen from.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="rate">The rate nearest to the key's pitch, 0 to 15.</param>
    /// <returns>False where it plays none.</returns>
    public bool TryFindOwn(int key, int shift, ApuTiming timing, out DmcSample sample, out int rate)
    {
        for (int i = 0; i < _own.Length; i++)
        {
            if (!_own[i].Has(key))
                continue;
            sample = _placed[i];
            rate = NearestRate(_own[i].Rate, key - _own[i].RootKey + shift, timing.DmcPeriods);
            return true;
        }

        (sample, rate) = (default, 0);
        return false;
    }

    /// <summary>How long a sample of the user's can sound after its key is let go.</summary>
    /// <param name="shift">Semitones by which samples are shifted.</param>
    /// <param name="timing">The console.</param>
    /// <returns>CPU cycles.</returns>
    public long LongestOwnCycles(int shift, ApuTiming timing)
    {
        long longest = 0;
        for (int i = 0; i < _own.Length; i++)
        {
            if (_own[i].Loops)
                continue;
            int rate = NearestRate(_own[i].Rate, _own[i].LowKey - _own[i].RootKey + shift, timing.DmcPeriods);
            longest = Math.Max(longest, (_placed[i].Length + 1) * 8L * timing.DmcPeriods[rate]);
        }

        return longest;
    }

    /// <inheritdoc/>
    public byte Read(int address) => _memory[address & (Size - 1)];

    private static int NearestRate(int rate, int semitones, ReadOnlySpan<int> periods)
    {
        double wanted = periods[rate] * Math.Pow(2, -semitones / 12.0);
        int nearest = 0;
        for (int i = 1; i < periods.Length; i++)
        {
            if (Math.Abs(Math.Log(periods[i] / wanted)) < Math.Abs(Math.Log(periods[nearest] / wanted)))
                nearest = i;
        }

        return nearest;
    }

    private static int PagesOf(int bytes) => (bytes + Page - 1) / Page * Page;

    private DmcSample Add(string name, double seconds, Func<double, double> level, ref int at)
    {
        byte[] bytes = DeltaEncoder.Encode(bit => 120 * level(bit / BitRate), (int)(seconds * BitRate));
        bytes.CopyTo(_memory, at);
        var sample = new DmcSample(name, Base + at, bytes.Length);
        at += PagesOf(bytes.Length);
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
        double sum = 0,
            weights = 0;
        for (int harmonic = 1; harmonic <= 6; harmonic++)
        {
            double weight = Math.Exp(-t * harmonic * 6) / harmonic;
            sum += weight * (1 - Math.Cos(2 * Math.PI * frequency * harmonic * t)) / 2;
            weights += 1.0 / harmonic;
        }

        return sum / weights * Math.Exp(-t / 0.25) * 1.4;
    }
}
