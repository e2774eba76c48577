using System.Security.Cryptography;
using LakhNes.Generator.Recall;
using LakhNes.Score;
using LakhNes.Score.Pickles;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Checkpoints;

/// <summary>
/// Reads a folder as LakhNES writes it: <c>model.pt</c>, <c>vocab.txt</c> and, for music in frames, <c>unit.txt</c>; and
/// <c>recall.txt</c> of ours.
/// </summary>
public static class CheckpointReader
{
    private const int DefaultMemoryLength = 512;
    private const int MaximumLayers = 256;
    private const int MostWrappers = 3;

    private static readonly string[] WrapperKeys =
    [
        "state_dict",
        "model_state_dict",
        "model_state",
        "model",
        "net",
        "network",
        "module",
        "weights",
        "params",
        "ema",
    ];

    /// <summary>Reads the checkpoint in a folder.</summary>
    /// <param name="folder">Holds <c>model.pt</c> and <c>vocab.txt</c>.</param>
    /// <param name="progress">Told the share of the model's numbers that have been read, 0 to 1.</param>
    /// <exception cref="CheckpointException">The checkpoint is damaged or of an unsupported kind.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static TransformerXlWeights ReadFolder(string folder, IProgress<double>? progress = null)
    {
        TokenVocabulary vocabulary = ReadVocabulary(folder);
        using FileStream stream = File.OpenRead(Path.Combine(folder, "model.pt"));
        string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        stream.Position = 0;
        return Read(stream, vocabulary, hash, progress) with { Recall = ReadRecall(folder) };
    }

    /// <summary>
    /// Reads the vocabulary in a folder, of a checkpoint or of training texts: <c>vocab.txt</c> and, for music in frames,
    /// <c>unit.txt</c>.
    /// </summary>
    /// <param name="folder">Holds <c>vocab.txt</c>.</param>
    /// <exception cref="CheckpointException">It is no vocabulary.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static TokenVocabulary ReadVocabulary(string folder)
    {
        string unitFile = Path.Combine(folder, "unit.txt");
        TimeUnit unit = File.Exists(unitFile) ? ReadUnit(File.ReadAllText(unitFile)) : TimeUnit.Sample;
        return ReadVocabulary(Path.Combine(folder, "vocab.txt"), unit);
    }

    private static RecallWeights ReadRecall(string folder)
    {
        string file = Path.Combine(folder, RecallWeights.FileName);
        if (!File.Exists(file))
            return RecallWeights.Default;
        return RecallWeights.TryParse(File.ReadAllText(file))
            ?? throw new CheckpointException($"{RecallWeights.FileName}: holds no weights");
    }

    /// <summary>Reads a <c>model.pt</c>.</summary>
    /// <param name="stream">Seekable, at its beginning.</param>
    /// <param name="vocabulary">What the model's symbols are.</param>
    /// <param name="hash">Names the file in the model's provenance.</param>
    /// <param name="progress">Told the share of the model's numbers that have been read, 0 to 1.</param>
    /// <exception cref="CheckpointException">The checkpoint is damaged or of an unsupported kind.</exception>
    public static TransformerXlWeights Read(
        Stream stream,
        TokenVocabulary vocabulary,
        string hash = "",
        IProgress<double>? progress = null
    )
    {
        try
        {
            using CheckpointContainer container = CheckpointContainer.Open(stream);
            return Read(container, vocabulary, hash, progress);
        }
        catch (PickleException failure)
        {
            throw new CheckpointException(failure.Message, failure);
        }
        catch (Exception failure)
            when (failure
                    is InvalidDataException
                        or EndOfStreamException
                        or OverflowException
                        or ArgumentException
                        or NotSupportedException
            )
        {
            throw new CheckpointException("the file is damaged", failure);
        }
    }

