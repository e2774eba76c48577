using LakhNes.Generator;
using LakhNes.Generator.Runtime;
using LakhNes.Training.Graphs;
using LakhNes.Training.Kernels;

namespace LakhNes.Training;

/// <summary>A model in training: its parameters, their gradients and moments, and the two sessions of a step.</summary>
public sealed unsafe class Trainer : ITrainer
{
    private readonly TransformerXlWeights _weights;
    private readonly ParameterVector _parameters;
    private readonly NativeBuffer<float> _gradients;
    private readonly NativeBuffer<float> _first;
    private readonly NativeBuffer<float> _second;
    private readonly NativeBuffer<float> _settings = new((long)OptimiserUpdate.Setting.Count);
    private readonly NativeBuffer<float> _norm = new(1);
    private readonly NativeBuffer<float> _factor = new(1);
    private readonly OptimiserStep _adam;
    private readonly OrtSession _session;
    private readonly OrtBinding _binding;
    private readonly SegmentModel _segments;

    /// <summary>Makes a model ready to be trained.</summary>
    /// <param name="weights">The model to begin with; it is not changed.</param>
    /// <param name="options">Lengths, dropout, what is frozen.</param>
    /// <exception cref="OrtException">ONNX Runtime is missing or too old.</exception>
    public Trainer(TransformerXlWeights weights, TrainerOptions options)
    {
        _weights = weights;
        Options = options;
        _parameters = ParameterVector.Of(weights, options.FrozenLayers);
        _gradients = new NativeBuffer<float>(_parameters.TrainedLength);
        _first = new NativeBuffer<float>(_parameters.TrainedLength);
        _second = new NativeBuffer<float>(_parameters.TrainedLength);
        _segments = new SegmentModel(weights.Dimensions, _parameters, _gradients, options);
        _adam = new OptimiserStep(options.Threads);
        _session = new OrtSession(
            OptimiserGraph.Build(_parameters.TrainedLength, _parameters.DecayedLength),
            new OrtSessionOptions { Threads = options.Threads, Operators = [_adam] }
        );
        _binding = new OrtBinding(_session);
        Bind(_binding.Input, "parameters", _parameters.Pointer, _parameters.TrainedLength);
        Bind(_binding.Input, "gradients", _gradients.Pointer, _parameters.TrainedLength);
        Bind(_binding.Input, "first", _first.Pointer, _parameters.TrainedLength);
        Bind(_binding.Input, "second", _second.Pointer, _parameters.TrainedLength);
        Bind(_binding.Input, "settings", _settings.Pointer, (long)OptimiserUpdate.Setting.Count);
        Bind(_binding.Output, "norm", _norm.Pointer, 1);
        Bind(_binding.Output, "factor", _factor.Pointer, 1);
    }

    /// <inheritdoc/>
    public TrainerOptions Options { get; }

    /// <inheritdoc/>
    public long Step { get; private set; }

    /// <summary>The parameters that are trained.</summary>
    public IReadOnlyList<ParameterShape> Trained => _parameters.Trained;

    /// <summary>Streams side by side.</summary>
    public int Streams => _segments.Streams;

    /// <inheritdoc/>
    public void BeginStreams(int count) => _segments.Begin(count);

    /// <inheritdoc/>
    public StepResult Train(ReadOnlySpan<int> tokens, ReadOnlySpan<int> targets, double rate)
    {
        double loss = _segments.Run(tokens, targets, Options.Seed, Step);
        Step++;
        Options.Optimiser.Write(_settings.Pointer, Step, rate);
        _binding.Run();
        return new StepResult(loss, *_norm.Pointer);
    }

    /// <summary>The gradient of a parameter in the last step, before clipping.</summary>
    public ReadOnlySpan<float> Gradient(ParameterShape parameter) =>
        _gradients.Span.Slice(_parameters.Offset(parameter), parameter.Count);

    /// <summary>A parameter's numbers as they are now.</summary>
    public ReadOnlySpan<float> Parameter(ParameterShape parameter) => _parameters.Slice(parameter);

    /// <summary>The model as it is now.</summary>
    /// <param name="provenance">Where its weights come from, in one line.</param>
    public TransformerXlWeights Snapshot(string provenance) => _parameters.ToWeights(_weights, provenance);

    /// <inheritdoc/>
    public ParameterVector Parameters => _parameters;

    /// <inheritdoc/>
    public int Filled => _segments.Filled;

    /// <inheritdoc/>
    public IReadOnlyList<NativeBuffer<float>> State => [_parameters.Values, _first, _second, .. _segments.Memories];

    /// <inheritdoc/>
    public void Restore(long step, int streams, int filled)
    {
        Step = step;
        if (streams > 0)
            _segments.Restore(streams, filled);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _session.Dispose();
        _segments.Dispose();
        _adam.Dispose();
        foreach (IDisposable buffer in new IDisposable[] { _parameters, _gradients, _first, _second, _settings, _norm, _factor })
            buffer.Dispose();
    }

    private static void Bind(Action<string, OrtTensor> bind, string name, float* numbers, long length)
    {
        using var tensor = new OrtTensor(numbers, length * sizeof(float), DataType.Float, length);
        bind(name, tensor);
    }
}
