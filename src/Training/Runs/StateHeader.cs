using LakhNes.Generator;
using LakhNes.Score;

namespace LakhNes.Training.Runs;

/// <summary>What a <see cref="TrainingState"/> holds besides its vectors.</summary>
internal sealed record StateHeader(
    RunOptions Options,
    RunPosition Position,
    TransformerXlDimensions Dimensions,
    string[] Symbols,
    TimeUnit Unit,
    string Provenance,
    float[] InverseFrequencies,
    int[] Lengths
);
