using System.Runtime.InteropServices;

namespace LakhNes.Generator.Runtime;

/// <summary>Makes room for more urgent threads.</summary>
public static partial class BackgroundThread
{
    private const int PrioProcess = 0;
    private const int Nice = 10;

    /// <summary>Lowers the priority of the thread that calls, for good.</summary>
    public static void LowerCurrent()
    {
        // .NET leaves priorities alone on Linux, where "process 0" means the calling thread
        if (OperatingSystem.IsLinux())
            _ = SetPriority(PrioProcess, 0, Nice);
        else
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
