using LakhNes.Generator.Kernels;
using LakhNes.Generator.Onnx;
using LakhNes.Generator.Recall;
using LakhNes.Generator.Runtime;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator;

/// <summary>
/// A model that is ready to run: its weights, once in memory, and a session that all decoders of the process share.
/// Disposing it while decoders use it is the caller's mistake.
/// </summary>
public sealed unsafe class TransformerXlModel : IDisposable
{
    private readonly NativeArena _memory = new();
    private readonly List<IDisposable> _owned = [];
    private readonly Dictionary<string, OrtTensor> _constants = [];
    private readonly DataType _right;

    private TransformerXlModel(ModelFile file, ModelLoadOptions options)
    {
        Dimensions = file.Dimensions with
        {
            ClampLength = options.ClampLength ?? file.Dimensions.ClampLength,
            SameLength = options.SameLength ?? file.Dimensions.SameLength,
        };
        Vocabulary = file.Vocabulary;
        Precision = file.Precision;
        Provenance = file.Provenance;
        Recall = file.Recall;
        MaximumWindow = options.MaximumWindow ?? Dimensions.MemoryLength + 1;
        PaddedHeadSize = Rounding.Pad(Dimensions.HeadSize);
        _right = options.RightMatrices ?? (IsQuantized ? RightMatrix.ExactType : DataType.Int8);

        foreach (ParameterShape parameter in Dimensions.Parameters())
            Load(file, parameter);
        LoadEmbeddings(file);
        ProjectPositions(file, options.Threads);
        if (IsQuantized)
            LendForInt8();

        CustomOperator[] operators =
        [
            (IsQuantized, Sse41Unit.IsSupported) switch
            {
                (false, _) => new RelativeAttention<float, FloatHead>(
                    DecoderGraph.AttentionName(Precision),
                    DataType.Float,
                    options.Threads
                ),
                (true, true) => new QuantizedRelativeAttention<Sse41Unit>(
                    DecoderGraph.AttentionName(Precision),
                    options.Threads,
                    _right
                ),
                (true, false) => new QuantizedRelativeAttention<PortableUnit>(
                    DecoderGraph.AttentionName(Precision),
                    options.Threads,
                    _right
                ),
            },
            new QuantizedRows(options.Threads),
            new ScaledSums(options.Threads),
        ];
        _owned.AddRange(operators);
        Session = new OrtSession(
            new DecoderGraph(Dimensions, Precision, _right, PaddedHeadSize, MaximumWindow).Build(),
            new OrtSessionOptions
            {
                Threads = options.Threads,
                Spin = options.Spin,
                Background = options.Background,
                ProfilePrefix = options.ProfilePrefix,
                Operators = operators,
                LentConstants = _constants,
            }
        );
    }

    /// <summary>Sizes and variants.</summary>
    public TransformerXlDimensions Dimensions { get; }

    /// <summary>What the model's symbols are.</summary>
    public TokenVocabulary Vocabulary { get; }

    /// <summary>How its matrices are stored and computed.</summary>
    public ModelPrecision Precision { get; }

    /// <summary>Where its weights come from, in one line.</summary>
    public string Provenance { get; }

    /// <summary>How far what is recalled is to be trusted beside the network.</summary>
    public RecallWeights Recall { get; }

    /// <summary>To how many tokens, itself included, a token can attend at most.</summary>
    public int MaximumWindow { get; }

    /// <summary>Runs the decoder graph.</summary>
    internal OrtSession Session { get; }

    /// <summary>A head's size in the rings.</summary>
    internal int PaddedHeadSize { get; }

    /// <summary>Rings hold 8-bit numbers.</summary>
    internal bool IsQuantized => Precision == ModelPrecision.Int8;

    /// <summary>Loads a model.</summary>
    /// <param name="path">An ONNX file that this program wrote.</param>
    /// <param name="options">Threads and room.</param>
    /// <exception cref="ModelException">It is no model of this program, or damaged.</exception>
    /// <exception cref="OrtException">ONNX Runtime is missing or too old.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static TransformerXlModel Load(string path, ModelLoadOptions? options = null)
    {
        OrtLibrary.Load(options?.RuntimeFolder ?? AppContext.BaseDirectory);
        using ModelFile file = ModelFile.Open(path);
        return new TransformerXlModel(file, options ?? new ModelLoadOptions());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Session.Dispose();
        foreach (OrtTensor constant in _constants.Values)
            constant.Dispose();
        foreach (IDisposable owned in _owned)
            owned.Dispose();
        _memory.Dispose();
    }

    private T* Lend<T>(string name, DataType type, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        long length = 1;
        foreach (long size in shape)
            length *= size;
        T* memory = _memory.Take<T>(length);
        _constants[name] = new OrtTensor(memory, length * sizeof(T), type, shape);
        return memory;
    }

    private void Load(ModelFile file, ParameterShape parameter)
    {
        if (!DecoderGraph.Uses(parameter, Dimensions))
            return;
        if (!file.IsQuantized(parameter))
        {
            float* plain = Lend<float>(parameter.Name, DataType.Float, [.. parameter.Shape.Select(size => (long)size)]);
            file.Read(parameter, new Span<float>(plain, parameter.Count));
            return;
        }

        int rows = parameter.Shape[0],
            columns = parameter.Shape[1],
            padded = Rounding.Pad(columns);
        string name = parameter.Name;
        float* scales = Lend<float>(ModelFile.ScalesOf(name), DataType.Float, rows);
        using var whole = new NativeBuffer<sbyte>((long)rows * padded);
        ReadPadded(file, parameter, whole.Pointer, scales);
        // what fills the rows up becomes rows behind the tensor's end
        sbyte* turned = _memory.Take<sbyte>((long)padded * rows);
        Bytes.Transpose(whole.Pointer, rows, padded, turned, rows);
        RightMatrix.Convert(turned, (long)columns * rows, _right);
        _constants[DecoderGraph.TurnedOf(name)] = new OrtTensor(turned, (long)columns * rows, _right, columns, rows);
    }

