using System.Globalization;
using Google.Protobuf;
using LakhNes.Generator.Onnx;
using LakhNes.Generator.Recall;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator;

/// <summary>
/// A model as an ONNX file: the step graph with its weights, and all that is known about the model as metadata.
/// </summary>
public sealed class ModelFile : IDisposable
{
    private const string Version = "1";
    private const string Prefix = "lakhnes.";
    private const string ScaleSuffix = ".scale";

    private readonly OnnxFile _file;

    private ModelFile(OnnxFile file)
    {
        _file = file;
        if (file.Metadata.GetValueOrDefault(Prefix + "version") != Version)
            throw new ModelException("not a model of this program (import a checkpoint with 'lakhnes import')");
        Dimensions = new TransformerXlDimensions
        {
            LayerCount = Size("n_layer"),
            TokenCount = Size("n_token"),
            ModelSize = Size("d_model"),
            HeadCount = Size("n_head"),
            HeadSize = Size("d_head"),
            InnerSize = Size("d_inner"),
            MemoryLength = Size("mem_len"),
            ClampLength = Whole("clamp_len"),
            SameLength = Flag("same_length"),
            TiedOutput = Flag("tie_weight"),
            NormalizeBefore = Flag("pre_lnorm"),
        };
        Precision = Text("precision") switch
        {
            "fp32" => ModelPrecision.Float32,
            "int8" => ModelPrecision.Int8,
            var other => throw new ModelException($"unknown precision {other}"),
        };
        try
        {
            TimeUnit unit = TryParseUnit(Text("time_unit")) ?? throw new ModelException("metadata time_unit is no unit of time");
            Vocabulary = new TokenVocabulary(Text("vocabulary").Split('\n').Skip(1), unit);
        }
        catch (ArgumentException failure)
        {
            throw new ModelException(failure.Message);
        }

        Provenance = Text("provenance");

        // models of before there was recall have none
        if (file.Metadata.GetValueOrDefault(Prefix + "recall") is { } recall)
            Recall = RecallWeights.TryParse(recall) ?? throw new ModelException("metadata recall holds no weights");
        if (Vocabulary.Count != Dimensions.TokenCount)
            throw new ModelException("the vocabulary has another size than the model");
        foreach (ParameterShape parameter in Dimensions.Parameters())
            Require(parameter);
    }

    /// <summary>Sizes and variants.</summary>
    public TransformerXlDimensions Dimensions { get; }

    /// <summary>What the model's symbols are.</summary>
    public TokenVocabulary Vocabulary { get; }

    /// <summary>How its matrices are stored.</summary>
    public ModelPrecision Precision { get; }

    /// <summary>Where its weights come from, in one line.</summary>
    public string Provenance { get; }

    /// <summary>How far what is recalled is to be trusted beside the network.</summary>
    public RecallWeights Recall { get; } = RecallWeights.Default;

