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
    private readonly List<IDisposable> _owned = [];
    private readonly OrtSession _session;
    private readonly OrtBinding _binding;
    private readonly NativeBuffer<long> _draw;
    private readonly NativeBuffer<int> _window;
    private readonly NativeBuffer<float> _loss;
    private readonly NativeBuffer<long> _byHead;
    private readonly NativeBuffer<long> _byModel;
    private readonly NativeBuffer<float> _table;
    private readonly NativeBuffer<float>? _gradients;
    private readonly NativeBuffer<float>? _sums;
    private readonly int _longest;
    private readonly int _chunks;
    private NativeBuffer<long>? _tokens;
    private NativeBuffer<long>? _targets;
    private NativeBuffer<float>[] _memory = [];
    private NativeBuffer<float>[] _next = [];
    private int _boundLength;

    /// <summary>Builds the graph and a session.</summary>
    /// <param name="dimensions">The model's sizes and variants.</param>
    /// <param name="parameters">The model's parameters; must outlive this.</param>
    /// <param name="gradients">Where gradients go, laid out as the parameters; null: none are computed.</param>
    /// <param name="options">Lengths, dropout, chunks and threads.</param>
    public SegmentModel(
        TransformerXlDimensions dimensions,
        ParameterVector parameters,
        NativeBuffer<float>? gradients,
        TrainerOptions options
    )
    {
        int threads = options.Threads;
        _dimensions = dimensions;
        _gradients = gradients;
        _longest = options.LongestSegment;
        _chunks = options.Chunks;
        MemoryLength = options.MemoryLength;
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
                new TrainingGraph(dimensions, MemoryLength, options.Dropout, options.AttentionDropout, trained).Build(),
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
        _byHead = Own(new NativeBuffer<long>(4));
        _byModel = Own(new NativeBuffer<long>(3));
        _sums = gradients is not null && _chunks > 1 ? Own(new NativeBuffer<float>(gradients.Length)) : null;

        foreach (ParameterShape parameter in parameters.All)
        {
            long[] shape = [.. parameter.Shape.Select(size => (long)size)];
            Input(parameter.Name, parameters.Pointer + parameters.Offset(parameter), shape);
            if (gradients is not null && parameters.Trained.Contains(parameter))
                Output(TrainingGraph.GradientOf(parameter.Name), gradients.Pointer + parameters.Offset(parameter), shape);
        }

        int distances = MemoryLength + _longest;
        _table = Own(new NativeBuffer<float>((long)distances * dimensions.ModelSize));
        PositionTable
            .Descending(PositionTable.InverseFrequencies(dimensions.ModelSize), distances, dimensions.ClampLength)
            .CopyTo(_table.Span);
        Output("loss", _loss.Pointer);
        using (var window = new OrtTensor(_window.Pointer, 2 * sizeof(int), DataType.Int32, 2))
            _binding.Input("window", window);
        Shape("by_head", _byHead);
        Shape("by_model", _byModel);
        if (TrainingGraph.RateOf(options.Dropout) > 0 || TrainingGraph.RateOf(options.AttentionDropout) > 0)
        {
            using var draw = new OrtTensor(_draw.Pointer, 2 * sizeof(long), DataType.Int64, 2);
            _binding.Input("draw", draw);
        }
    }

    /// <summary>Earlier tokens that are attended to.</summary>
    public int MemoryLength { get; }

    /// <summary>Streams side by side.</summary>
    public int Streams { get; private set; }

    /// <summary>How many tokens the memory of each stream holds.</summary>
    public int Filled { get; private set; }

    /// <summary>Begins anew with a number of streams whose memories are empty.</summary>
    /// <exception cref="ArgumentException">The chunks do not divide them.</exception>
    public void Begin(int streams)
    {
        if (streams % _chunks != 0)
            throw new ArgumentException($"{_chunks} chunks do not divide {streams} streams", nameof(streams));
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
    /// <param name="tokens">Stream after stream; of each as many, at most the longest segment.</param>
    /// <param name="targets">The token that follows each.</param>
    /// <param name="seed">Seed of what is dropped.</param>
    /// <param name="step">Tells the draws of steps apart.</param>
    /// <returns>The mean negative log-likelihood of the targets, in nats.</returns>
    public double Run(ReadOnlySpan<int> tokens, ReadOnlySpan<int> targets, ulong seed = 0, long step = 0)
    {
        int length = tokens.Length / Streams,
            rows = tokens.Length / _chunks;
        (_byHead.Pointer[0], _byHead.Pointer[1], _byHead.Pointer[2], _byHead.Pointer[3]) = (
            -1,
            length,
            _dimensions.HeadCount,
            _dimensions.HeadSize
        );
        (_byModel.Pointer[0], _byModel.Pointer[1], _byModel.Pointer[2]) = (-1, length, _dimensions.ModelSize);
        _window.Pointer[0] = MemoryLength - Filled;
        _window.Pointer[1] = _dimensions.SameLength ? MemoryLength + 1 : int.MaxValue;
        _draw.Pointer[0] = (long)seed;
        Bind(length);
        double loss = 0;
        for (int chunk = 0; chunk < _chunks; chunk++)
        {
            for (int i = 0; i < rows; i++)
            {
                _tokens!.Pointer[i] = tokens[(chunk * rows) + i];
                _targets!.Pointer[i] = targets[(chunk * rows) + i];
            }

            _draw.Pointer[1] = (step * _chunks) + chunk;
            Remember(chunk);
            _binding.Run();
            loss += *_loss.Pointer;
            if (_sums is not null)
                Add(_sums.Span, _gradients!.Span, chunk);
        }

        if (_sums is not null)
        {
            for (int i = 0; i < _sums.Length; i++)
                _gradients!.Pointer[i] = _sums.Pointer[i] / _chunks;
        }

        (_memory, _next) = (_next, _memory);
        Filled = Math.Min(Filled + length, MemoryLength);
        return loss / _chunks;
    }

    // the memories of a chunk's streams, before and after
    private void Remember(int chunk)
    {
        int streams = Streams / _chunks;
        long offset = (long)chunk * streams * MemoryLength * _dimensions.ModelSize;
        for (int layer = 0; layer < _dimensions.LayerCount; layer++)
        {
            Input($"memory.{layer}", _memory[layer].Pointer + offset, streams, MemoryLength, _dimensions.ModelSize);
            Output($"next_memory.{layer}", _next[layer].Pointer + offset, streams, MemoryLength, _dimensions.ModelSize);
        }
    }

    private static void Add(Span<float> sums, ReadOnlySpan<float> gradients, int chunk)
    {
        if (chunk == 0)
        {
            gradients.CopyTo(sums);
            return;
        }

        for (int i = 0; i < sums.Length; i++)
            sums[i] += gradients[i];
    }

    // what has as many rows as a segment has tokens
    private void Bind(int length)
    {
        if (_boundLength == length)
            return;
        _boundLength = length;
        int rows = Streams / _chunks * length;
        using var tokens = new OrtTensor(_tokens!.Pointer, rows * sizeof(long), DataType.Int64, rows);
        using var targets = new OrtTensor(_targets!.Pointer, rows * sizeof(long), DataType.Int64, rows);
        _binding.Input("tokens", tokens);
        _binding.Input("targets", targets);
        Input(
            "position_table",
            _table.Pointer + ((long)(_longest - length) * _dimensions.ModelSize),
            MemoryLength + length,
            _dimensions.ModelSize
        );
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
        int rows = streams / _chunks * _longest;
        _tokens = new NativeBuffer<long>(rows);
        _targets = new NativeBuffer<long>(rows);
        _boundLength = 0;
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

    private void Shape(string name, NativeBuffer<long> sizes)
    {
        using var tensor = new OrtTensor(sizes.Pointer, sizes.Length * sizeof(long), DataType.Int64, sizes.Length);
        _binding.Input(name, tensor);
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
