using LakhNes.Generator.Evaluation;
using LakhNes.Score;
using LakhNes.Score.Augmentation;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Training.Data;

/// <summary>What a model is trained on and what it is measured with.</summary>
/// <param name="Songs">Training songs.</param>
/// <param name="Validation">Songs that are not trained on; may be empty.</param>
public sealed record TrainingData(IReadOnlyList<VariableSong> Songs, IReadOnlyList<EvaluationSong> Validation)
{
    /// <summary>Reads a folder with <c>train</c> and, where there is one, <c>valid</c>, each holding texts.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="vocabulary">The model's symbols.</param>
    /// <exception cref="ScoreFormatException">It holds nothing to train on, or a text that cannot be read.</exception>
    public static TrainingData Read(string folder, TokenVocabulary vocabulary)
    {
        string validation = Path.Combine(folder, "valid");
        return Of(
            NesTextFolder.Read(Path.Combine(folder, "train"), vocabulary),
            Directory.Exists(validation) ? NesTextFolder.Read(validation, vocabulary) : [], vocabulary);
    }

    /// <summary>Makes songs of scores.</summary>
    public static TrainingData Of(IEnumerable<NesScore> training, IEnumerable<NesScore> validation, TokenVocabulary vocabulary) => new(
        [.. training.Select(score => new VariableSong(score, vocabulary))],
        [.. validation.Select(score => EvaluationSong.From(score, vocabulary)).OfType<EvaluationSong>()]);
}
