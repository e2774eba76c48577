using LakhNes.Cli;
using LakhNes.Cli.Terminal;
using LakhNes.Training.Torch;

if (TorchLibrary.Load() is { } fault)
{
    Console.Error.WriteLine($"lakhnes: PyTorch's libraries cannot be loaded: {fault}");
    return ExitCode.Failure;
}

Interrupts.Watch();
return CommandLineApp.Run(
    args,
    CommandContext.ForConsole() with
    {
        Torch = single =>
            (weights, options) => new TorchTrainer(weights, options, single ? TorchPrecision.Single : TorchPrecision.BrainFloat),
    }
);
