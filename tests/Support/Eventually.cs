using System.Diagnostics;

namespace LakhNes.Tests;

/// <summary>Waits for what other threads and programs do: the one way in which tests wait.</summary>
internal static class Eventually
{
    private const int PollMilliseconds = 5;

    // a machine that is busy with other things counts too
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Asks until something holds; the test fails where it never does.</summary>
    /// <param name="condition">What is to hold; it may do what moves things on, a block of audio for instance.</param>
    /// <param name="otherwise">What is said where it never does.</param>
    /// <param name="patience">How long it may take; null: three minutes.</param>
    public static void True(Func<bool> condition, Func<string>? otherwise = null, TimeSpan? patience = null)
    {
        TimeSpan limit = patience ?? Patience;
        for (var since = Stopwatch.StartNew(); !condition(); Thread.Sleep(PollMilliseconds))
        {
            if (since.Elapsed > limit)
                Assert.Fail($"not in {limit}: {otherwise?.Invoke() ?? "what was waited for"}");
        }
    }
}
