using LakhNes.Generator;
using LakhNes.Generator.Runtime;
using LakhNes.Training.Kernels;
using LakhNes.Training.Torch.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace LakhNes.Training.Torch;

/// <summary>
/// Takes the steps of <see cref="Trainer"/> with TorchSharp. Its dropout draws from PyTorch's own random numbers, begun anew in
/// each step.
/// </summary>
public sealed unsafe class TorchTrainer : ITrainer
{
    private readonly TransformerXlDimensions _dimensions;
    private readonly TorchModel _model;
    private readonly NativeBuffer<float> _first;
    private readonly NativeBuffer<float> _second;
    private readonly NativeBuffer<float> _settings = new((long)OptimiserUpdate.Setting.Count);
    private NativeBuffer<float>[] _saved = [];
    private Tensor[]? _memory;
    private int _streams;

    /// <summary>Makes a model ready to be trained.</summary>
    /// <param name="weights">The model to begin with; it is not changed.</param>
    /// <param name="options">Lengths, dropout, what is frozen.</param>
    /// <param name="precision">Of what is multiplied.</param>
    public TorchTrainer(TransformerXlWeights weights, TrainerOptions options, TorchPrecision precision)
    {
        Options = options;
        set_num_threads(options.Threads);
        _dimensions = weights.Dimensions;
        Parameters = ParameterVector.Of(weights, options.FrozenLayers);
        _model = new TorchModel(
            weights.Dimensions,
            Parameters,
            options,
            precision == TorchPrecision.BrainFloat ? ScalarType.BFloat16 : ScalarType.Float32
        );
        _first = new NativeBuffer<float>(Parameters.TrainedLength);
        _second = new NativeBuffer<float>(Parameters.TrainedLength);
    }

    /// <inheritdoc/>
    public TrainerOptions Options { get; }

    /// <inheritdoc/>
    public long Step { get; private set; }

    /// <inheritdoc/>
    public int Filled { get; private set; }

    /// <inheritdoc/>
    public ParameterVector Parameters { get; }

    /// <inheritdoc/>
    public IReadOnlyList<NativeBuffer<float>> State
    {
        get
        {
            SaveMemory();
            return [Parameters.Values, _first, _second, .. _saved];
        }
    }

    /// <inheritdoc/>
    public void BeginStreams(int count) => Begin(count, 0);

    /// <inheritdoc/>
    public void Restore(long step, int streams, int filled)
    {
        Step = step;
        if (streams > 0)
            Begin(streams, filled);
    }

    /// <inheritdoc/>
    public StepResult Train(ReadOnlySpan<int> tokens, ReadOnlySpan<int> targets, double rate)
    {
        using DisposeScope scope = NewDisposeScope();
        Parameters.Values.Span.CopyTo(_model.Values);
        if (Options.Dropout > 0 || Options.AttentionDropout > 0)
            manual_seed((long)(Options.Seed + (ulong)Step * 0x9e3779b97f4a7c15));
        _memory ??= LoadMemory();
        int length = tokens.Length / _streams;
        var entered = new Tensor[Options.Chunks][];
        double loss = 0;
        _model.Gradients.Clear();
        for (int chunk = 0; chunk < Options.Chunks; chunk++)
            loss += Chunk(
                Segment(tokens, length),
                Segment(targets, length),
                chunk,
                entered[chunk] = new Tensor[_dimensions.LayerCount]
            );
        Remember([.. Enumerable.Range(0, _dimensions.LayerCount).Select(layer => Whole(entered, layer))], length);
        Step++;
        double norm = Follow(rate);
        return new StepResult(loss, norm);
    }

    // the gradients of a chunk of the streams are added to those of the ones before; returns its share of the loss
    private double Chunk(Tensor tokens, Tensor targets, int chunk, Tensor[] entered)
    {
        int streams = _streams / Options.Chunks;
        Tensor Of(Tensor all) => Options.Chunks == 1 ? all : all.slice(0, chunk * streams, (chunk + 1) * streams, 1);
        using DisposeScope scope = NewDisposeScope();
        Tensor loss = _model.Loss(Of(tokens), Of(targets), [.. _memory!.Select(Of)], entered);
        if (Options.Chunks > 1)
            loss = loss / Options.Chunks;
        loss.backward();
        for (int layer = 0; layer < entered.Length; layer++)
            entered[layer] = entered[layer].detach().MoveToOuterDisposeScope();
        return loss.item<float>();
    }

