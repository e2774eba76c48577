using LakhNes.Generator;
using LakhNes.Score.Tokens;

namespace LakhNes.Training;

/// <summary>
/// A model with more symbols that says at first what the model says that it is made from, so that training goes on from it.
/// </summary>
public static class WiderWeights
{
    // so unlikely is a symbol that nothing is known of yet
    private const float Unlikely = -20;

    /// <summary>
    /// Adds to a model the symbols of a vocabulary that it lacks, behind its own: as inputs they say nothing yet.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="vocabulary">Of what it is to be trained on; of the same unit.</param>
    /// <exception cref="ArgumentException">The units differ.</exception>
    public static TransformerXlWeights Of(TransformerXlWeights model, TokenVocabulary vocabulary)
    {
        TokenVocabulary own = model.Vocabulary;
        if (own.Unit != vocabulary.Unit)
            throw new ArgumentException($"the model counts in {own.Unit.Name}s, the songs in {vocabulary.Unit.Name}s");
        string[] added = [.. vocabulary.Symbols.Except(own.Symbols)];
        if (added.Length == 0)
            return model;
        TransformerXlDimensions dimensions = model.Dimensions with { TokenCount = own.Count + added.Length };
        var parameters = new Dictionary<string, float[]>(model.Parameters);
        foreach (ParameterShape parameter in dimensions.Parameters())
        {
            float[] before = model.Parameters[parameter.Name];
            if (before.Length == parameter.Count)
                continue;
            float[] numbers = parameters[parameter.Name] = new float[parameter.Count];
            before.CopyTo(numbers, 0);
            if (parameter.Name == ParameterShape.OutputBias)
                numbers.AsSpan(before.Length).Fill(Unlikely);
        }

        return model with
        {
            Dimensions = dimensions,
            Parameters = parameters,
            Vocabulary = new TokenVocabulary([.. own.Symbols.Skip(1), .. added], own.Unit),
        };
    }
}
