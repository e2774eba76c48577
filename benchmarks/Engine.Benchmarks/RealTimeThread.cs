using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LakhNes.Engine.Benchmarks;

/// <summary>
/// The calling thread as a DAW's audio thread: scheduled before all others where the system allows it, and woken at exact times.
/// Linux only.
/// </summary>
public static unsafe partial class RealTimeThread
{
    private const int Monotonic = 1;
    private const int AbsoluteTime = 1;
    private const int Fifo = 1;
    private const int Priority = 70;

    /// <summary>Asks for real-time scheduling.</summary>
    /// <returns>Whether it is granted.</returns>
    public static bool TryRaise()
    {
        int priority = Priority;
        return SetScheduler(0, Fifo, &priority) == 0;
    }

    /// <summary>
    /// Sleeps until a time of <see cref="Stopwatch"/>'s clock, which is the system's monotonic one in nanoseconds.
    /// </summary>
    public static void SleepUntil(long timestamp)
    {
        long* time = stackalloc long[] { timestamp / Stopwatch.Frequency, timestamp % Stopwatch.Frequency };
        _ = Sleep(Monotonic, AbsoluteTime, time, null);
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, int* priority);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int Sleep(int clock, int flags, long* time, void* left);
}
