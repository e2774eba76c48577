using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Decoding;

/// <summary>
/// Tokens in, logits out: the memory of one or more pieces of music, and the runs of a shared model on it.
/// After construction nothing is allocated on the managed heap. One thread at a time.
/// </summary>
public sealed unsafe class TransformerXlDecoder : IDisposable
{
    private readonly TransformerXlModel _model;
    private readonly OrtBinding _binding;
    private readonly NativeArena _rings = new();
    private readonly List<IDisposable> _owned = [];
    private readonly NativeBuffer<long> _tokens;
    private readonly NativeBuffer<RingSpan> _spans;
    private readonly NativeBuffer<float> _logits;
    private readonly Stream[] _streams;
    private readonly int _slots;
    private int _boundRows;

    /// <summary>Creates a decoder whose streams are empty.</summary>
    /// <param name="model">The model; must outlive the decoder.</param>
    /// <param name="options">Streams and room.</param>
    /// <exception cref="ArgumentException">The model was not loaded for a memory of that length.</exception>
    public TransformerXlDecoder(TransformerXlModel model, DecoderOptions? options = null)
    {
        options ??= new DecoderOptions();
        _model = model;
        MemoryLength = options.MemoryLength ?? model.Dimensions.MemoryLength;
        if (MemoryLength < 0 || MemoryLength >= model.MaximumWindow)
            throw new ArgumentException($"the model was loaded for a memory of {model.MaximumWindow - 1} tokens at most");
        _slots = Math.Max(MemoryLength + 1 + options.Rewind, model.MaximumWindow);
        BranchCount = options.Branches;
        _streams = new Stream[options.Streams + options.Branches];
        MaximumRows = Math.Max(options.MaximumRows, _streams.Length);
        for (int stream = 0, first = 0; stream < _streams.Length; first += _streams[stream++].Size)
        {
            int size = stream < options.Streams ? _slots : options.BranchLength;
            _streams[stream] = new Stream { First = first, Size = size };
        }

        _tokens = Own(new NativeBuffer<long>(MaximumRows));
        _spans = Own(new NativeBuffer<RingSpan>(2L * MaximumRows));
        _logits = Own(new NativeBuffer<float>((long)MaximumRows * model.Dimensions.TokenCount));
        _binding = new OrtBinding(model.Session);
        for (int layer = 0; layer < model.Dimensions.LayerCount; layer++)
        {
            Bind("keys", layer);
            Bind("values", layer);
        }

        BindRows(1);
    }

    /// <summary>Earlier tokens that a token attends to.</summary>
    public int MemoryLength { get; }

    /// <summary>Bytes of the memory of all streams.</summary>
    public long MemoryBytes { get; private set; }

    /// <summary>Pieces that it decodes side by side.</summary>
    public int StreamCount => _streams.Length - BranchCount;

    /// <summary>Streams behind those, for branches: see <see cref="Branch"/>.</summary>
    public int BranchCount { get; }

    /// <summary>Tokens of one run at most.</summary>
    public int MaximumRows { get; }

    /// <summary>Tokens in the run that is being put together, or in the last run.</summary>
    public int RowCount { get; private set; }

    /// <summary>How many tokens a stream has taken.</summary>
    public int Position(int stream) => _streams[stream].Position;

    /// <summary>Begins a run; its tokens follow with <see cref="Add(int, int)"/>.</summary>
    public void Begin() => RowCount = 0;

    /// <summary>Adds a token to the run; it attends to the memory's length of earlier tokens.</summary>
    /// <param name="stream">The stream that it continues.</param>
    /// <param name="token">The token.</param>
    /// <returns>Its row in the run.</returns>
    public int Add(int stream, int token) => Add(stream, token, Math.Min(_streams[stream].Position, MemoryLength) + 1);

