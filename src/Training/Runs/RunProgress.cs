namespace LakhNes.Training.Runs;

/// <summary>What a run in progress tells those who watch.</summary>
/// <param name="Position">How far it has come.</param>
/// <param name="Share">The share of it that is done, 0 to 1; 0 where it has no end.</param>
/// <param name="Left">The time that is left, where it has an end.</param>
/// <param name="Loss">Mean negative log-likelihood of a token lately, in nats.</param>
/// <param name="TokensPerSecond">Speed lately.</param>
/// <param name="Entry">The line that the log has just got, if any.</param>
public sealed record RunProgress(
    RunPosition Position,
    double Share,
    TimeSpan? Left,
    double Loss,
    double TokensPerSecond,
    Reports.LogEntry? Entry = null
);
