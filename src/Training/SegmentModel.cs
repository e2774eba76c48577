using LakhNes.Generator;
using LakhNes.Generator.Runtime;
using LakhNes.Training.Graphs;
using LakhNes.Training.Kernels;

namespace LakhNes.Training;

/// <summary>
/// A session that computes the loss of segments, with or without gradients, and carries the memory from one to the next.
/// </summary>
internal sealed unsafe class SegmentModel : IDisposable
{
    private readonly TransformerXlDimensions _dimensions;
    private readonly ParameterVector _parameters;
    private readonly List<IDisposable> _owned = [];
    private readonly OrtSession _session;
    private readonly OrtBinding _binding;
    private readonly NativeBuffer<long> _draw;
    private readonly NativeBuffer<int> _window;
    private readonly NativeBuffer<float> _loss;
    private readonly bool _drops;
    private NativeBuffer<long>? _tokens;
    private NativeBuffer<long>? _targets;
    private NativeBuffer<float>[] _memory = [];
    private NativeBuffer<float>[] _next = [];

    /// <summary>Builds the graph and a session.</summary>
    /// <param name="dimensions">The model's sizes and variants.</param>
    /// <param name="parameters">The model's parameters; must outlive this.</param>
    /// <param name="gradients">Where gradients go, laid out as the parameters; null: none are computed.</param>
    /// <param name="segment">Tokens of a stream in a segment.</param>
    /// <param name="memory">Earlier tokens that are attended to.</param>
    /// <param name="dropout">Share of values that are dropped.</param>
    /// <param name="threads">Threads that share the work.</param>
    public SegmentModel(
        TransformerXlDimensions dimensions,
        ParameterVector parameters,
        NativeBuffer<float>? gradients,
        int segment,
        int memory,
        double dropout,
        int threads
    )
    {
        _dimensions = dimensions;
        _parameters = parameters;
        SegmentLength = segment;
        MemoryLength = memory;
        _drops = dropout > 0;
        CustomOperator[] operators =
        [
            new RelativeSoftmax(threads),
            new RelativeSoftmaxGradient(threads),
            new LayerNormalizationGradient(threads),
            new Dropout(threads),
        ];
        string[] trained = gradients is null ? [] : [.. parameters.Trained.Select(parameter => parameter.Name)];
        _session = Own(
            new OrtSession(
                new TrainingGraph(dimensions, segment, memory, dropout, trained).Build(),
                new OrtSessionOptions
                {
                    Threads = threads,
                    Operators = operators,
                    Spin = threads > 1,
                }
            )
        );
        _owned.AddRange(operators);
        _binding = Own(new OrtBinding(_session));
        _draw = Own(new NativeBuffer<long>(2));
        _window = Own(new NativeBuffer<int>(2));
        _loss = Own(new NativeBuffer<float>(1));

        foreach (ParameterShape parameter in parameters.All)
        {
            long[] shape = [.. parameter.Shape.Select(size => (long)size)];
            Input(parameter.Name, parameters.Pointer + parameters.Offset(parameter), shape);
            if (gradients is not null && parameters.Trained.Contains(parameter))
                Output(TrainingGraph.GradientOf(parameter.Name), gradients.Pointer + parameters.Offset(parameter), shape);
        }

        NativeBuffer<float> table = Own(new NativeBuffer<float>((long)(memory + segment) * dimensions.ModelSize));
        PositionTable
            .Descending(PositionTable.InverseFrequencies(dimensions.ModelSize), memory + segment, dimensions.ClampLength)
            .CopyTo(table.Span);
        Input("position_table", table.Pointer, memory + segment, dimensions.ModelSize);
        Output("loss", _loss.Pointer);
        using (var window = new OrtTensor(_window.Pointer, 2 * sizeof(int), DataType.Int32, 2))
            _binding.Input("window", window);
        if (_drops)
        {
            using var draw = new OrtTensor(_draw.Pointer, 2 * sizeof(long), DataType.Int64, 2);
            _binding.Input("draw", draw);
        }
    }

    /// <summary>Tokens of a stream in a segment.</summary>
    public int SegmentLength { get; }

