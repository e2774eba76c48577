using System.Text.Json.Nodes;
using LakhNes.Generator;
using LakhNes.Generator.Checkpoints;

namespace LakhNes.Training.Tests;

/// <summary>Against 20 steps of the original program under PyTorch, dropout off (<c>training.json</c>).</summary>
public sealed class ReferenceTrainingTests
{
    private const double Tolerance = 1e-4;
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");
    private readonly JsonNode _reference = JsonNode.Parse(File.ReadAllText(Path.Combine(Data, "training.json")))!;

    [Fact]
    public void GradientsAtTheFirstStepAreTheOriginals()
    {
        using Trainer trainer = Create();
        TrainStep(trainer, 0);
        JsonObject expected = _reference["gradients_at_step_0"]!.AsObject();
        Assert.Equal(expected.Select(entry => entry.Key).Order(), trainer.Trained.Select(parameter => parameter.Name).Order());
        foreach (ParameterShape parameter in trainer.Trained)
        {
            JsonNode known = expected[parameter.Name]!;
            double norm = (double)known["norm"]!;
            ReadOnlySpan<float> gradient = trainer.Gradient(parameter);
            Assert.Equal(known["shape"]!.AsArray().Select(size => (int)size!), parameter.Shape);
            Assert.True(Math.Abs(Norm(gradient) - norm) / norm < Tolerance, $"{parameter.Name}: {Norm(gradient)} for {norm}");
            double[] first = Numbers(known["first"]!),
                difference = new double[first.Length];
            for (int i = 0; i < first.Length; i++)
                difference[i] = gradient[i] - first[i];
            double error = Math.Sqrt(difference.Sum(d => d * d)) / Math.Sqrt(first.Sum(d => d * d));
            Assert.True(error < Tolerance, $"{parameter.Name}: {error}");
        }
    }

    [Fact]
    public void TwentyStepsAreTheOriginals()
    {
        using Trainer trainer = Create();
        JsonArray steps = _reference["steps"]!.AsArray();
        Assert.Equal(20, steps.Count);
        for (int step = 0; step < steps.Count; step++)
        {
            StepResult result = TrainStep(trainer, step);
            Assert.Equal((double)steps[step]!["loss"]!, result.Loss, Tolerance);
            Assert.Equal((double)steps[step]!["grad_norm_before_clip"]!, result.GradientNorm, Tolerance);
        }

        foreach (ParameterShape parameter in trainer.Trained)
        {
            JsonNode known = _reference["parameters_after"]![parameter.Name]!;
            double norm = (double)known["norm"]!;
            Assert.True(Math.Abs(Norm(trainer.Parameter(parameter)) - norm) / norm < Tolerance, parameter.Name);
            double[] first = Numbers(known["first"]!);
            for (int i = 0; i < first.Length; i++)
                Assert.Equal(first[i], trainer.Parameter(parameter)[i], Tolerance);
        }
    }

    private Trainer Create()
    {
        var trainer = new Trainer(
            CheckpointReader.ReadFolder(Path.Combine(Data, "checkpoint-tiny")),
            new TrainerOptions
            {
                SegmentLength = (int)_reference["tgt_len"]!,
                MemoryLength = (int)_reference["mem_len"]!,
                Dropout = 0,
                Threads = 2,
                Optimiser = new OptimiserOptions { Clip = (double)_reference["clip"]! },
            }
        );
        trainer.BeginStreams((int)_reference["batch"]!);
        return trainer;
    }

    private StepResult TrainStep(Trainer trainer, int step)
    {
        int length = trainer.Options.SegmentLength,
            rows = trainer.Streams * length;
        JsonArray data = _reference["data_time_major"]!.AsArray();
        int[] tokens = new int[rows],
            targets = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            int time = step * length + row % length,
                stream = row / length;
            tokens[row] = (int)data[time]![stream]!;
            targets[row] = (int)data[time + 1]![stream]!;
        }

        return trainer.Train(tokens, targets, (double)_reference["lr"]!);
    }

    private static double Norm(ReadOnlySpan<float> numbers)
    {
        double sum = 0;
        foreach (float number in numbers)
            sum += (double)number * number;
        return Math.Sqrt(sum);
    }

    private static double[] Numbers(JsonNode list) => [.. list.AsArray().Select(number => (double)number!)];
}
