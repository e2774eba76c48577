namespace LakhNes.Cli.Evaluation;

/// <summary>A row of <see cref="ModelTable"/>.</summary>
/// <param name="Name">The model's file or folder, without the folders above it.</param>
/// <param name="Parameters">How many numbers training adapts.</param>
/// <param name="Unit">What its vocabulary counts time in.</param>
/// <param name="Splits">What was evaluated, by the split's name.</param>
internal sealed record EvaluatedModel(
    string Name,
    long Parameters,
    string Unit,
    IReadOnlyDictionary<string, SplitEvaluation> Splits
);
