using System.Runtime.InteropServices;

namespace LakhNes.Score.Tests;

/// <summary>How long the calling thread has computed: a busy machine makes nothing take longer by it.</summary>
internal static partial class ThreadClock
{
    // CLOCK_THREAD_CPUTIME_ID
    private const int Linux = 3,
        MacOS = 16;

    private const double FileTimesPerSecond = 1e7;

    /// <summary>CPU time of the thread so far, in seconds.</summary>
    public static double Seconds
    {
        get
        {
            if (OperatingSystem.IsWindows())
            {
                Assert.True(GetThreadTimes(GetCurrentThread(), out _, out _, out long kernel, out long user));
                return (kernel + user) / FileTimesPerSecond;
            }

            Assert.Equal(0, GetTime(OperatingSystem.IsMacOS() ? MacOS : Linux, out Time time));
            return time.Seconds + (time.Nanoseconds / 1e9);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetThreadTimes(nint thread, out long creation, out long exit, out long kernel, out long user);

    private readonly record struct Time(nint Seconds, nint Nanoseconds);
}
