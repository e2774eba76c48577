using LakhNes.Generator.Onnx;
using LakhNes.Generator.Runtime;
using LakhNes.Score.Randomness;
using LakhNes.Training.Gradients;
using LakhNes.Training.Kernels;

namespace LakhNes.Training.Tests.Gradients;

/// <summary>Compares derived gradients with differences of the loss between inputs that lie close together.</summary>
internal sealed unsafe class GradientCheck : IDisposable
{
    private const float Distance = 1e-2f;
    private const int Threads = 2;

    private readonly Dictionary<string, NativeBuffer<float>> _inputs = [];
    private readonly Dictionary<string, NativeBuffer<float>> _gradients = [];
    private readonly NativeBuffer<float> _loss = new(1);
    private readonly List<IDisposable> _owned = [];
    private readonly OrtBinding _binding;

    /// <summary>Builds a graph whose loss is a sum of the operation's outputs with random weights.</summary>
    /// <param name="shapes">The operation's inputs, all of which are differentiated.</param>
    /// <param name="outputShape">The operation's output.</param>
    /// <param name="operation">Adds the operation; the inputs are called a, b, c...</param>
    public GradientCheck(long[][] shapes, long[] outputShape, Func<OnnxGraphBuilder, string> operation)
    {
        var random = new Pcg32(1);
        float[] Random(long count)
        {
            float[] numbers = new float[count];
            for (int i = 0; i < count; i++)
                numbers[i] = (float)(2 * random.NextDouble() - 1);
            return numbers;
        }

        var graph = new OnnxGraphBuilder("check");
        string[] names = [.. shapes.Select((shape, i) => graph.Input(((char)('a' + i)).ToString(), DataType.Float, shape))];
        string weights = graph.Constant<float>("weights", Random(Count(outputShape)), outputShape);
        string y = operation(graph);
        string loss = graph.Node(
            "ReduceSum",
            [
                graph.Node("Mul", [y, weights]),
                graph.Sizes([.. Enumerable.Range(0, outputShape.Length).Select(axis => (long)axis)]),
            ],
            OnnxGraphBuilder.Attribute("keepdims", 0)
        );
        IReadOnlyDictionary<string, string> gradients = GradientBuilder.Append(graph, loss, names);
        for (int i = 0; i < names.Length; i++)
        {
            // an input's gradient may be another one's too: a node of its own for each
            graph.Output(graph.Node("Identity", [gradients[names[i]]]), $"d{names[i]}", DataType.Float, shapes[i]);
        }

        graph.Output(loss, "loss", DataType.Float);
        CustomOperator[] operators =
        [
            new RelativeSoftmax(Threads),
            new RelativeSoftmaxGradient(Threads),
            new LayerNormalizationGradient(Threads),
            new Dropout(Threads),
        ];
        var session = new OrtSession(graph.Build(), new OrtSessionOptions { Threads = Threads, Operators = operators });
        _binding = new OrtBinding(session);
        _owned.AddRange([_binding, session, .. operators]);
        for (int i = 0; i < names.Length; i++)
        {
            _inputs[names[i]] = new NativeBuffer<float>(Count(shapes[i]));
            Random(Count(shapes[i])).CopyTo(_inputs[names[i]].Span);
            _gradients[names[i]] = new NativeBuffer<float>(Count(shapes[i]));
            Bind(_binding.Input, names[i], _inputs[names[i]], shapes[i]);
            Bind(_binding.Output, $"d{names[i]}", _gradients[names[i]], shapes[i]);
        }

        Bind(_binding.Output, "loss", _loss, []);
    }

    /// <summary>For each input, the norm of the difference of both gradients over the norm of the gradient.</summary>
    public Dictionary<string, double> Errors()
    {
        _binding.Run();
        var errors = new Dictionary<string, double>();
        Dictionary<string, float[]> derived = _gradients.ToDictionary(entry => entry.Key, entry => entry.Value.Span.ToArray());
        foreach ((string name, NativeBuffer<float> input) in _inputs)
        {
            double difference = 0,
                norm = 0;
            for (int i = 0; i < input.Length; i++)
            {
                float value = input.Span[i];
                float Loss(float shifted)
                {
                    input.Span[i] = shifted;
                    _binding.Run();
                    return *_loss.Pointer;
                }

                double slope = (Loss(value + Distance) - Loss(value - Distance)) / (2.0 * Distance);
                input.Span[i] = value;
                difference += Math.Pow(slope - derived[name][i], 2);
                norm += slope * slope;
            }

            errors[name] = Math.Sqrt(difference / norm);
        }

        return errors;
    }

    public void Dispose()
    {
        foreach (IDisposable owned in _owned)
            owned.Dispose();
    }

    private static void Bind(Action<string, OrtTensor> bind, string name, NativeBuffer<float> buffer, long[] shape)
    {
        using var tensor = new OrtTensor(buffer.Pointer, buffer.Length * sizeof(float), DataType.Float, shape);
        bind(name, tensor);
    }

    private static long Count(long[] shape) => shape.Aggregate(1L, (product, size) => product * size);
}