    private static Tensor Whole(Tensor[][] entered, int layer) =>
        entered.Length == 1 ? entered[0][layer] : cat([.. entered.Select(chunk => chunk[layer])], 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _model.Dispose();
        foreach (IDisposable buffer in new IDisposable[] { Parameters, _first, _second, _settings }.Concat(_saved))
            buffer.Dispose();
    }

    private double Follow(double rate)
    {
        Options.Optimiser.Write(_settings.Pointer, Step, rate);
        Span<float> gradients = _model.Gradients;
        float norm = _model.GradientNorm();
        fixed (float* pointer = gradients)
        {
            new OptimiserUpdate
            {
                Parameters = Parameters.Pointer,
                Gradients = pointer,
                First = _first.Pointer,
                Second = _second.Pointer,
                Settings = _settings.Pointer,
                Factor = OptimiserUpdate.FactorOf(_settings.Pointer, norm),
                Decayed = Parameters.DecayedLength,
            }.Apply(0, Parameters.TrainedLength);
        }

        return norm;
    }

    private Tensor Segment(ReadOnlySpan<int> tokens, int length)
    {
        long[] wide = new long[tokens.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = tokens[i];
        return tensor(wide).view(_streams, length);
    }

    // keeps the last tokens of what each layer was given
    private void Remember(Tensor[] entered, int length)
    {
        for (int layer = 0; layer < entered.Length; layer++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor now = entered[layer];
            Tensor all = now.shape[1] >= Options.MemoryLength ? now : cat([_memory![layer], now], 1);
            long end = all.shape[1],
                start = Math.Max(0, end - Options.MemoryLength);
            Tensor kept = all.slice(1, start, end, 1).clone().MoveToOuterDisposeScope().DetachFromDisposeScope();
            _memory![layer].Dispose();
            _memory[layer] = kept;
        }

        Filled = Math.Min(Filled + length, Options.MemoryLength);
    }

    private void Begin(int streams, int filled)
    {
        Forget();
        if (streams % Options.Chunks != 0)
            throw new ArgumentException($"{Options.Chunks} chunks do not divide {streams} streams", nameof(streams));
        if (streams != _streams)
        {
            foreach (NativeBuffer<float> buffer in _saved)
                buffer.Dispose();
            _saved =
            [
                .. Enumerable
                    .Range(0, _dimensions.LayerCount)
                    .Select(_ => new NativeBuffer<float>((long)streams * Options.MemoryLength * _dimensions.ModelSize)),
            ];
        }

        (_streams, Filled) = (streams, filled);
    }

    private void Forget()
    {
        foreach (Tensor layer in _memory ?? [])
            layer.Dispose();
        _memory = null;
    }

    // a buffer holds the memory's whole length, the latest tokens last
    private Tensor[] LoadMemory() =>
        [
            .. _saved.Select(buffer =>
            {
                Tensor whole = tensor(buffer.Span.ToArray()).view(_streams, Options.MemoryLength, _dimensions.ModelSize);
                return whole
                    .slice(1, Options.MemoryLength - Filled, Options.MemoryLength, 1)
                    .contiguous()
                    .DetachFromDisposeScope();
            }),
        ];

    private void SaveMemory()
    {
        if (_memory is null)
            return;
        int size = _dimensions.ModelSize,
            filled = Filled * size,
            whole = Options.MemoryLength * size;
        foreach ((NativeBuffer<float> buffer, Tensor layer) in _saved.Zip(_memory))
        {
            Span<float> numbers = Numbers.Of<float>(layer);
            for (int stream = 0; stream < _streams; stream++)
                numbers.Slice(stream * filled, filled).CopyTo(buffer.Span.Slice((stream + 1) * whole - filled, filled));
        }
    }
}
