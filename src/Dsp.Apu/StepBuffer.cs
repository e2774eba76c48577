using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LakhNes.Dsp.Apu;

/// <summary>One signal under construction: takes steps at fractions of a sample, gives samples (see <see cref="BandLimitedStep"/>).</summary>
internal sealed class StepBuffer
{
    private const double LevelSteps = 1 << 22;

    // Adding and taking away 1.5 * 2^52 steps rounds a double to a whole number of steps.
    private const double Rounder = 1.5 * (1L << 52) / LevelSteps;

    private readonly double[] _differences;
    private int _used;

    /// <summary>Makes a buffer for steps up to a number of samples ahead.</summary>
    public StepBuffer(int samples)
    {
        _differences = new double[samples + BandLimitedStep.Taps];
    }

    /// <summary>The signal at the last sample read.</summary>
    public double Level { get; private set; }

    /// <summary>The value that steps are exact at: the nearest multiple of 2^-22.</summary>
    public static double Quantise(double value) => value + Rounder - Rounder;

    /// <summary>Forgets all steps: the signal stands at a level.</summary>
    public void Reset(double level)
    {
        Array.Clear(_differences);
        Level = level;
        _used = 0;
    }

    /// <summary>Takes over another buffer's signal.</summary>
    public void CopyFrom(StepBuffer other)
    {
        other._differences.CopyTo(_differences, 0);
        Level = other.Level;
        _used = other._used;
    }

    /// <summary>Adds a step.</summary>
    /// <param name="sample">Sample it belongs to, from the next one to be read.</param>
    /// <param name="fraction">How far behind that sample, 0 to below 1.</param>
    /// <param name="height">A value of <see cref="Quantise"/>, or a sum of such.</param>
    public void Add(int sample, double fraction, double height)
    {
        double phase = fraction * BandLimitedStep.Phases;
        int index = (int)phase;
        double late = Quantise(height * (phase - index));
        double early = height - late;
        sample = Math.Clamp(sample, 0, _differences.Length - BandLimitedStep.Taps);
        _used = Math.Max(_used, sample + BandLimitedStep.Taps);
        ref double taps = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(BandLimitedStep.Table), index * BandLimitedStep.Taps);
        ref double to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_differences), sample);
        if (Avx.IsSupported)
            AddTaps256(ref to, ref taps, early, late);
        else
            AddTaps128(ref to, ref taps, early, late);
    }

    /// <summary>Gives the next samples and forgets them.</summary>
    public void Read(Span<double> samples)
    {
        double level = Level;
        for (int i = 0; i < samples.Length; i++)
        {
            level += _differences[i];
            samples[i] = level;
        }
        Level = level;
        int left = Math.Max(0, _used - samples.Length);
        _differences.AsSpan(samples.Length, left).CopyTo(_differences);
        _differences.AsSpan(left, Math.Max(0, _used - left)).Clear();
        _used = left;
    }

    private static void AddTaps256(ref double to, ref double taps, double early, double late)
    {
        Vector256<double> e = Vector256.Create(early);
        Vector256<double> l = Vector256.Create(late);
        for (nuint i = 0; i < BandLimitedStep.Taps; i += 4)
        {
            Vector256<double> sum = Vector256.LoadUnsafe(ref to, i);
            sum = Avx.Add(sum, Avx.Multiply(e, Vector256.LoadUnsafe(ref taps, i)));
            sum = Avx.Add(sum, Avx.Multiply(l, Vector256.LoadUnsafe(ref taps, i + BandLimitedStep.Taps)));
            sum.StoreUnsafe(ref to, i);
        }
    }

    private static void AddTaps128(ref double to, ref double taps, double early, double late)
    {
        Vector128<double> e = Vector128.Create(early);
        Vector128<double> l = Vector128.Create(late);
        for (nuint i = 0; i < BandLimitedStep.Taps; i += 2)
        {
            Vector128<double> sum = Vector128.LoadUnsafe(ref to, i);
            sum += e * Vector128.LoadUnsafe(ref taps, i);
            sum += l * Vector128.LoadUnsafe(ref taps, i + BandLimitedStep.Taps);
            sum.StoreUnsafe(ref to, i);
        }
    }
}
