using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
            if (Fma.IsSupported)
                AddWide(steps);
            else
                AddNarrow(steps);
        }
        ReadOnlySpan<CoarseStep> coarseSteps = batch.CoarseSteps.AsSpan(0, batch.CoarseCount);
        if (!coarseSteps.IsEmpty)
        {
            _used = Math.Max(_used, coarseSteps[^1].Start + CoarseRun);
            if (Fma.IsSupported)
                AddWide(coarseSteps);
            else
                AddNarrow(coarseSteps);
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
    /// Keeps a run in registers for as long as steps fall on it. Fused or not is the same, as nothing is ever rounded.
    /// </summary>
    private void AddWide(ReadOnlySpan<Step> steps)
    {
        ref double table = ref MemoryMarshal.GetArrayDataReference(BandLimitedStep.Table);
        int i = 0;
        while (i < steps.Length)
        {
            int start = steps[i].Start;
            ref double run = ref _differences[start];
            Vector256<double> a = Vector256.LoadUnsafe(ref run, 0);
            Vector256<double> b = Vector256.LoadUnsafe(ref run, 4);
            Vector256<double> c = Vector256.LoadUnsafe(ref run, 8);
            Vector256<double> d = Vector256.LoadUnsafe(ref run, 12);
            Vector256<double> e = Vector256.LoadUnsafe(ref run, 16);
            Vector256<double> f = Vector256.LoadUnsafe(ref run, 20);
            Vector256<double> g = Vector256.LoadUnsafe(ref run, 24);
            Vector256<double> h = Vector256.LoadUnsafe(ref run, 28);
            do
            {
                ref readonly Step step = ref steps[i];
                ref double taps = ref Unsafe.Add(ref table, step.Taps);
                Vector256<double> early = Vector256.Create(step.Early);
                Vector256<double> late = Vector256.Create(step.Late);
                a = AddTaps(a, ref taps, 0, early, late);
                b = AddTaps(b, ref taps, 4, early, late);
                c = AddTaps(c, ref taps, 8, early, late);
                d = AddTaps(d, ref taps, 12, early, late);
                e = AddTaps(e, ref taps, 16, early, late);
                f = AddTaps(f, ref taps, 20, early, late);
                g = AddTaps(g, ref taps, 24, early, late);
                h = AddTaps(h, ref taps, 28, early, late);
                i++;
            } while (i < steps.Length && steps[i].Start == start);
            a.StoreUnsafe(ref run, 0);
            b.StoreUnsafe(ref run, 4);
            c.StoreUnsafe(ref run, 8);
            d.StoreUnsafe(ref run, 12);
            e.StoreUnsafe(ref run, 16);
            f.StoreUnsafe(ref run, 20);
            g.StoreUnsafe(ref run, 24);
            h.StoreUnsafe(ref run, 28);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> AddTaps(
        Vector256<double> sum,
        ref double taps,
        nuint i,
        Vector256<double> early,
        Vector256<double> late
    )
    {
        sum = Fma.MultiplyAdd(early, Vector256.LoadUnsafe(ref taps, i), sum);
        return Fma.MultiplyAdd(late, Vector256.LoadUnsafe(ref taps, i + BandLimitedStep.Stride), sum);
    }

    private void AddNarrow(ReadOnlySpan<Step> steps)
    {
        foreach (ref readonly Step step in steps)
        {
            ref double taps = ref BandLimitedStep.Table[step.Taps];
            ref double run = ref _differences[step.Start];
            Vector128<double> early = Vector128.Create(step.Early);
            Vector128<double> late = Vector128.Create(step.Late);
            for (nuint i = 0; i < Run; i += 2)
            {
                Vector128<double> sum = Vector128.LoadUnsafe(ref run, i);
                sum += early * Vector128.LoadUnsafe(ref taps, i);
                sum += late * Vector128.LoadUnsafe(ref taps, i + BandLimitedStep.Stride);
                sum.StoreUnsafe(ref run, i);
            }
        }
    }

    private void AddWide(ReadOnlySpan<CoarseStep> steps)
    {
        ref double table = ref MemoryMarshal.GetArrayDataReference(BandLimitedStep.CoarseTable);
        int i = 0;
        while (i < steps.Length)
        {
            int start = steps[i].Start;
            ref double run = ref _differences[start];
            Vector256<double> a = Vector256.LoadUnsafe(ref run, 0);
            Vector256<double> b = Vector256.LoadUnsafe(ref run, 4);
            Vector256<double> c = Vector256.LoadUnsafe(ref run, 8);
            Vector256<double> d = Vector256.LoadUnsafe(ref run, 12);
            do
            {
                ref double taps = ref Unsafe.Add(ref table, steps[i].Taps);
                Vector256<double> height = Vector256.Create(steps[i].Height);
                a = Fma.MultiplyAdd(height, Vector256.LoadUnsafe(ref taps, 0), a);
                b = Fma.MultiplyAdd(height, Vector256.LoadUnsafe(ref taps, 4), b);
                c = Fma.MultiplyAdd(height, Vector256.LoadUnsafe(ref taps, 8), c);
                d = Fma.MultiplyAdd(height, Vector256.LoadUnsafe(ref taps, 12), d);
                i++;
            } while (i < steps.Length && steps[i].Start == start);
            a.StoreUnsafe(ref run, 0);
            b.StoreUnsafe(ref run, 4);
            c.StoreUnsafe(ref run, 8);
            d.StoreUnsafe(ref run, 12);
        }
    }

    private void AddNarrow(ReadOnlySpan<CoarseStep> steps)
    {
        foreach (ref readonly CoarseStep step in steps)
        {
            ref double taps = ref BandLimitedStep.CoarseTable[step.Taps];
            ref double run = ref _differences[step.Start];
            Vector128<double> height = Vector128.Create(step.Height);
            for (nuint i = 0; i < CoarseRun; i += 2)
                (Vector128.LoadUnsafe(ref run, i) + height * Vector128.LoadUnsafe(ref taps, i)).StoreUnsafe(ref run, i);
        }
    }
}
