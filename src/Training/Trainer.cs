using System.Globalization;
using LakhNes.Generator;
using LakhNes.Generator.Runtime;
using LakhNes.Training.Graphs;
using LakhNes.Training.Kernels;

namespace LakhNes.Training;

/// <summary>A model in training: its parameters, their gradients and moments, and the two sessions of a step.</summary>
public sealed unsafe class Trainer : IDisposable
{
    private readonly TransformerXlWeights _weights;
    private readonly OptimiserOptions _optimiser;
    private readonly ParameterVector _parameters;
    private readonly NativeBuffer<float> _gradients;
    private readonly NativeBuffer<float> _first;
    private readonly NativeBuffer<float> _second;
    private readonly NativeBuffer<float> _settings = new((long)AdamStep.Setting.Count);
    private readonly NativeBuffer<float> _norm = new(1);
    private readonly NativeBuffer<float> _factor = new(1);
    private readonly AdamStep _adam;
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
        _optimiser = options.Optimiser;
        Options = options;
        _parameters = Lay(weights);
        _gradients = new NativeBuffer<float>(_parameters.TrainedLength);
        _first = new NativeBuffer<float>(_parameters.TrainedLength);
        _second = new NativeBuffer<float>(_parameters.TrainedLength);
        _segments = new SegmentModel(
            weights.Dimensions, _parameters, _gradients, options.SegmentLength, options.MemoryLength, options.Dropout, options.Threads);
        _adam = new AdamStep(options.Threads);
        _session = new OrtSession(
            OptimiserGraph.Build(_parameters.TrainedLength, _parameters.DecayedLength),
            new OrtSessionOptions { Threads = options.Threads, Operators = [_adam] });
        _binding = new OrtBinding(_session);
        Bind(_binding.Input, "parameters", _parameters.Pointer, _parameters.TrainedLength);
        Bind(_binding.Input, "gradients", _gradients.Pointer, _parameters.TrainedLength);
        Bind(_binding.Input, "first", _first.Pointer, _parameters.TrainedLength);
        Bind(_binding.Input, "second", _second.Pointer, _parameters.TrainedLength);
        Bind(_binding.Input, "settings", _settings.Pointer, (long)AdamStep.Setting.Count);
        Bind(_binding.Output, "norm", _norm.Pointer, 1);
        Bind(_binding.Output, "factor", _factor.Pointer, 1);
    }

    /// <summary>Lengths, dropout, what is frozen.</summary>
    public TrainerOptions Options { get; }

    /// <summary>Steps that were taken.</summary>
    public long Step { get; private set; }

    /// <summary>The parameters that are trained.</summary>
    public IReadOnlyList<ParameterShape> Trained => _parameters.Trained;

    /// <summary>Streams side by side.</summary>
    public int Streams => _segments.Streams;

    /// <summary>Begins streams whose memories are empty.</summary>
    /// <param name="count">How many; may differ from before.</param>
    public void BeginStreams(int count) => _segments.Begin(count);

    /// <summary>Takes one step.</summary>
    /// <param name="tokens">A segment of each stream, stream after stream.</param>
    /// <param name="targets">The token that follows each.</param>
    /// <param name="rate">The learning rate.</param>
    public StepResult Train(ReadOnlySpan<int> tokens, ReadOnlySpan<int> targets, double rate)
    {
        double loss = _segments.Run(tokens, targets, Options.Seed, Step);
        Step++;
        void Set(AdamStep.Setting setting, double value) => _settings.Pointer[(int)setting] = (float)value;
        Set(AdamStep.Setting.Rate, rate);
        Set(AdamStep.Setting.FirstDecay, _optimiser.FirstDecay);
        Set(AdamStep.Setting.SecondDecay, _optimiser.SecondDecay);
        Set(AdamStep.Setting.Epsilon, _optimiser.Epsilon);
        Set(AdamStep.Setting.Clip, _optimiser.Clip);
        Set(AdamStep.Setting.FirstCorrection, 1 - Math.Pow(_optimiser.FirstDecay, Step));
        Set(AdamStep.Setting.SecondCorrection, Math.Sqrt(1 - Math.Pow(_optimiser.SecondDecay, Step)));
        Set(AdamStep.Setting.CoupledDecay, _optimiser.Decoupled ? 0 : _optimiser.WeightDecay);
        Set(AdamStep.Setting.DecoupledDecay, _optimiser.Decoupled ? _optimiser.WeightDecay : 0);
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

    /// <summary>The parameters as they are now.</summary>
    internal ParameterVector Parameters => _parameters;

    /// <summary>Tokens that the memory of each stream holds.</summary>
    internal int Filled => _segments.Filled;

    /// <summary>All numbers that the next step depends on: parameters, both moments, the memory of each layer.</summary>
    internal IEnumerable<NativeBuffer<float>> State => [_parameters.Values, _first, _second, .. _segments.Memories];

    /// <summary>Goes to where a saved trainer was; its numbers are then written to <see cref="State"/>.</summary>
    internal void Restore(long step, int streams, int filled)
    {
        Step = step;
        if (streams > 0) _segments.Restore(streams, filled);
    }

    /// <summary>A vector like <see cref="Parameters"/>, with the same numbers.</summary>
    internal ParameterVector CopyParameters()
    {
        ParameterVector copy = Lay(_weights);
        _parameters.Values.Span.CopyTo(copy.Values.Span);
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _session.Dispose();
        _segments.Dispose();
        _adam.Dispose();
        foreach (IDisposable buffer in new IDisposable[] { _parameters, _gradients, _first, _second, _settings, _norm, _factor }) buffer.Dispose();
    }

    private ParameterVector Lay(TransformerXlWeights weights) =>
        new(weights, parameter => IsFrozen(parameter, weights.Dimensions, Options.FrozenLayers));

    private static bool IsFrozen(ParameterShape parameter, TransformerXlDimensions dimensions, int layers) => parameter.Name.Split('.') switch
    {
        ["layers", var layer, ..] => int.Parse(layer, CultureInfo.InvariantCulture) < layers,
        _ => parameter.Name == ParameterShape.Embedding && layers > 0 && !dimensions.TiedOutput,
    };

    private static void Bind(Action<string, OrtTensor> bind, string name, float* numbers, long length)
    {
        using var tensor = new OrtTensor(numbers, length * sizeof(float), DataType.Float, length);
        bind(name, tensor);
    }
}
