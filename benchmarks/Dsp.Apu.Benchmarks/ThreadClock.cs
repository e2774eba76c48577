using System.Runtime.InteropServices;

namespace LakhNes.Dsp.Apu.Benchmarks;

/// <summary>The CPU time of the calling thread: what else runs on the machine does not count (POSIX clock_gettime).</summary>
public static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static double Seconds
    {
        get
        {
            if (clock_gettime(ThreadCpuTime, out Timespec time) != 0)
                throw new PlatformNotSupportedException("This system does not tell a thread's CPU time.");
            return time.Seconds + time.Nanoseconds * 1e-9;
        }
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out Timespec time);

    private readonly record struct Timespec(long Seconds, long Nanoseconds);
}
