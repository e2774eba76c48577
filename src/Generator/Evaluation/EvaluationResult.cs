namespace LakhNes.Generator.Evaluation;

/// <summary>How well a model predicts songs.</summary>
/// <param name="MeanNll">Mean negative log-likelihood of a token, in nats.</param>
/// <param name="Segments">Segments that were predicted.</param>
/// <param name="Positions">Tokens of each stream that were predicted.</param>
/// <param name="NatsPerSecond">Nats for each second of music: comparable between vocabularies.</param>
public sealed record EvaluationResult(double MeanNll, int Segments, long Positions, double NatsPerSecond)
{
    /// <summary>The exponential of <see cref="MeanNll"/>.</summary>
    public double Perplexity => Math.Exp(MeanNll);
}
