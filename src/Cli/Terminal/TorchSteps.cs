using LakhNes.Training;

namespace LakhNes.Cli.Terminal;

/// <summary>What takes the steps of a run by TorchSharp.</summary>
/// <param name="single">In single precision instead of 16 bits.</param>
internal delegate TrainingEngine TorchSteps(bool single);
