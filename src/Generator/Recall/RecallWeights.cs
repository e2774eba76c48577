using System.Collections.Immutable;
using System.Globalization;

namespace LakhNes.Generator.Recall;

/// <summary>
/// What says how far a match is to be trusted: the logit of a match's share is the sum of its features
/// (<see cref="RecallSource"/>) times these weights. Learnt by <see cref="RecallTraining"/> and stored with a model.
/// </summary>
/// <param name="Exact">For what occurred with the same keys.</param>
/// <param name="Transposed">For what occurred with the same intervals.</param>
public sealed record RecallWeights(ImmutableArray<double> Exact, ImmutableArray<double> Transposed)
{
    /// <summary>The file in a checkpoint's folder that holds them.</summary>
    public const string FileName = "recall.txt";

    /// <summary>Weights for models that come without: learnt on NES-MDB's training songs with the shipped model.</summary>
    public static RecallWeights Default { get; } =
        new(
            [-8.7863, 1.81631, -1.03506, 0.461621, 2.30614, -0.147759, -0.180562, -0.39689],
            [-4.64295, 1.47909, -1.15193, 0.102675, 1.52932, 0.145895, -0.385026, 0.00302362]
        );

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>The weights; null where the text holds none.</returns>
    public static RecallWeights? TryParse(string text)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 2 * RecallSource.FeatureCount)
            return null;
        double[] numbers = new double[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            if (
                !double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])
                || !double.IsFinite(numbers[i])
            )
                return null;
        }

        return new RecallWeights([.. numbers[..RecallSource.FeatureCount]], [.. numbers[RecallSource.FeatureCount..]]);
    }

    /// <summary>All numbers with spaces between, those of <see cref="Exact"/> first.</summary>
    public override string ToString() =>
        string.Join(' ', Exact.Concat(Transposed).Select(weight => weight.ToString("G6", CultureInfo.InvariantCulture)));
}
