using LakhNes.Corpus.Augmentation;

namespace LakhNes.Training.Runs;

/// <summary>A whole run of training.</summary>
public sealed record RunOptions
{
    /// <summary>
    /// Teaches a trained model a style from a few files in some minutes: many passes over little music, so dropout, a quickly
    /// moving average, and an end as soon as what is held out gets worse.
    /// </summary>
    public static RunOptions Style { get; } =
        new()
        {
            Trainer = new()
            {
                MemoryLength = 256,
                Optimiser = new() { SecondDecay = 0.98, WeightDecay = 0.01 },
            },
            Augmentation = new() { VoiceSubset = 0.1 },
            WarmUp = 50,
            AverageDecay = 0.98,
            Steps = 1000,
            Minutes = 10,
            ValidateFirst = true,
            ValidateEvery = 50,
            Patience = 4,
            LogEvery = 10,
        };

    /// <summary>How steps are taken.</summary>
    public TrainerOptions Trainer { get; init; } = new();

    /// <summary>How songs are varied, anew in each epoch.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>Streams side by side, in the order of time; the last one lasts for ever. Each phase begins a new epoch.</summary>
    public IReadOnlyList<BatchPhase> Batches { get; init; } = [new(8)];

    /// <summary>The highest learning rate.</summary>
    public double Rate { get; init; } = 5e-4;

    /// <summary>The lowest learning rate after the warm-up.</summary>
    public double LowestRate { get; init; } = 1e-5;

    /// <summary>Steps in which the rate rises from 0.</summary>
    public int WarmUp { get; init; } = 200;

    /// <summary>How the rate falls.</summary>
    public RateDecay Decay { get; init; } = RateDecay.Cosine;

    /// <summary>
    /// How much of the weights' running average stays in a step; checkpoints hold that average. 0: the weights themselves.
    /// </summary>
    public double AverageDecay { get; init; }

    /// <summary>The run ends after so many steps.</summary>
    public long? Steps { get; init; }

    /// <summary>The run ends after so many minutes of training; its steps then depend on the machine.</summary>
    public double? Minutes { get; init; }

    /// <summary>The model is validated before the first step, and is itself the first that may be the best.</summary>
    public bool ValidateFirst { get; init; }

    /// <summary>Steps between two validations; 0: only at the end.</summary>
    public int ValidateEvery { get; init; } = 1000;

    /// <summary>Segments that a validation predicts at most, of each stream; 0: all. At the end all are.</summary>
    public int ValidationSegments { get; init; }

    /// <summary>Minutes between two savings of the run besides those after validations.</summary>
    public double SaveMinutes { get; init; } = 10;

    /// <summary>The run ends after so many validations in a row that were not the best; 0: never.</summary>
    public int Patience { get; init; }

    /// <summary>Steps between two lines of the log.</summary>
    public int LogEvery { get; init; } = 50;

    /// <summary>Checkpoints hold numbers of 16 bits.</summary>
    public bool HalfPrecision { get; init; }
}