    /// <summary>Adds a token to the run.</summary>
    /// <param name="stream">The stream that it continues.</param>
    /// <param name="token">The token.</param>
    /// <param name="window">To how many tokens of the stream it attends, itself included.</param>
    /// <returns>Its row in the run.</returns>
    public int Add(int stream, int token, int window)
    {
        ref Stream state = ref _streams[stream];
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)token, (uint)_model.Dimensions.TokenCount, nameof(token));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            window,
            Math.Min(state.Position + 1, _model.MaximumWindow),
            nameof(window)
        );
        if (RowCount == MaximumRows)
            throw new InvalidOperationException($"a run has at most {MaximumRows} tokens");
        int own = Math.Min(window, state.Position + 1 - state.Fork);
        if (own > state.Size)
            throw new InvalidOperationException($"a branch has at most {state.Size} tokens of its own");
        ref Stream trunk = ref _streams[state.Trunk];
        if (own < window && (trunk.Position < state.Fork || trunk.Oldest > state.Position + 1 - window))
            throw new InvalidOperationException("what the branch goes on after has been forgotten");
        int row = RowCount++;
        _tokens.Pointer[row] = token;
        _spans.Pointer[2 * row] = state.Span(state.Position, own);
        _spans.Pointer[2 * row + 1] = own < window ? trunk.Span(state.Fork - 1, window - own) : default;
        state.Position++;
        state.Oldest = Math.Max(state.Oldest, state.Position - state.Size);
        return row;
    }

    /// <summary>Runs the tokens that were added.</summary>
    public void Run()
    {
        if (RowCount != _boundRows)
            BindRows(RowCount);
        _binding.Run();
    }

    /// <summary>
    /// What a row of the last run expects next: a logit for each token. Valid, and writable, until the next run.
    /// </summary>
    public Span<float> Logits(int row) => _logits.Span.Slice(row * _model.Dimensions.TokenCount, _model.Dimensions.TokenCount);

    /// <summary>Takes one token and says what it expects next.</summary>
    /// <returns>A logit for each token; valid, and writable, until the next run.</returns>
    public Span<float> Step(int token, int stream = 0)
    {
        Begin();
        int row = Add(stream, token);
        Run();
        return Logits(row);
    }

    /// <summary>Takes a prompt, many tokens at once, with the same result as one by one.</summary>
    /// <param name="tokens">The prompt; not empty.</param>
    /// <param name="stream">The stream that it continues.</param>
    /// <returns>The logits after its last token; valid, and writable, until the next run.</returns>
    public Span<float> Feed(ReadOnlySpan<int> tokens, int stream = 0)
    {
        if (tokens.IsEmpty)
            throw new ArgumentException("an empty prompt", nameof(tokens));
        Begin();
        int row = 0;
        foreach (int token in tokens)
        {
            if (RowCount == MaximumRows)
            {
                Run();
                Begin();
            }

            row = Add(stream, token);
        }

        Run();
        return Logits(row);
    }

    /// <summary>Forgets the last tokens of a stream, as if they had never been taken.</summary>
    /// <param name="count">How many.</param>
    /// <param name="stream">The stream.</param>
    /// <returns>Whether the memory before them is still there; if not, nothing has changed.</returns>
    public bool Rewind(int count, int stream = 0)
    {
        ref Stream state = ref _streams[stream];
        int position = state.Position - count;
        if (count < 0 || position < state.Fork)
            return false;
        if (Math.Max(state.Fork, position - Math.Min(position, MemoryLength)) < state.Oldest)
            return false;
        state.Position = position;
        return true;
    }

    /// <summary>Empties a stream.</summary>
    public void Reset(int stream = 0) =>
        _streams[stream] = new Stream { First = _streams[stream].First, Size = _streams[stream].Size };

    /// <summary>
    /// Lets a stream go on after what another one has taken, which is not copied: tokens of streams that branched off at one
    /// place read it once. Until the branch is reset, or branches off again, the trunk must keep what it has: it is not to be
    /// taken back before this place, nor to take more tokens than it can take back.
    /// </summary>
    /// <param name="stream">The branch; what it was is forgotten.</param>
    /// <param name="trunk">Another stream, which is no branch itself.</param>
    public void Branch(int stream, int trunk)
    {
        if (stream == trunk || _streams[trunk].Fork > 0)
            throw new ArgumentException("a branch has no branches", nameof(trunk));
        Reset(stream);
        ref Stream state = ref _streams[stream];
        state.Trunk = trunk;
        state.Position = state.Fork = state.Oldest = _streams[trunk].Position;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        foreach (IDisposable owned in _owned)
            owned.Dispose();
        _rings.Dispose();
    }

    private void Bind(string name, int layer)
    {
        long slots = _streams[^1].First + _streams[^1].Size,
            count = slots * _model.Dimensions.HeadCount;
        ReadOnlySpan<long> shape = [count, _model.PaddedHeadSize];
        if (_model.IsQuantized)
            BindRing<sbyte>($"{name}.{layer}", DataType.Int8, count * _model.PaddedHeadSize, shape);
        else
            BindRing<float>($"{name}.{layer}", DataType.Float, count * _model.PaddedHeadSize, shape);
        BindRing<float>($"{name[..^1]}_scales.{layer}", DataType.Float, count, shape[..1]);
    }

    private void BindRing<T>(string name, DataType type, long count, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        using var tensor = new OrtTensor(_rings.Take<T>(count), count * sizeof(T), type, shape);
        _binding.Input(name, tensor);
        MemoryBytes += count * sizeof(T);
    }

    private void BindRows(int count)
    {
        long symbols = _model.Dimensions.TokenCount;
        using var tokens = new OrtTensor(_tokens.Pointer, count * sizeof(long), DataType.Int64, count);
        using var spans = new OrtTensor(_spans.Pointer, 2L * count * sizeof(RingSpan), DataType.Int32, count, RingSpan.Numbers);
        using var logits = new OrtTensor(_logits.Pointer, count * symbols * sizeof(float), DataType.Float, count, symbols);
        _binding.Input("tokens", tokens);
        _binding.Input("spans", spans);
        _binding.Output("logits", logits);
        _boundRows = count;
    }

    private NativeBuffer<T> Own<T>(NativeBuffer<T> buffer)
        where T : unmanaged
    {
        _owned.Add(buffer);
        return buffer;
    }

    private struct Stream
    {
        /// <summary>Slots of the rings before its own.</summary>
        public int First;

        /// <summary>Slots of its own ring.</summary>
        public int Size;

        /// <summary>Tokens taken, or gone on after.</summary>
        public int Position;

        /// <summary>The first token whose key and value are still in the ring.</summary>
        public int Oldest;

        /// <summary>The stream that has the tokens before <see cref="Fork"/>.</summary>
        public int Trunk;

        /// <summary>The first token of its own.</summary>
        public int Fork;

        /// <summary>Some of its tokens.</summary>
        /// <param name="last">The last one.</param>
        /// <param name="count">How many.</param>
        public readonly RingSpan Span(int last, int count) =>
            new()
            {
                First = First,
                Size = Size,
                Last = (last - Fork) % Size,
                Count = count,
            };
    }
}