    /// <summary>Earlier tokens that are attended to.</summary>
    public int MemoryLength { get; }

    /// <summary>Streams side by side.</summary>
    public int Streams { get; private set; }

    /// <summary>How many tokens the memory of each stream holds.</summary>
    public int Filled { get; private set; }

    /// <summary>Begins anew with a number of streams whose memories are empty.</summary>
    public void Begin(int streams)
    {
        if (streams != Streams)
            Resize(streams);
        Filled = 0;
    }

    /// <summary>The memory of each layer, [streams, memory, model], to be saved or put back; others after each segment.</summary>
    public IReadOnlyList<NativeBuffer<float>> Memories => _memory;

    /// <summary>Puts a saved memory back; its numbers are written to <see cref="Memories"/>.</summary>
    public void Restore(int streams, int filled)
    {
        Begin(streams);
        Filled = filled;
    }

    /// <summary>Computes a segment.</summary>
    /// <param name="tokens">Stream after stream.</param>
    /// <param name="targets">The token that follows each.</param>
    /// <param name="seed">Seed of what is dropped.</param>
    /// <param name="step">Tells the draws of steps apart.</param>
    /// <returns>The mean negative log-likelihood of the targets, in nats.</returns>
    public double Run(ReadOnlySpan<int> tokens, ReadOnlySpan<int> targets, ulong seed = 0, long step = 0)
    {
        for (int i = 0; i < tokens.Length; i++)
        {
            _tokens!.Pointer[i] = tokens[i];
            _targets!.Pointer[i] = targets[i];
        }

        _window.Pointer[0] = MemoryLength - Filled;
        _window.Pointer[1] = _dimensions.SameLength ? MemoryLength + 1 : int.MaxValue;
        _draw.Pointer[0] = (long)seed;
        _draw.Pointer[1] = step;
        for (int layer = 0; layer < _dimensions.LayerCount; layer++)
        {
            Input($"memory.{layer}", _memory[layer].Pointer, Streams, MemoryLength, _dimensions.ModelSize);
            Output($"next_memory.{layer}", _next[layer].Pointer, Streams, MemoryLength, _dimensions.ModelSize);
        }

        _binding.Run();
        (_memory, _next) = (_next, _memory);
        Filled = Math.Min(Filled + SegmentLength, MemoryLength);
        return *_loss.Pointer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        foreach (IDisposable owned in _owned)
            owned.Dispose();
        Release();
    }

    private void Resize(int streams)
    {
        Release();
        Streams = streams;
        int rows = streams * SegmentLength;
        _tokens = new NativeBuffer<long>(rows);
        _targets = new NativeBuffer<long>(rows);
        using var tokens = new OrtTensor(_tokens.Pointer, rows * sizeof(long), DataType.Int64, rows);
        using var targets = new OrtTensor(_targets.Pointer, rows * sizeof(long), DataType.Int64, rows);
        _binding.Input("tokens", tokens);
        _binding.Input("targets", targets);
        NativeBuffer<float>[] Memories() =>
            [
                .. Enumerable
                    .Range(0, _dimensions.LayerCount)
                    .Select(_ => new NativeBuffer<float>((long)streams * MemoryLength * _dimensions.ModelSize)),
            ];
        (_memory, _next) = (Memories(), Memories());
    }

    private void Release()
    {
        _tokens?.Dispose();
        _targets?.Dispose();
        foreach (NativeBuffer<float> memory in _memory.Concat(_next))
            memory.Dispose();
    }

    private void Input(string name, float* numbers, params ReadOnlySpan<long> shape)
    {
        using OrtTensor tensor = Describe(numbers, shape);
        _binding.Input(name, tensor);
    }

    private void Output(string name, float* numbers, params ReadOnlySpan<long> shape)
    {
        using OrtTensor tensor = Describe(numbers, shape);
        _binding.Output(name, tensor);
    }

    private static OrtTensor Describe(float* numbers, ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long size in shape)
            count *= size;
        return new OrtTensor(numbers, count * sizeof(float), DataType.Float, shape);
    }

    private T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Insert(0, item);
        return item;
    }
}
