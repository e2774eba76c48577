using LakhNes.Dsp.Apu;

namespace LakhNes.Instrument.Samples;

/// <summary>Turns a recording into a sample of the chip: resampled, put into the channel's 7 bits, encoded to deltas.</summary>
public static class SampleEncoder
{
    /// <summary>The chip's rates, from 0 (4.2 kHz on NTSC) to 15 (33.1 kHz).</summary>
    public const int Rates = 16;

    // the swing of the channel's even levels
    private const double Swing = 126;

    // bytes that keep the level at 0 after the sound: the channel may lose its last two when others are gated
    private const int RestBytes = 3;

    // the channel's rest is at 0, so a sound is lifted by as much as it goes below; slowly, so that the lift itself is not heard:
    // it is rounded over so long on each side, and falls to a third in the time that follows
    private const double LiftSeconds = 0.016,
        LiftFallSeconds = 0.2;

    // what is below this part of the loudest is silence at the end
    private const double Silence = 1 / 256.0;

    /// <summary>Bits a second of a rate on an NTSC console.</summary>
    /// <param name="rate">0 to 15.</param>
    public static double BitRate(int rate)
    {
        ApuTiming timing = ApuTiming.Of(ApuRegion.Ntsc);
        return timing.CpuClock / timing.DmcPeriods[rate];
    }

    /// <summary>Encodes a recording.</summary>
    /// <param name="recording">The sound.</param>
    /// <param name="rate">0 to 15.</param>
    /// <param name="loops">It is repeated while its key is held: stretched to the nearest length that the chip can play.</param>
    /// <param name="normalises">As loud as the channel can be; else its full scale is the channel's.</param>
    /// <param name="mostBytes">How long the sample may be.</param>
    /// <param name="bytes">The sample; empty where the result is false.</param>
    /// <param name="startLevel">Level that the channel has before the first bit.</param>
    /// <param name="error">Why not, where the result is false.</param>
    public static bool TryEncode(
        Recording recording,
        int rate,
        bool loops,
        bool normalises,
        int mostBytes,
        out byte[] bytes,
        out int startLevel,
        out string error
    )
    {
        bytes = [];
        startLevel = 0;
        mostBytes = Math.Min(mostBytes, OwnSample.MostBytes);
        float[] sound = Centre(recording.Samples, loops, out double loudest);
        error = loudest > 0 ? "" : "the sound is silent";
        if (error.Length > 0)
            return false;
        double bitRate = BitRate(rate),
            seconds = sound.Length / recording.SampleRate;
        long bits = (long)Math.Ceiling(seconds * bitRate),
            length = LengthOf(bits, rate, loops);
        if (length > mostBytes)
        {
            double room = loops ? mostBytes * 8 : ((mostBytes - RestBytes) * 8) - (2 * LiftOf(rate));
            error = FormattableString.Invariant(
                $"lasts {seconds:0.00} s; at rate {rate} there is room for {Math.Max(0, room / bitRate):0.00} s"
            );
            return false;
        }

        double[] curve = new double[length * 8];
        if (loops)
        {
            Resampler.Resample(sound, (double)sound.Length / curve.Length, curve.Length, cyclic: true).CopyTo(curve, 0);
            PutAround(curve, normalises ? 0 : Swing / 2);
        }
        else
        {
            Resampler.Resample(sound, recording.SampleRate / bitRate, (int)bits, cyclic: false).CopyTo(curve, 0);
            PutAbove(curve, (int)bits, rate, normalises ? 0 : Swing / 2);
        }

        bytes = DeltaTrellis.Encode(curve, loops, out startLevel);
        return true;
    }

    /// <summary>The highest rate at which a recording fits.</summary>
    /// <inheritdoc cref="TryEncode"/>
    /// <returns>0 to 15; 0 where it fits at none.</returns>
    public static int HighestRate(Recording recording, bool loops, int mostBytes)
    {
        double seconds = Centre(recording.Samples, loops, out _).Length / recording.SampleRate;
        int rate = Rates - 1;
        mostBytes = Math.Min(mostBytes, OwnSample.MostBytes);
        while (rate > 0 && LengthOf((long)Math.Ceiling(seconds * BitRate(rate)), rate, loops) > mostBytes)
            rate--;
        return rate;
    }

