using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LakhNes.Dsp.Apu;

/// <summary>
/// One signal under construction: takes steps at fractions of a sample, gives samples (see <see cref="BandLimitedStep"/>).
/// </summary>
internal sealed class StepBuffer
{
    private const double LevelSteps = 1 << 22;

    // Adding and taking away 1.5 * 2^52 steps rounds a double to a whole number of steps.
    private const double Rounder = 1.5 * (1L << 52) / LevelSteps;

    // Samples that a step touches: its taps and the padding that aligns them.
    private const int Run = BandLimitedStep.Taps + BandLimitedStep.Padding;
    private const int CoarseRun = BandLimitedStep.CoarseTaps + BandLimitedStep.Padding;

    private readonly double[] _differences;
    private int _used;

    /// <summary>Makes a buffer for steps up to a number of samples ahead.</summary>
    public StepBuffer(int samples)
    {
        _differences = new double[samples + BandLimitedStep.Stride];
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

    /// <summary>Adds steps, each kind in order of time, within the samples that the buffer was made for.</summary>
    public void Add(StepBatch batch)
    {
        ReadOnlySpan<Step> steps = batch.Steps.AsSpan(0, batch.Count);
        if (!steps.IsEmpty)
        {
            _used = Math.Max(_used, steps[^1].Start + Run);
            Add(steps, 0);
            Add(steps, Run / 2);
        }
        ReadOnlySpan<CoarseStep> coarseSteps = batch.CoarseSteps.AsSpan(0, batch.CoarseCount);
        if (!coarseSteps.IsEmpty)
        {
            _used = Math.Max(_used, coarseSteps[^1].Start + CoarseRun);
            Add(coarseSteps);
        }
    }

    /// <summary>Gives the next samples and forgets them.</summary>
    public void Read(Span<double> samples)
    {
        ReadOnlySpan<double> differences = _differences.AsSpan(0, samples.Length);
        double level = Level;
        int i = 0;
        // Four at a time wait for one addition; exact sums allow any order.
        for (; i + 4 <= samples.Length; i += 4)
        {
            double two = differences[i] + differences[i + 1];
            double three = two + differences[i + 2];
            double four = two + (differences[i + 2] + differences[i + 3]);
            samples[i] = level + differences[i];
            samples[i + 1] = level + two;
            samples[i + 2] = level + three;
            samples[i + 3] = level += four;
        }
        for (; i < samples.Length; i++)
            samples[i] = level += differences[i];
        Level = level;
        int left = Math.Max(0, _used - samples.Length);
        _differences.AsSpan(samples.Length, left).CopyTo(_differences);
        _differences.AsSpan(left, Math.Max(0, _used - left)).Clear();
        _used = left;
    }

    /// <summary>
    /// Adds steps to half of the samples that each touches, which stay in registers for as long as steps fall on them.
    /// </summary>
    private void Add(ReadOnlySpan<Step> steps, int half)
    {
        ref double table = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(BandLimitedStep.Table), half);
        int i = 0;
        while (i < steps.Length)
        {
            int start = steps[i].Start;
            ref double run = ref _differences[start + half];
            Vector128<double> a = Vector128.LoadUnsafe(ref run, 0);
            Vector128<double> b = Vector128.LoadUnsafe(ref run, 2);
            Vector128<double> c = Vector128.LoadUnsafe(ref run, 4);
            Vector128<double> d = Vector128.LoadUnsafe(ref run, 6);
            Vector128<double> e = Vector128.LoadUnsafe(ref run, 8);
            Vector128<double> f = Vector128.LoadUnsafe(ref run, 10);
            Vector128<double> g = Vector128.LoadUnsafe(ref run, 12);
            Vector128<double> h = Vector128.LoadUnsafe(ref run, 14);
            do
            {
                ref readonly Step step = ref steps[i];
                ref double taps = ref Unsafe.Add(ref table, step.Taps);
                Vector128<double> early = Vector128.Create(step.Early);
                Vector128<double> late = Vector128.Create(step.Late);
                a += Taps(ref taps, 0, early, late);
                b += Taps(ref taps, 2, early, late);
                c += Taps(ref taps, 4, early, late);
                d += Taps(ref taps, 6, early, late);
                e += Taps(ref taps, 8, early, late);
                f += Taps(ref taps, 10, early, late);
                g += Taps(ref taps, 12, early, late);
                h += Taps(ref taps, 14, early, late);
                i++;
            } while (i < steps.Length && steps[i].Start == start);
            a.StoreUnsafe(ref run, 0);
            b.StoreUnsafe(ref run, 2);
            c.StoreUnsafe(ref run, 4);
            d.StoreUnsafe(ref run, 6);
            e.StoreUnsafe(ref run, 8);
            f.StoreUnsafe(ref run, 10);
            g.StoreUnsafe(ref run, 12);
            h.StoreUnsafe(ref run, 14);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Taps(ref double taps, nuint i, Vector128<double> early, Vector128<double> late) =>
        early * Vector128.LoadUnsafe(ref taps, i) + late * Vector128.LoadUnsafe(ref taps, i + BandLimitedStep.Stride);

    /// <summary>Adds steps to all samples that each touches, likewise.</summary>
    private void Add(ReadOnlySpan<CoarseStep> steps)
    {
        ref double table = ref MemoryMarshal.GetArrayDataReference(BandLimitedStep.CoarseTable);
        int i = 0;
        while (i < steps.Length)
        {
            int start = steps[i].Start;
            ref double run = ref _differences[start];
            Vector128<double> a = Vector128.LoadUnsafe(ref run, 0);
            Vector128<double> b = Vector128.LoadUnsafe(ref run, 2);
            Vector128<double> c = Vector128.LoadUnsafe(ref run, 4);
            Vector128<double> d = Vector128.LoadUnsafe(ref run, 6);
            Vector128<double> e = Vector128.LoadUnsafe(ref run, 8);
            Vector128<double> f = Vector128.LoadUnsafe(ref run, 10);
            Vector128<double> g = Vector128.LoadUnsafe(ref run, 12);
            Vector128<double> h = Vector128.LoadUnsafe(ref run, 14);
            do
            {
                ref double taps = ref Unsafe.Add(ref table, steps[i].Taps);
                Vector128<double> height = Vector128.Create(steps[i].Height);
                a += height * Vector128.LoadUnsafe(ref taps, 0);
                b += height * Vector128.LoadUnsafe(ref taps, 2);
                c += height * Vector128.LoadUnsafe(ref taps, 4);
                d += height * Vector128.LoadUnsafe(ref taps, 6);
                e += height * Vector128.LoadUnsafe(ref taps, 8);
                f += height * Vector128.LoadUnsafe(ref taps, 10);
                g += height * Vector128.LoadUnsafe(ref taps, 12);
                h += height * Vector128.LoadUnsafe(ref taps, 14);
                i++;
            } while (i < steps.Length && steps[i].Start == start);
            a.StoreUnsafe(ref run, 0);
            b.StoreUnsafe(ref run, 2);
            c.StoreUnsafe(ref run, 4);
            d.StoreUnsafe(ref run, 6);
            e.StoreUnsafe(ref run, 8);
            f.StoreUnsafe(ref run, 10);
            g.StoreUnsafe(ref run, 12);
            h.StoreUnsafe(ref run, 14);
        }
    }
}
