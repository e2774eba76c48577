using System.Runtime.InteropServices;
using Google.Protobuf;

namespace LakhNes.Generator.Onnx;

/// <summary>Builds an ONNX graph node by node, in the order in which data passes them. Values are known by their names.</summary>
/// <param name="name">The graph's name.</param>
public sealed class OnnxGraphBuilder(string name)
{
    /// <summary>The version of the standard operators that graphs are written for.</summary>
    public const int OperatorSetVersion = 17;

    /// <summary>The version of the file format (ONNX 1.12).</summary>
    public const int IrVersion = 8;

    private readonly GraphProto _graph = new() { Name = name };
    private readonly Dictionary<string, int> _domains = new() { [""] = OperatorSetVersion };
    private readonly Dictionary<string, string> _shapes = [];
    private int _values;

    /// <summary>The nodes so far, in the order in which data passes them.</summary>
    public IReadOnlyList<NodeProto> AddedNodes => _graph.Node;

    /// <summary>The inputs so far.</summary>
    public IReadOnlyList<ValueInfoProto> Inputs => _graph.Input;

    /// <summary>The constants so far.</summary>
    public IReadOnlyList<TensorProto> Constants => _graph.Initializer;

    /// <summary>Declares an input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its element type.</param>
    /// <param name="shape">
    /// Sizes; a negative one is unknown until the graph runs, and those of one number are then the same.
    /// </param>
    /// <returns>The name.</returns>
    public string Input(string name, DataType type, params ReadOnlySpan<long> shape)
    {
        _graph.Input.Add(Describe(name, type, shape));
        return name;
    }

    /// <summary>Declares that a value is an output, under a name of its own.</summary>
    public void Output(string value, string name, DataType type, params ReadOnlySpan<long> shape)
    {
        // the node that made the value is told the output's name
        NodeProto maker = _graph.Node.Last(node => node.Output.Contains(value));
        maker.Output[maker.Output.IndexOf(value)] = name;
        foreach (NodeProto node in _graph.Node)
        {
            for (int i = 0; i < node.Input.Count; i++)
            {
                if (node.Input[i] == value)
                    node.Input[i] = name;
            }
        }

        _graph.Output.Add(Describe(name, type, shape));
    }

    /// <summary>Adds a constant, stored in the file.</summary>
    public string Constant<T>(string name, ReadOnlySpan<T> numbers, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        // files are little-endian, as every machine this runs on
        var tensor = new TensorProto
        {
            Name = name,
            DataType = (int)TypeOf<T>(),
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(numbers)),
        };
        tensor.Dims.AddRange(shape.ToArray());
        _graph.Initializer.Add(tensor);
        return name;
    }

    /// <summary>
    /// Adds a constant whose numbers the program lends to the session (<see cref="Runtime.OrtSessionOptions"/>).
    /// </summary>
    public string LentConstant(string name, DataType type, params ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = (int)type,
            DataLocation = TensorProto.Types.DataLocation.External,
        };
        tensor.Dims.AddRange(shape.ToArray());
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "lent" });
        _graph.Initializer.Add(tensor);
        return name;
    }

    /// <summary>A one-dimensional constant of sizes or indices; equal ones are stored once.</summary>
    public string Sizes(params ReadOnlySpan<long> sizes)
    {
        string key = string.Join('x', sizes.ToArray());
        if (!_shapes.TryGetValue(key, out string? value))
            _shapes[key] = value = Constant($"sizes_{key}", sizes, sizes.Length);
        return value;
    }

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="inputs">Values it reads; an empty name leaves an optional one out.</param>
    /// <param name="attributes">Made by <see cref="Attribute(string, long)"/> and its siblings.</param>
    /// <returns>The output's name.</returns>
    public string Node(string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        Nodes(operation, 1, inputs, attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    public string[] Nodes(
        string operation,
        int outputs,
        ReadOnlySpan<string> inputs,
        params ReadOnlySpan<AttributeProto> attributes
    ) => Nodes("", operation, outputs, inputs, attributes);

    /// <summary>Adds a node of an operator that is not part of the standard.</summary>
    /// <param name="domain">Who defines the operator.</param>
    /// <param name="operation">The operator.</param>
    /// <param name="outputs">How many values it makes.</param>
    /// <param name="inputs">Values it reads.</param>
    /// <param name="attributes">Its attributes.</param>
    public string[] Nodes(
        string domain,
        string operation,
        int outputs,
        ReadOnlySpan<string> inputs,
        params ReadOnlySpan<AttributeProto> attributes
    )
    {
        _domains.TryAdd(domain, 1);
        var node = new NodeProto
        {
            OpType = operation,
            Domain = domain,
            Name = $"{operation}_{_graph.Node.Count}",
        };
        node.Input.AddRange(inputs.ToArray());
        node.Attribute.AddRange(attributes.ToArray());
        for (int i = 0; i < outputs; i++)
            node.Output.Add($"v{_values++}");
        _graph.Node.Add(node);
        return [.. node.Output];
    }

    /// <summary>A whole number as an attribute.</summary>
    public static AttributeProto Attribute(string name, long value) =>
        new()
        {
            Name = name,
            Type = AttributeProto.Types.AttributeType.Int,
            I = value,
        };

    /// <summary>A number as an attribute.</summary>
    public static AttributeProto Attribute(string name, float value) =>
        new()
        {
            Name = name,
            Type = AttributeProto.Types.AttributeType.Float,
            F = value,
        };

    /// <summary>A list of whole numbers as an attribute.</summary>
    public static AttributeProto Attribute(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values.ToArray());
        return attribute;
    }

    /// <summary>The model as it stands.</summary>
    /// <param name="metadata">What the file says about itself.</param>
    public ModelProto Build(IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "LakhNES",
            Graph = _graph,
        };
        foreach ((string domain, int version) in _domains)
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = version });
        foreach ((string key, string value) in metadata ?? [])
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return model;
    }

    private static DataType TypeOf<T>() =>
        default(T) switch
        {
            float => DataType.Float,
            sbyte => DataType.Int8,
            byte => DataType.Uint8,
            int => DataType.Int32,
            long => DataType.Int64,
            _ => throw new NotSupportedException($"no tensors of {typeof(T)}"),
        };

    private static ValueInfoProto Describe(string name, DataType type, ReadOnlySpan<long> shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = new TensorShapeProto() };
        foreach (long size in shape)
            tensor.Shape.Dim.Add(
                size < 0
                    ? new TensorShapeProto.Types.Dimension
                    {
                        DimParam = size == -1 ? "n" : FormattableString.Invariant($"n{-size}"),
                    }
                    : new TensorShapeProto.Types.Dimension { DimValue = size }
            );

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = tensor },
        };
    }
}
