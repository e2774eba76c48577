using LakhNes.Generator.Expression;

namespace LakhNes.Training.Expression;

/// <summary>The loss of an <see cref="ExpressionNetwork"/> on a note, and its gradient.</summary>
internal sealed class NetworkPass
{
    /// <summary>Inputs and outputs of the layers.</summary>
    public static readonly (int Inputs, int Outputs)[] Layers =
    [
        (ExpressionContext.Size, ExpressionNetwork.Hidden),
        (ExpressionNetwork.Hidden, ExpressionNetwork.Hidden),
        (ExpressionNetwork.Hidden, ExpressionNetwork.Outputs),
    ];

    private readonly float[] _numbers = new float[ExpressionContext.Size];
    private readonly float[] _first = new float[ExpressionNetwork.Hidden];
    private readonly float[] _second = new float[ExpressionNetwork.Hidden];
    private readonly float[] _logits = new float[ExpressionNetwork.Outputs];
    private readonly float[] _toFirst = new float[ExpressionNetwork.Hidden];
    private readonly float[] _toSecond = new float[ExpressionNetwork.Hidden];

    /// <summary>The loss in nats: the cross entropies of the note's volume, timbre and shape.</summary>
    /// <param name="parameters">Of the network, as <see cref="ExpressionNetwork.Parameters"/> has them.</param>
    /// <param name="sample">The note.</param>
    public double Loss(float[] parameters, NoteSample sample) => AddGradient(parameters, sample, [], 0);

    /// <summary>Adds the gradient of the loss.</summary>
    /// <param name="parameters">Of the network.</param>
    /// <param name="sample">The note.</param>
    /// <param name="gradient">As many numbers as parameters; empty: no gradient is asked for.</param>
    /// <param name="weight">What the gradient is multiplied with.</param>
    /// <returns>The loss in nats.</returns>
    public double AddGradient(float[] parameters, NoteSample sample, Span<float> gradient, float weight)
    {
        Array.Clear(_numbers);
        for (int i = 0; i < sample.Inputs.Length; i++)
            _numbers[sample.Inputs[i]] = sample.Numbers[i];
        new ExpressionNetwork(parameters).Compute(_numbers, _first, _second, _logits);
        Span<float> volumes = _logits.AsSpan(0, ExpressionNetwork.Volumes),
            timbres = _logits.AsSpan(ExpressionNetwork.Volumes, sample.Timbres),
            shapes = _logits.AsSpan(^ExpressionNetwork.Shapes..);
        double loss = Errors(volumes, sample.Volume) + Errors(timbres, sample.Timbre) + Errors(shapes, sample.Shape);
        if (gradient.IsEmpty)
            return loss;
        // timbres that the voice lacks
        _logits.AsSpan((ExpressionNetwork.Volumes + sample.Timbres)..^ExpressionNetwork.Shapes).Clear();
        foreach (ref float error in _logits.AsSpan())
            error *= weight;

        int second = Layers[0].Inputs * Layers[0].Outputs + Layers[0].Outputs,
            last = second + (Layers[1].Inputs * Layers[1].Outputs) + Layers[1].Outputs;
        Back(parameters.AsSpan(last), gradient[last..], _second, _logits, _toSecond);
        Back(parameters.AsSpan(second), gradient[second..], _first, _toSecond, _toFirst);
        Back(parameters, gradient, _numbers, _toFirst, []);
        return loss;
    }

    // logits become the gradient of the cross entropy
    private static double Errors(Span<float> logits, int told)
    {
        double most = double.NegativeInfinity,
            sum = 0;
        foreach (float logit in logits)
            most = Math.Max(most, logit);
        foreach (float logit in logits)
            sum += Math.Exp(logit - most);
        double loss = most + Math.Log(sum) - logits[told];
        foreach (ref float logit in logits)
            logit = (float)(Math.Exp(logit - most) / sum);
        logits[told] -= 1;
        return loss;
    }

    // through a layer, and through the rectifier that made its inputs where there are errors of them to tell
    private static void Back(
        ReadOnlySpan<float> parameters,
        Span<float> gradient,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> errors,
        Span<float> toInputs
    )
    {
        int count = errors.Length;
        for (int i = 0; i < inputs.Length; i++)
        {
            float input = inputs[i];
            if (!toInputs.IsEmpty)
                toInputs[i] = 0;
            if (input == 0)
                continue;
            ReadOnlySpan<float> row = parameters.Slice(i * count, count);
            Span<float> to = gradient.Slice(i * count, count);
            float sum = 0;
            for (int j = 0; j < count; j++)
            {
                to[j] += input * errors[j];
                sum += row[j] * errors[j];
            }
            if (!toInputs.IsEmpty)
                toInputs[i] = sum;
        }

        Span<float> biases = gradient.Slice(inputs.Length * count, count);
        for (int j = 0; j < count; j++)
            biases[j] += errors[j];
    }
}
