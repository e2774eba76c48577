using LakhNes.Generator;

namespace LakhNes.Training;

/// <summary>Makes a model ready to be trained.</summary>
/// <param name="weights">The model to begin with; it is not changed.</param>
/// <param name="options">Lengths, dropout, what is frozen.</param>
public delegate ITrainer TrainingEngine(TransformerXlWeights weights, TrainerOptions options);