    private static void ReadPadded(ModelFile file, ParameterShape parameter, sbyte* target, float* scales)
    {
        int rows = parameter.Shape[0],
            columns = parameter.Shape[1],
            padded = Rounding.Pad(columns);
        var whole = new Span<sbyte>(target, rows * padded);
        file.ReadQuantized(parameter, whole[..parameter.Count], new Span<float>(scales, rows));

        // rows move to their padded places, the last one first
        for (int row = rows - 1; row > 0 && padded != columns; row--)
        {
            whole.Slice(row * columns, columns).CopyTo(whole[(row * padded)..]);
            whole.Slice(row * padded + columns, padded - columns).Clear();
        }

        if (padded != columns)
            whole[columns..padded].Clear();
    }

    private void LoadEmbeddings(ModelFile file)
    {
        float[] table = file.Read(Dimensions.Parameters().First(parameter => parameter.Name == ParameterShape.Embedding));
        float* target = Lend<float>(DecoderGraph.EmbeddingTable, DataType.Float, Dimensions.TokenCount, Dimensions.ModelSize);
        float scale = MathF.Sqrt(Dimensions.ModelSize);
        for (int i = 0; i < table.Length; i++)
            target[i] = table[i] * scale;
    }

    private void LendForInt8()
    {
        Lend<float>(DecoderGraph.NoBias, DataType.Float, Math.Max(3 * Dimensions.AttentionSize, Dimensions.ModelSize));
        *Lend<byte>(DecoderGraph.SignedZero, DataType.Uint8, 1) = IntegerProduct.Offset;
        *Lend<byte>(DecoderGraph.UnsignedZero, DataType.Uint8, 1) = 0;
        *Lend<byte>(DecoderGraph.RightZero, _right, 1) = RightMatrix.ZeroOf(_right);
    }

    /// <summary>Every layer's projection of every distance, computed once: a graph of one Gemm does it.</summary>
    private void ProjectPositions(ModelFile file, int threads)
    {
        int model = Dimensions.ModelSize,
            width = Dimensions.AttentionSize,
            rows = MaximumWindow;
        float[] frequencies = file.Read(
            Dimensions.Parameters().First(parameter => parameter.Name == ParameterShape.InverseFrequencies)
        );
        var graph = new OnnxGraphBuilder("position_projection");
        string table = graph.Constant<float>(
            "table",
            PositionTable.Descending(frequencies, rows, Dimensions.ClampLength),
            rows,
            model
        );
        string weight = graph.Input("weight", DataType.Float, width, model);
        graph.Output(
            graph.Node("Gemm", [table, weight], OnnxGraphBuilder.Attribute("transB", 1)),
            "projected",
            DataType.Float,
            rows,
            width
        );
        using var session = new OrtSession(graph.Build(), new OrtSessionOptions { Threads = threads });
        using var binding = new OrtBinding(session);
        using var projected = new NativeBuffer<float>((long)rows * width);
        using var output = new OrtTensor(projected.Pointer, projected.Length * sizeof(float), DataType.Float, rows, width);
        binding.Output("projected", output);
        foreach (ParameterShape parameter in Dimensions.Parameters().Where(p => p.IsPositionProjection))
        {
            float[] numbers = file.Read(parameter);
            fixed (float* pointer = numbers)
            {
                using var input = new OrtTensor(pointer, numbers.Length * sizeof(float), DataType.Float, width, model);
                binding.Input("weight", input);
                binding.Run();
            }

            string layer = parameter.Name.Split('.')[1];
            if (!IsQuantized)
            {
                KeepPositions<float, FloatHead>(layer, DataType.Float, projected.Pointer);
                continue;
            }

            TurnPositions(layer, KeepPositions<sbyte, QuantizedHead<PortableUnit>>(layer, DataType.Int8, projected.Pointer));
        }
    }

    private T* KeepPositions<T, TFormat>(string layer, DataType type, float* projected)
        where T : unmanaged
        where TFormat : struct, IHeadFormat<T>
    {
        int heads = Dimensions.HeadCount,
            size = Dimensions.HeadSize,
            rows = MaximumWindow;
        T* kept = Lend<T>($"positions.{layer}", type, heads, rows, PaddedHeadSize);
        float* scales = Lend<float>($"position_scales.{layer}", DataType.Float, heads, rows);
        for (int i = 0; i < heads * rows; i++)
        {
            int head = i / rows,
                row = i % rows;
            TFormat.Store(projected + ((long)row * heads + head) * size, size, kept + (long)i * PaddedHeadSize, scales + i);
        }

        return kept;
    }

    private void TurnPositions(string layer, sbyte* kept)
    {
        string name = DecoderGraph.TurnedOf($"positions.{layer}");
        sbyte* turned = Lend<sbyte>(name, _right, Dimensions.HeadCount, PaddedHeadSize, MaximumWindow);
        for (int head = 0; head < Dimensions.HeadCount; head++)
        {
            long start = (long)head * MaximumWindow * PaddedHeadSize;
            Bytes.Transpose(kept + start, MaximumWindow, PaddedHeadSize, turned + start, MaximumWindow);
        }

        RightMatrix.Convert(turned, (long)Dimensions.HeadCount * MaximumWindow * PaddedHeadSize, _right);
    }
}
