using LakhNes.Score.Registers;
using LakhNes.Score.Text;

namespace LakhNes.Conversion.Nsf;

/// <summary>How often the routine was called that wrote a register log, and where in time its calls are told apart.</summary>
/// <param name="Microseconds">Between two calls, as an NSF header says it.</param>
/// <param name="Period">Between two calls, in samples.</param>
/// <param name="Cut">A time in samples at which one call's writes are over and the next one's have not begun.</param>
internal readonly record struct PlayRate(int Microseconds, double Period, double Cut)
{
    private const double HardwareNtsc = 16639.267,
        HardwarePal = 19997.2; // microseconds a frame
    private const int Bins = 64,
        ClearGap = 16,
        Better = 3,
        Enough = 32; // of a period
    private const int LookedAt = 8192;
    private const double SamplesPerMicrosecond = 0.0441;

    // the console's own rates and those that drivers are usually timed to, then what lies around them
    private static readonly double[] Usual = [HardwareNtsc, 16639, 16666, 16667, HardwarePal, 19997, 20000];
    private static readonly double[] Candidates =
    [
        .. Usual,
        .. Enumerable.Range(16600, 101).Select(us => (double)us),
        .. Enumerable.Range(19950, 101).Select(us => (double)us),
    ];

    /// <summary>Number of the call that a write belongs to; what comes before the first call belongs to number 0.</summary>
    public long FrameOf(long sample) => (long)Math.Floor((sample - Cut) / Period) - (long)Math.Floor(-Cut / Period);

    /// <summary>
    /// Finds the rate of a log: the one at which the writes leave the longest part of a period empty. A log that is not written
    /// at any rate (played notes, the original's quarter frames) gets the console's own, with its notes' starts in the middle of
    /// a frame.
    /// </summary>
    public static PlayRate Of(RegisterLog log)
    {
        double console = log.IsPal ? HardwarePal : HardwareNtsc;
        // init may take long, and what a score is set up with stands at 0
        double first = console * SamplesPerMicrosecond;
        long[] times = [.. log.Writes.Select(write => write.Time).Where(time => time >= first).Distinct()];
        // both ends of a long log tell as much: between them a wrong period drifts
        if (times.Length > 2 * LookedAt)
            times = [.. times[..LookedAt], .. times[^LookedAt..]];
        foreach (int calls in times.Length == 0 ? [] : new[] { 4, 2, 1 })
        {
            if (Best(times, calls) is { Period: > 0 } best && best.UsesEachOf(calls, times))
                return best;
        }
        long[] starts =
        [
            .. log
                .Writes.Where(write => write.Address is >= 0x4000 and < 0x4010 && (write.Address & 3) == 3)
                .Select(write => write.Time),
        ];
        double frame = console * SamplesPerMicrosecond;
        double phase = starts.Length == 0 ? 0 : FrameGrid.Of(starts, [frame]).Phase;
        return new PlayRate((int)Math.Round(console), frame, phase - frame / 2);
    }

    /// <summary>The rate of so many calls a frame that leaves the longest gap, if that is a clear one.</summary>
    private static PlayRate Best(long[] times, int calls)
    {
        PlayRate best = default;
        int longest = ClearGap - Better;
        foreach (double microseconds in Candidates)
        {
            double period = microseconds / calls * SamplesPerMicrosecond;
            int gap = LongestGap(times, period, out double cut);
            if (gap < longest + Better)
                continue;
            longest = gap;
            best = new PlayRate((int)Math.Round(microseconds / calls), period, cut);
            if (gap >= Enough)
                break;
        }
        return best;
    }

    /// <summary>
    /// True where each of so many successive calls writes its share: a quick driver's single call a frame does not.
    /// </summary>
    private bool UsesEachOf(int calls, long[] times)
    {
        int[] used = new int[calls];
        foreach (long time in times)
            used[FrameOf(time) % calls]++;
        return used.Min() * 2 * calls >= times.Length;
    }

    /// <summary>The longest empty part of a period, in bins, and its middle.</summary>
    private static int LongestGap(long[] times, double period, out double cut)
    {
        double frequency = 1 / period;
        Span<bool> used = stackalloc bool[Bins];
        used.Clear();
        foreach (long time in times)
        {
            double phase = time * frequency;
            used[(int)((phase - Math.Floor(phase)) * Bins) % Bins] = true;
        }
        int longest = 0,
            gap = 0,
            end = 0;
        for (int i = 0; i < 2 * Bins; i++)
        {
            gap = used[i % Bins] ? 0 : gap + 1;
            if (gap > longest)
                (longest, end) = (gap, i + 1);
        }
        cut = (end - longest / 2.0) / Bins * period;
        return longest;
    }
}
