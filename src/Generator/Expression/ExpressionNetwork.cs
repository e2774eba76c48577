using System.Buffers.Binary;
using LakhNes.Score;

namespace LakhNes.Generator.Expression;

/// <summary>
/// The network that says how a note is played: what <see cref="ExpressionContext"/> describes, two layers of rectified units, and
/// a
/// logit for each volume, timbre and shape.
/// </summary>
public sealed class ExpressionNetwork
{
    /// <summary>Units of a hidden layer.</summary>
    public const int Hidden = 64;

    /// <summary>Volumes that there are logits for, 1 to 15.</summary>
    public const int Volumes = NesVoices.FullVelocity;

    /// <summary>Timbres that there are logits for.</summary>
    public const int Timbres = 4;

    /// <summary>Shapes that there are logits for.</summary>
    public const int Shapes = VolumeShapes.Count;

    /// <summary>Logits: of the volumes, then of the timbres, then of the shapes.</summary>
    public const int Outputs = Volumes + Timbres + Shapes;

    /// <summary>
    /// How many parameters there are: three layers one after another, each its weights [inputs, outputs] and its biases
    /// [outputs].
    /// </summary>
    public const int ParameterCount =
        (ExpressionContext.Size * Hidden) + Hidden + (Hidden * Hidden) + Hidden + (Hidden * Outputs) + Outputs;

    private const string Resource = "expression.bin";
    private static readonly Lazy<ExpressionNetwork> Shipped = new(ReadShipped);

    private readonly float[] _parameters;

    /// <summary>Makes a network.</summary>
    /// <param name="parameters">Its parameters, <see cref="ParameterCount"/> of them; it keeps them.</param>
    public ExpressionNetwork(float[] parameters)
    {
        if (parameters.Length != ParameterCount)
            throw new ArgumentException($"{parameters.Length} parameters, for {ParameterCount}", nameof(parameters));
        _parameters = parameters;
    }

    /// <summary>The one that is shipped.</summary>
    public static ExpressionNetwork Default => Shipped.Value;

    /// <summary>The parameters.</summary>
    public ReadOnlySpan<float> Parameters => _parameters;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">There are fewer or more bytes.</exception>
    public static ExpressionNetwork Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 2 * ParameterCount)
            throw new InvalidDataException($"{bytes.Length} bytes, for {2 * ParameterCount}");
        float[] parameters = new float[ParameterCount];
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
        return new ExpressionNetwork(parameters);
    }

    /// <summary>The parameters as 16-bit floating-point numbers, the lower byte first.</summary>
    public byte[] Write()
    {
        byte[] bytes = new byte[2 * ParameterCount];
        for (int i = 0; i < ParameterCount; i++)
            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(2 * i), (Half)_parameters[i]);
        return bytes;
    }

    /// <summary>Computes the logits.</summary>
    /// <param name="numbers">The description of a note, <see cref="ExpressionContext.Size"/> numbers.</param>
    /// <param name="first">Room for the first layer, <see cref="Hidden"/> numbers.</param>
    /// <param name="second">Room for the second layer, as many.</param>
    /// <param name="logits"><see cref="Outputs"/> logits.</param>
    public void Compute(ReadOnlySpan<float> numbers, Span<float> first, Span<float> second, Span<float> logits)
    {
        ReadOnlySpan<float> left = _parameters;
        left = Layer(left, numbers, first);
        Rectify(first);
        left = Layer(left, first, second);
        Rectify(second);
        Layer(left, second, logits);
    }

    // most inputs are 0: their weights are passed over
    private static ReadOnlySpan<float> Layer(ReadOnlySpan<float> parameters, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int weights = inputs.Length * outputs.Length;
        parameters.Slice(weights, outputs.Length).CopyTo(outputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            float input = inputs[i];
            if (input == 0)
                continue;
            ReadOnlySpan<float> row = parameters.Slice(i * outputs.Length, outputs.Length);
            for (int j = 0; j < outputs.Length; j++)
                outputs[j] += input * row[j];
        }
        return parameters[(weights + outputs.Length)..];
    }

    private static void Rectify(Span<float> numbers)
    {
        foreach (ref float number in numbers)
            number = Math.Max(number, 0);
    }

    private static ExpressionNetwork ReadShipped()
    {
        using Stream stream = typeof(ExpressionNetwork).Assembly.GetManifestResourceStream(Resource)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Read(bytes);
    }
}
