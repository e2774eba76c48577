namespace LakhNes.Generator.Evaluation;

/// <summary>How well a model predicts songs.</summary>
/// <param name="MeanNll">Mean negative log-likelihood of a token, in nats.</param>
/// <param name="Segments">Segments that were predicted.</param>
/// <param name="Positions">Tokens of each stream that were predicted.</param>
/// <param name="NatsPerSecond">Nats for each second of music: comparable between vocabularies.</param>
public sealed record EvaluationResult(double MeanNll, int Segments, long Positions, double NatsPerSecond)
{
    /// <summary>
    /// The token that was held likeliest at each position of each segment, stream by stream; empty where it was not kept.
    /// </summary>
    public IReadOnlyList<int> Likeliest { get; init; } = [];

    /// <summary>
    /// The same songs where the model also recalls what followed the longest matches of a song so far; null where that was not
    /// tried.
    /// </summary>
    public EvaluationResult? Recalled { get; init; }

    /// <summary>Tokens for each second of music.</summary>
    public double TokensPerSecond => MeanNll == 0 ? 0 : NatsPerSecond / MeanNll;

    /// <summary>The exponential of <see cref="MeanNll"/>.</summary>
    public double Perplexity => Math.Exp(MeanNll);

    /// <summary>The share of positions where another model that predicted the same songs holds another token likeliest.</summary>
    /// <exception cref="ArgumentException">It predicted other songs.</exception>
    public double ShareOfOtherChoices(EvaluationResult other)
    {
        if (Likeliest.Count == 0 || Likeliest.Count != other.Likeliest.Count)
            throw new ArgumentException("not the same positions", nameof(other));
        return Likeliest.Zip(other.Likeliest).Count(pair => pair.First != pair.Second) / (double)Likeliest.Count;
    }

    /// <summary>The result of predicting some segments of songs.</summary>
    /// <param name="meanNll">Mean negative log-likelihood of a token, in nats.</param>
    /// <param name="segments">Segments that were predicted.</param>
    /// <param name="segmentLength">Tokens of a stream in each.</param>
    /// <param name="songs">All songs, which say how many tokens a second of music has.</param>
    public static EvaluationResult Of(double meanNll, int segments, int segmentLength, IReadOnlyList<EvaluationSong> songs)
    {
        long predictions = songs.Sum(song => song.Tokens.Length - 1L);
        return new(meanNll, segments, (long)segments * segmentLength, meanNll * predictions / songs.Sum(song => song.Seconds));
    }
}
