using System.Runtime.ExceptionServices;

namespace LakhNes.Score;

/// <summary>Independent work on several cores. Not for the audio thread.</summary>
public static class ParallelWork
{
    /// <summary>Does some work for each number from 0 on; each time it may be on another thread.</summary>
    /// <param name="count">How many times.</param>
    /// <param name="threads">Threads at most, 1 or more; 1: this thread does all, in order.</param>
    /// <param name="work">Given the number. What one throws is thrown here, and no more are begun.</param>
    /// <param name="progress">Told the share done, 0 to 1, by one thread at a time.</param>
    public static void For(int count, int threads, Action<int> work, IProgress<double>? progress = null)
    {
        var gate = new Lock();
        int done = 0;
        try
        {
            Parallel.For(
                0,
                count,
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                i =>
                {
                    work(i);
                    if (progress is null)
                        return;
                    lock (gate)
                        progress.Report((double)++done / count);
                }
            );
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }
}
