using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Corpus.Adaptation;
using LakhNes.Generator.Checkpoints;
using LakhNes.Score.Tokens;
using LakhNes.Training.Data;
using LakhNes.Training.Runs;

namespace LakhNes.Cli.TrainingRuns;

/// <summary>What a run is trained on: a data set of texts, or MIDI files of one style. Just one of them is given.</summary>
/// <param name="texts">The folder of the data set.</param>
/// <param name="midi">The folder of MIDI files.</param>
internal sealed class SongChoice(string? texts, string? midi)
{
    private const int PiecesOfFile = 4;

    /// <summary>How such a run is done unless it is told otherwise.</summary>
    public RunOptions Usual => midi is null ? new RunOptions() : RunOptions.Style;

    /// <summary>The model that such a run begins with unless it is told otherwise; null: a new one.</summary>
    public string? UsualModel => midi is null ? null : ModelAccess.InstalledModel();

    /// <summary>The symbols of the texts.</summary>
    /// <exception cref="CommandException">They are not told.</exception>
    public TokenVocabulary ReadVocabulary() =>
        ModelAccess.Guard(Path.Combine(texts!, "vocab.txt"), () => CheckpointReader.ReadVocabulary(texts!));

    /// <summary>Reads the songs.</summary>
    /// <param name="vocabulary">The model's symbols.</param>
    /// <param name="seed">Of adaptation.</param>
    /// <exception cref="Score.ScoreFormatException">There are none, or one cannot be read.</exception>
    public TrainingData Read(TokenVocabulary vocabulary, ulong seed) =>
        midi is null
            ? TrainingData.Read(texts!, vocabulary)
            : TrainingData.Adapt(midi, new AdaptationOptions { MaxPerFile = PiecesOfFile, Seed = seed }, vocabulary);
}