    /// <summary>How long a recording lasts without the silence at its end, in seconds.</summary>
    public static double HeardSeconds(Recording recording) =>
        Centre(recording.Samples, loops: false, out _).Length / recording.SampleRate;

    // bytes of a sound of so many bits: $4013 can say one and a multiple of 16
    private static long LengthOf(long bits, int rate, bool loops) =>
        loops
            ? Math.Max(0, 16 * (long)Math.Round((bits - 8) / 128.0)) + 1
            : ((((bits + (2 * LiftOf(rate)) + 7) / 8) + RestBytes + 14) / 16 * 16) + 1;

    private static int LiftOf(int rate) => (int)Math.Ceiling(LiftSeconds * BitRate(rate));

    // without its mean, and, where nothing follows, without the silence at its end
    private static float[] Centre(float[] samples, bool loops, out double loudest)
    {
        double mean = 0;
        foreach (float sample in samples)
            mean += sample;
        mean /= Math.Max(1, samples.Length);
        var centred = new float[samples.Length];
        loudest = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            centred[i] = (float)(samples[i] - mean);
            loudest = Math.Max(loudest, Math.Abs(centred[i]));
        }

        // rounding alone
        if (loudest < 1e-6)
            loudest = 0;
        int end = samples.Length;
        while (!loops && end > 0 && Math.Abs(centred[end - 1]) < Silence * loudest)
            end--;
        return centred[..end];
    }

    // a loop swings around one level
    private static void PutAround(double[] curve, double gain)
    {
        double lowest = double.MaxValue,
            highest = double.MinValue;
        foreach (double value in curve)
            (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
        if (gain == 0)
            gain = highest > lowest ? Swing / (highest - lowest) : 0;
        double middle = (Swing / 2) - (gain * (lowest + highest) / 2);
        for (int i = 0; i < curve.Length; i++)
            curve[i] = Math.Clamp((gain * curve[i]) + middle, 0, Swing);
    }

    // a sound that ends stands upon level 0: lifted by a smooth envelope of what goes below
    private static void PutAbove(double[] curve, int sound, int rate, double gain)
    {
        int lift = LiftOf(rate);
        double fall = Math.Exp(-1 / (LiftFallSeconds * BitRate(rate)));
        double[] envelope = Deepest(curve, lift);
        for (int i = 1; i < Math.Min(sound + lift, envelope.Length); i++)
            envelope[i] = Math.Max(envelope[i], fall * envelope[i - 1]);
        envelope = Smooth(envelope, lift);
        double highest = 0;
        for (int i = 0; i < curve.Length; i++)
            highest = Math.Max(highest, curve[i] + envelope[i]);
        if (gain == 0)
            gain = highest > 0 ? Swing / highest : 0;
        for (int i = 0; i < curve.Length; i++)
            curve[i] = Math.Clamp(gain * (curve[i] + envelope[i]), 0, Swing);
        curve.AsSpan(curve.Length - (RestBytes * 8)).Clear();
    }

    // how far the curve goes below 0 within so many places on each side
    private static double[] Deepest(double[] curve, int reach)
    {
        var deepest = new double[curve.Length];
        var candidates = new LinkedList<int>();
        for (int i = 0; i < curve.Length + reach; i++)
        {
            if (i < curve.Length)
            {
                while (candidates.Last is { } last && curve[last.Value] >= curve[i])
                    candidates.RemoveLast();
                candidates.AddLast(i);
            }

            int centre = i - reach;
            if (centre < 0)
                continue;
            while (candidates.First is { } first && first.Value < centre - reach)
                candidates.RemoveFirst();
            deepest[centre] = Math.Max(0, -curve[candidates.First!.Value]);
        }

        return deepest;
    }

    // a raised cosine over so many places on each side; before its beginning the curve is as there, and 0 after its end
    private static double[] Smooth(double[] values, int reach)
    {
        var weights = new double[(2 * reach) + 1];
        double total = 0;
        for (int i = 0; i < weights.Length; i++)
            total += weights[i] = 1 + Math.Cos(Math.PI * (i - reach) / (reach + 1.0));
        var smooth = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double sum = 0;
            for (int j = -reach; j <= reach; j++)
            {
                int at = Math.Max(i + j, 0);
                if (at < values.Length)
                    sum += weights[j + reach] * values[at];
            }

            smooth[i] = sum / total;
        }

        return smooth;
    }
}