    private static TransformerXlWeights Read(
        CheckpointContainer container,
        TokenVocabulary vocabulary,
        string hash,
        IProgress<double>? progress
    )
    {
        (Func<string, object?> find, PickleDict settings, string form) =
            Unwrap(container.Root, MostWrappers)
            ?? throw new CheckpointException(
                container.Root switch
                {
                    PickleObject other => $"holds a {other.ClassName}, not a MemTransformerLM",
                    PickleDict => "holds a dict without a model's weights",
                    _ => "holds neither a module nor a state dict",
                }
            );
        RefuseUnsupported(find, settings);
        TransformerXlDimensions dimensions = FindDimensions(container, find, settings);
        if (vocabulary.Count != dimensions.TokenCount)
            throw new CheckpointException(
                $"vocab.txt has {vocabulary.Count} symbols with <S>, the model {dimensions.TokenCount}"
            );

        var parameters = new Dictionary<string, float[]>();
        var shared = new List<(TensorReference Tensor, float[] Numbers)>();
        long total = 0,
            read = 0,
            all = dimensions.ParameterCount;
        foreach (ParameterShape parameter in dimensions.Parameters())
        {
            TensorReference? tensor = find(parameter.Name) as TensorReference;
            if (tensor is null && parameter.Name == ParameterShape.InverseFrequencies)
                continue; // not part of newer state dicts
            if (tensor is null || !tensor.Shape.SequenceEqual(parameter.Shape))
                throw new CheckpointException($"{parameter.Name} is {tensor?.ShapeText ?? "missing"}, not {parameter.ShapeText}");

            float[] numbers = Numbers(parameter.Name, tensor);
            parameters[parameter.Name] = numbers;
            progress?.Report(Math.Min(1, (double)(read += numbers.Length) / all));
        }

        float[] Numbers(string name, TensorReference tensor)
        {
            if (shared.Find(known => known.Tensor.IsSameAs(tensor)).Numbers is { } known)
                return known;
            total += tensor.Count * tensor.Storage.ElementBytes;
            if (total > container.Capacity)
                throw new CheckpointException("tensors overlap");
            float[] numbers = container.Read(tensor);
            if (Array.Exists(numbers, number => !float.IsFinite(number)))
                throw new CheckpointException($"{name} holds a number that is not finite");
            shared.Add((tensor, numbers));
            return numbers;
        }

        // the original computes them in single precision too
        parameters.TryAdd(ParameterShape.InverseFrequencies, PositionTable.InverseFrequencies(dimensions.ModelSize));
        return new TransformerXlWeights(
            dimensions,
            vocabulary,
            parameters,
            $"model.pt sha256 {hash}, {container.Kind} container, {form}"
        );
    }

    /// <summary>
    /// The model in what programs save: itself, its state dict, or a dict with either under one of the usual names; within a
    /// module that trains several in parallel, or with the prefix that such a one leaves before the names.
    /// </summary>
    private static (Func<string, object?> Find, PickleDict Settings, string Form)? Unwrap(object? root, int depth)
    {
        switch (root)
        {
            case PickleObject { ClassName: "MemTransformerLM" } model:
                return (model.Find, model.Attributes, "module");
            case PickleObject parallel when depth > 0:
                return Unwrap(parallel.Find("module"), depth - 1);
            case PickleDict state
                when state.Keys.FirstOrDefault(key => key.EndsWith(ParameterShape.Embedding, StringComparison.Ordinal))
                    is { } embedding:
                string prefix = embedding[..^ParameterShape.Embedding.Length];
                return (name => state.GetValueOrDefault(prefix + name), [], "state dict");
            case PickleDict wrapper when depth > 0:
                return WrapperKeys
                    .Select(key => Unwrap(wrapper.GetValueOrDefault(key), depth - 1))
                    .FirstOrDefault(found => found != null);
            default:
                return null;
        }
    }

