using System.Runtime.InteropServices;

namespace LakhNes.Generator.Runtime;

/// <summary>Makes room for more urgent threads.</summary>
public static partial class BackgroundThread
{
    // below who started the thread: where that one is above others, so is this
    private const int Less = 10;

    /// <summary>Lowers the priority of the thread that calls, for good.</summary>
    public static void LowerCurrent()
    {
        // .NET leaves priorities alone on Linux, where each thread has its own
        if (OperatingSystem.IsLinux())
            _ = Nice(Less);
        else
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    [LibraryImport("libc", EntryPoint = "nice")]
    private static partial int Nice(int increment);
}
