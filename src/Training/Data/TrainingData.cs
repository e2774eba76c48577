using System.Collections.Immutable;
using LakhNes.Corpus.Adaptation;
using LakhNes.Corpus.Augmentation;
using LakhNes.Generator.Evaluation;
using LakhNes.Score;
using LakhNes.Score.Formats;
using LakhNes.Score.Tokens;

namespace LakhNes.Training.Data;

/// <summary>What a model is trained on and what it is measured with.</summary>
/// <param name="Songs">Training songs.</param>
/// <param name="Validation">Songs that are not trained on; may be empty.</param>
public sealed record TrainingData(IReadOnlyList<VariableSong> Songs, IReadOnlyList<EvaluationSong> Validation)
{
    private const int HeldOutOf = 5; // one file of so many

    /// <summary>Reads a folder with <c>train</c> and, where there is one, <c>valid</c>, each holding texts.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="vocabulary">The model's symbols.</param>
    /// <exception cref="ScoreFormatException">It holds nothing to train on, or a text that cannot be read.</exception>
    public static TrainingData Read(string folder, TokenVocabulary vocabulary)
    {
        string validation = Path.Combine(folder, "valid");
        return Of(
            NesTextFolder.Read(Path.Combine(folder, "train"), vocabulary),
            Directory.Exists(validation) ? NesTextFolder.Read(validation, vocabulary) : [],
            vocabulary
        );
    }

    /// <summary>
    /// Adapts the MIDI files of a folder and its folders to the NES. Every fifth file is held out for validation, with one of its
    /// pieces; of the others all pieces are trained on.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How files are adapted.</param>
    /// <param name="vocabulary">The model's symbols.</param>
    /// <exception cref="ScoreFormatException">It holds no MIDI file that can be used.</exception>
    public static TrainingData Adapt(string folder, AdaptationOptions options, TokenVocabulary vocabulary)
    {
        (string File, ImmutableArray<NesScore> Pieces)[] files =
        [
            .. FolderAdaptation
                .MidiFiles(folder)
                .AsParallel()
                .AsOrdered()
                .Select(file => (file, MidiAdaptation.Adapt(file, options).Pieces))
                .Where(file => file.Pieces.Length > 0),
        ];
        if (files.Length == 0)
            throw ScoreFormatException.Of(folder, "none of its MIDI files can be used");
        bool Held(int file) => file % HeldOutOf == HeldOutOf / 2;
        return Of(
            files.Where((_, i) => !Held(i)).SelectMany(file => file.Pieces),
            files.Where((_, i) => Held(i)).Select(file => file.Pieces[0]),
            vocabulary
        ) with
        {
            HeldOut = [.. files.Where((_, i) => Held(i)).Select(file => file.File)],
        };
    }

    /// <summary>The files whose music was held out for validation, where that was not chosen by who made the folder.</summary>
    public IReadOnlyList<string> HeldOut { get; init; } = [];

    /// <summary>Makes songs of scores.</summary>
    public static TrainingData Of(IEnumerable<NesScore> training, IEnumerable<NesScore> validation, TokenVocabulary vocabulary) =>
        new(
            [.. training.Select(score => new VariableSong(score, vocabulary))],
            [.. validation.Select(score => EvaluationSong.From(score, vocabulary)).OfType<EvaluationSong>()]
        );
}
