using LakhNes.Generator.Recall;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator;

/// <summary>A model in full precision: its dimensions, its vocabulary and its parameters.</summary>
/// <param name="Dimensions">Sizes and variants.</param>
/// <param name="Vocabulary">What its symbols are.</param>
/// <param name="Parameters">Numbers by parameter name, for each of <see cref="TransformerXlDimensions.Parameters"/>.</param>
/// <param name="Provenance">Where the weights come from, in one line.</param>
public sealed record TransformerXlWeights(
    TransformerXlDimensions Dimensions,
    TokenVocabulary Vocabulary,
    IReadOnlyDictionary<string, float[]> Parameters,
    string Provenance
)
{
    /// <summary>How far what is recalled is to be trusted beside the network.</summary>
    public RecallWeights Recall { get; init; } = RecallWeights.Default;
}
