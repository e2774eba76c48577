namespace LakhNes.Score.Registers;

/// <summary>
/// The original's downsampling: a score that changes at most so many times a second, for less jitter when it is played.
/// </summary>
public static class ScoreDownsampling
{
    /// <summary>
    /// Cuts time into steps of 1/rate s, in each of which a voice plays what <see cref="ExpressiveScore.Of"/> says.
    /// </summary>
    /// <param name="score">Any score; it is taken in samples.</param>
    /// <param name="rate">Steps a second, above 0 and below 44100.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another rate.</exception>
    public static NesScore At(NesScore score, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, ExpressiveScore.HighestRate);
        return ExpressiveScore.Of(score, rate).ToScore();
    }
}