    private static void RefuseUnsupported(Func<string, object?> find, PickleDict settings)
    {
        if (settings.GetValueOrDefault("attn_type") is long type and not 0)
            throw new CheckpointException($"attention type {type} is not supported (0 is)");
        if (find("layers.0.r_emb") is not null || find("r_emb") is not null || find("layers.0.dec_attn.r_w_bias") is not null)
            throw new CheckpointException("attention types 1 to 3 are not supported (0 is)");
        if (
            find("crit.cluster_weight") is not null
            || find("word_emb.emb_layers.1") is not null
            || find("word_emb.emb_layers.1.weight") is not null
            || (find("crit") is PickleObject crit && crit.Attributes.GetValueOrDefault("n_clusters") is long clusters and not 0)
        )
            throw new CheckpointException("an adaptive softmax with clusters is not supported");
    }

    private static TransformerXlDimensions FindDimensions(
        CheckpointContainer container,
        Func<string, object?> find,
        PickleDict settings
    )
    {
        int[] Shape(string name, int rank) =>
            find(name) is TensorReference tensor && tensor.Shape.Length == rank
                ? tensor.Shape
                : throw new CheckpointException($"{name} is missing: not a LakhNES model");

        int[]? Projection(string name) =>
            find(name) is not TensorReference tensor ? null
            : tensor.Shape is [> 0, > 0] ? tensor.Shape
            : throw new CheckpointException($"{name} is {tensor.ShapeText}, which is no projection");

        int Setting(string name, int initial) =>
            settings.GetValueOrDefault(name) is long value ? (int)Math.Clamp(value, int.MinValue, int.MaxValue) : initial;

        int layers = 0;
        while (find($"layers.{layers}.dec_attn.qkv_net.weight") is not null)
        {
            if (++layers > MaximumLayers)
                throw new CheckpointException($"more than {MaximumLayers} layers");
        }

        int[] embedding = Shape(ParameterShape.Embedding, 2);
        int[] heads = Shape(ParameterShape.ContentBias, 2);
        int[] inner = Shape("layers.0.pos_ff.CoreNet.0.weight", 2);
        int[]? projection = Projection(ParameterShape.InputProjection) ?? Projection(ParameterShape.OutputProjection);
        return new TransformerXlDimensions
        {
            LayerCount = layers,
            TokenCount = embedding[0],
            ModelSize = projection?[0] ?? embedding[1],
            EmbeddingSize = projection?[1],
            HeadCount = heads[0],
            HeadSize = heads[1],
            InnerSize = inner[0],
            MemoryLength = Math.Clamp(Setting("mem_len", DefaultMemoryLength), 1, TransformerXlDimensions.MaximumMemoryLength),
            ClampLength = Setting("clamp_len", -1),
            SameLength = settings.GetValueOrDefault("same_length") is true,
            TiedOutput =
                find(ParameterShape.OutputWeight) is not TensorReference output
                || IsTied(container, output, (TensorReference)find(ParameterShape.Embedding)!),
            NormalizeBefore =
                find("layers.0.dec_attn") is PickleObject attention
                && attention.Attributes.GetValueOrDefault("pre_lnorm") is true,
        };
    }

    // some programs save a copy of what both share
    private static bool IsTied(CheckpointContainer container, TensorReference output, TensorReference embedding) =>
        output.IsSameAs(embedding)
        || (
            output.Shape.SequenceEqual(embedding.Shape)
            && output.Count + embedding.Count <= container.Capacity
            && container.Read(output).AsSpan().SequenceEqual(container.Read(embedding))
        );

    private static TokenVocabulary ReadVocabulary(string path, TimeUnit unit)
    {
        // LakhNES' lists leave the separator out
        IEnumerable<string> lines = File.ReadLines(path).Where(line => line.Trim() != TokenVocabulary.StartSymbol);
        try
        {
            return TokenVocabulary.Parse(string.Join('\n', lines), unit, Path.GetFileName(path));
        }
        catch (ScoreFormatException failure)
        {
            throw new CheckpointException(failure.Message, failure);
        }
    }

    private static TimeUnit ReadUnit(string text) =>
        ModelFile.TryParseUnit(text.Trim()) ?? throw new CheckpointException($"unit.txt: '{text.Trim()}' is no unit of time");
}
