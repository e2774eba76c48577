namespace LakhNes.Generator.Recall;

/// <summary>Learns <see cref="RecallWeights"/>: those under which songs are likeliest, by gradient descent (Adam).</summary>
public sealed class RecallTraining
{
    private const int Rounds = 600;
    private const double Rate = 0.03,
        FirstMoment = 0.9,
        SecondMoment = 0.99,
        Tiny = 1e-8;
    private const int Features = RecallSource.FeatureCount;

    // for each position: features of both sources, what the model, the exact and the transposed source gave the token that came
    private readonly List<Position> _positions = [];

    /// <summary>How many positions were heard at which something was recalled.</summary>
    public int Count => _positions.Count;

    /// <summary>Hears what came where something is recalled.</summary>
    /// <param name="mixture">Has heard what came before.</param>
    /// <param name="logits">What the model expects; overwritten.</param>
    /// <param name="token">What came.</param>
    public void Hear(RecallMixture mixture, Span<float> logits, int token)
    {
        if (!mixture.Look(logits))
            return;
        _positions.Add(
            new Position(
                mixture.Exact.Count > 0 ? mixture.Exact.Features.ToArray() : null,
                mixture.Transposed.Count > 0 ? mixture.Transposed.Features.ToArray() : null,
                Math.Exp(logits[token]),
                Of(mixture.Exact, token),
                Of(mixture.Transposed, token)
            )
        );

        static double Of(RecallSource source, int token) =>
            source.Tokens.IndexOf(token) is >= 0 and int place ? source.Shares[place] : 0;
    }

    /// <summary>Learns from what was heard.</summary>
    /// <param name="first">Where to begin.</param>
    public RecallWeights Learn(RecallWeights first)
    {
        double[] weights = [.. first.Exact, .. first.Transposed],
            mean = new double[2 * Features],
            square = new double[2 * Features],
            gradient = new double[2 * Features];
        for (int round = 1; round <= Rounds; round++)
        {
            Array.Clear(gradient);
            foreach (Position position in _positions)
                AddGradient(in position, weights, gradient);
            for (int i = 0; i < weights.Length; i++)
            {
                double slope = gradient[i] / _positions.Count;
                mean[i] = (FirstMoment * mean[i]) + ((1 - FirstMoment) * slope);
                square[i] = (SecondMoment * square[i]) + ((1 - SecondMoment) * slope * slope);
                double step = mean[i] / (1 - Math.Pow(FirstMoment, round)),
                    size = square[i] / (1 - Math.Pow(SecondMoment, round));
                weights[i] -= Rate * step / (Math.Sqrt(size) + Tiny);
            }
        }

        return new RecallWeights([.. weights[..Features]], [.. weights[Features..]]);
    }

    // of -ln((1 - e)((1 - t) model + t transposed) + e exact)
    private static void AddGradient(in Position position, double[] weights, double[] gradient)
    {
        double e = Share(position.Exact, weights.AsSpan(0, Features)),
            t = Share(position.Transposed, weights.AsSpan(Features));
        double rest = ((1 - t) * position.OfModel) + (t * position.OfTransposed);
        double probability = Math.Max(((1 - e) * rest) + (e * position.OfExact), 1e-30);
        double byExact = -(position.OfExact - rest) / probability * e * (1 - e);
        double byTransposed = -(1 - e) * (position.OfTransposed - position.OfModel) / probability * t * (1 - t);
        for (int i = 0; i < Features; i++)
        {
            if (position.Exact is { } exact)
                gradient[i] += byExact * exact[i];
            if (position.Transposed is { } transposed)
                gradient[Features + i] += byTransposed * transposed[i];
        }
    }

    private static double Share(double[]? features, ReadOnlySpan<double> weights) =>
        features is null ? 0 : RecallMixture.ShareOf(features, weights, 0);

    private readonly record struct Position(
        double[]? Exact,
        double[]? Transposed,
        double OfModel,
        double OfExact,
        double OfTransposed
    );
}
