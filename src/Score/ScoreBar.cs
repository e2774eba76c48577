namespace LakhNes.Score;

/// <summary>A bar of a score that counts in steps.</summary>
/// <param name="Start">The step at which it begins.</param>
/// <param name="Metre">Its time signature.</param>
/// <param name="Tempo">Quarter notes a minute.</param>
public readonly record struct ScoreBar(long Start, Metre Metre, int Tempo)
{
    /// <summary>The step at which the next one begins.</summary>
    public long End => Start + Metre.StepsPerBar;

    /// <summary>How long a step lasts, in seconds.</summary>
    public double SecondsPerStep => 60.0 / Tempo / Metre.StepsPerQuarter;
}
