using System.Runtime.InteropServices;
using LakhNes.Score;

namespace LakhNes.Cli.Terminal;

/// <summary>What SIGINT, SIGTERM and SIGHUP (Windows: Ctrl+C, closing) do: nothing half-written stays behind.</summary>
internal static class Interrupts
{
    private const int SameMilliseconds = 1000;

    private static readonly Lock Gate = new();
    private static PosixSignalRegistration[]? _registered;
    private static CancellationTokenSource? _stop;
    private static long _told;

    /// <summary>From now on a process that is told to end deletes its unfinished files first.</summary>
    public static void Watch()
    {
        lock (Gate)
        {
            PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
            _registered ??= [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
        }
    }

    /// <summary>Runs work that the first signal ends in good order; the second one ends the process.</summary>
    /// <param name="work">Given what says that it shall end.</param>
    public static T EndInGoodOrder<T>(Func<CancellationToken, T> work)
    {
        Watch();
        using var stop = new CancellationTokenSource();
        Volatile.Write(ref _stop, stop);
        try
        {
            return work(stop.Token);
        }
        finally
        {
            Volatile.Write(ref _stop, null);
        }
    }

    private static void Handle(PosixSignalContext signal)
    {
        if (Volatile.Read(ref _stop) is { IsCancellationRequested: false } stop)
        {
            signal.Cancel = true;
            Volatile.Write(ref _told, Environment.TickCount64);
            stop.Cancel();
            return;
        }

        // one signal may come twice: from the terminal, and from the parent process that got it too
        if (Volatile.Read(ref _stop) is not null && Environment.TickCount64 - Volatile.Read(ref _told) < SameMilliseconds)
        {
            signal.Cancel = true;
            return;
        }

        WholeFile.DeleteUnfinished();
    }
}