    /// <summary>Opens a model.</summary>
    /// <exception cref="ModelException">It is no model of this program, or damaged.</exception>
    /// <exception cref="IOException">It is missing or cannot be read.</exception>
    public static ModelFile Open(string path)
    {
        OnnxFile file = OnnxFile.Open(path);
        try
        {
            return new ModelFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a model; projections of its embedding are multiplied in.</summary>
    /// <param name="weights">The model in full precision.</param>
    /// <param name="precision">How to store its matrices.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="progress">Told the share of the model's numbers that have been converted, 0 to 1.</param>
    public static void Write(
        TransformerXlWeights weights,
        ModelPrecision precision,
        Stream stream,
        IProgress<double>? progress = null
    )
    {
        weights = EmbeddingProjection.Multiply(weights);
        TransformerXlDimensions d = weights.Dimensions;
        var metadata = new Dictionary<string, string>
        {
            ["version"] = Version,
            ["n_layer"] = Invariant(d.LayerCount),
            ["n_token"] = Invariant(d.TokenCount),
            ["d_model"] = Invariant(d.ModelSize),
            ["n_head"] = Invariant(d.HeadCount),
            ["d_head"] = Invariant(d.HeadSize),
            ["d_inner"] = Invariant(d.InnerSize),
            ["mem_len"] = Invariant(d.MemoryLength),
            ["clamp_len"] = Invariant(d.ClampLength),
            ["same_length"] = Invariant(d.SameLength ? 1 : 0),
            ["tie_weight"] = Invariant(d.TiedOutput ? 1 : 0),
            ["pre_lnorm"] = Invariant(d.NormalizeBefore ? 1 : 0),
            ["precision"] = precision == ModelPrecision.Int8 ? "int8" : "fp32",
            ["vocabulary"] = string.Join('\n', weights.Vocabulary.Symbols),
            ["time_unit"] = string.Create(
                CultureInfo.InvariantCulture,
                $"{weights.Vocabulary.Unit.Name} {weights.Vocabulary.Unit.PerSecond}"
            ),
            ["provenance"] = weights.Provenance,
            ["recall"] = weights.Recall.ToString(),
        };
        var graph = new StepGraph(weights, precision);
        graph.Build(metadata.Select(entry => KeyValuePair.Create(Prefix + entry.Key, entry.Value)), progress).WriteTo(stream);
    }

    /// <summary>Reads a unit's name and how many make a second, such as <c>frame 60.0988</c>.</summary>
    /// <returns>The unit, or null if the text is none.</returns>
    public static TimeUnit? TryParseUnit(string text) =>
        text.Split(' ') is [{ Length: > 0 } name, var rate]
        && double.TryParse(rate, CultureInfo.InvariantCulture, out double perSecond)
        && perSecond > 0
        && double.IsFinite(perSecond)
            ? new TimeUnit(name, perSecond)
            : null;

    /// <summary>The name of the constant that holds a quantised parameter's scales.</summary>
    public static string ScalesOf(string parameter) => parameter + ScaleSuffix;

    /// <summary>A parameter is stored as 8-bit numbers with scales.</summary>
    public bool IsQuantized(ParameterShape parameter) => Precision == ModelPrecision.Int8 && parameter.IsMatrix;

    /// <summary>Reads a parameter in single precision.</summary>
    public float[] Read(ParameterShape parameter)
    {
        float[] numbers = new float[parameter.Count];
        if (!IsQuantized(parameter))
        {
            _file.Read<float>(_file.Tensors[parameter.Name], numbers);
            return numbers;
        }

        sbyte[] whole = new sbyte[parameter.Count];
        float[] scales = new float[parameter.Shape[0]];
        ReadQuantized(parameter, whole, scales);
        int columns = parameter.Shape[1];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = whole[i] * scales[i / columns];
        return numbers;
    }

    /// <summary>Reads a parameter in single precision to where it is wanted.</summary>
    public void Read(ParameterShape parameter, Span<float> numbers) => _file.Read(_file.Tensors[parameter.Name], numbers);

    /// <summary>Reads a quantised parameter.</summary>
    /// <param name="parameter">A matrix.</param>
    /// <param name="numbers">Gets the 8-bit numbers.</param>
    /// <param name="scales">Gets what a 1 stands for, in each row.</param>
    public void ReadQuantized(ParameterShape parameter, Span<sbyte> numbers, Span<float> scales)
    {
        _file.Read(_file.Tensors[parameter.Name], numbers);
        _file.Read(_file.Tensors[ScalesOf(parameter.Name)], scales);
    }

    /// <summary>Reads the whole model in single precision.</summary>
    public TransformerXlWeights ReadWeights() =>
        new(Dimensions, Vocabulary, Dimensions.Parameters().ToDictionary(parameter => parameter.Name, Read), Provenance)
        {
            Recall = Recall,
        };

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Require(ParameterShape parameter)
    {
        DataType type = IsQuantized(parameter) ? DataType.Int8 : DataType.Float;
        Require(parameter.Name, type, parameter.Shape);
        if (IsQuantized(parameter))
            Require(ScalesOf(parameter.Name), DataType.Float, [parameter.Shape[0]]);
    }

    private void Require(string name, DataType type, int[] shape)
    {
        long bytes = shape.Aggregate(type == DataType.Int8 ? 1L : 4L, (product, size) => product * size);
        if (
            !_file.Tensors.TryGetValue(name, out OnnxTensor? tensor)
            || tensor.Type != type
            || tensor.Bytes != bytes
            || !tensor.Shape.SequenceEqual(shape.Select(size => (long)size))
        )
            throw new ModelException($"{name} is missing or has another shape");
    }

    private string Text(string key) =>
        _file.Metadata.GetValueOrDefault(Prefix + key) ?? throw new ModelException($"metadata {key} is missing");

    private int Whole(string key) =>
        int.TryParse(Text(key), CultureInfo.InvariantCulture, out int value)
            ? value
            : throw new ModelException($"metadata {key} is no whole number");

    private bool Flag(string key) => Whole(key) != 0;

    private int Size(string key)
    {
        const int Largest = 1 << 16;
        int size = Whole(key);
        return size is > 0 and <= Largest ? size : throw new ModelException($"metadata {key} is out of range");
    }

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);
}
