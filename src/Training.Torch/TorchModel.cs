using LakhNes.Generator;
using LakhNes.Training.Torch.Kernels;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LakhNes.Training.Torch;

/// <summary>The network of <see cref="TransformerXlGraph"/> as TorchSharp computes and differentiates it.</summary>
/// <remarks>
/// Parameters, the hidden state between blocks, normalisations and the loss are in single precision; what matrices multiply, and
/// attention, is in the chosen precision.
/// </remarks>
internal sealed class TorchModel : IDisposable
{
    private const double NormEpsilon = 1e-5;

    private readonly TransformerXlDimensions _dimensions;
    private readonly ParameterVector _layout;
    private readonly TrainerOptions _options;
    private readonly ScalarType _precision;
    private readonly Dictionary<string, Tensor> _parameters = [];
    private readonly Tensor _values;
    private readonly Tensor _gradients;
    private readonly Tensor _positions;

    /// <summary>Makes room for parameters and their gradients.</summary>
    /// <param name="dimensions">The model's sizes and variants.</param>
    /// <param name="layout">Where each parameter stands.</param>
    /// <param name="options">Lengths and dropout.</param>
    /// <param name="precision">Of what is multiplied.</param>
    public TorchModel(TransformerXlDimensions dimensions, ParameterVector layout, TrainerOptions options, ScalarType precision)
    {
        (_dimensions, _layout, _options, _precision) = (dimensions, layout, options, precision);
        using DisposeScope scope = NewDisposeScope();
        _values = zeros(layout.Values.Length, ScalarType.Float32).DetachFromDisposeScope();
        _gradients = zeros(layout.TrainedLength, ScalarType.Float32).DetachFromDisposeScope();
        HashSet<ParameterShape> trained = [.. layout.Trained];
        foreach (ParameterShape parameter in layout.All)
        {
            Tensor leaf = View(_values, parameter).detach();
            if (trained.Contains(parameter))
            {
                leaf.requires_grad_();
                leaf.grad = View(_gradients, parameter);
            }

            _parameters[parameter.Name] = leaf.DetachFromDisposeScope();
        }

        int distances = options.MemoryLength + options.LongestSegment;
        _positions = tensor(
                PositionTable.Descending(
                    PositionTable.InverseFrequencies(dimensions.ModelSize),
                    distances,
                    dimensions.ClampLength
                )
            )
            .view(distances, dimensions.ModelSize)
            .DetachFromDisposeScope();
    }

    /// <summary>The parameters, laid out as they are outside.</summary>
    public Span<float> Values => Numbers.Of<float>(_values);

    /// <summary>The gradients of those that are trained; they add up until they are cleared.</summary>
    public Span<float> Gradients => Numbers.Of<float>(_gradients);

    /// <summary>The norm of all gradients.</summary>
    public float GradientNorm()
    {
        using DisposeScope scope = NewDisposeScope();
        return _gradients.norm().item<float>();
    }

    /// <summary>Computes the loss of a segment.</summary>
    /// <param name="tokens">[streams, segment].</param>
    /// <param name="targets">The token that follows each.</param>
    /// <param name="memory">What each layer was given for earlier tokens, [streams, tokens, model].</param>
    /// <param name="entered">Gets what each layer was given, [streams, segment, model].</param>
    /// <returns>The mean negative log-likelihood of the targets, in nats.</returns>
    public Tensor Loss(Tensor tokens, Tensor targets, IReadOnlyList<Tensor> memory, Tensor[] entered)
    {
        long streams = tokens.shape[0],
            segment = tokens.shape[1],
            size = _dimensions.ModelSize;
        bool projects = _dimensions.EmbeddingSize is not null;
        Tensor rows = _parameters[ParameterShape.Embedding].index_select(0, tokens.view(-1));
        if (projects)
            rows = Linear(rows, ParameterShape.InputProjection).to(ScalarType.Float32);
        Tensor hidden = Drop(rows.mul(Math.Sqrt(size)).view(streams, segment, size));
        long keys = memory[0].shape[1] + segment;
        Tensor table = _positions.slice(0, _positions.shape[0] - keys, _positions.shape[0], 1);
        for (int layer = 0; layer < _dimensions.LayerCount; layer++)
        {
            entered[layer] = hidden;
            hidden = FeedForward(Attend(hidden, memory[layer], table, $"layers.{layer}.dec_attn"), $"layers.{layer}.pos_ff");
        }

        string output = _dimensions.TiedOutput ? ParameterShape.Embedding : ParameterShape.OutputWeight;
        hidden = Drop(hidden);
        if (projects)
            hidden = hidden.to(_precision).matmul(_parameters[ParameterShape.OutputProjection].to(_precision));
        Tensor logits = Linear(hidden, output, ParameterShape.OutputBias).view(streams * segment, -1);
        return F.cross_entropy(logits.to(ScalarType.Float32), targets.view(-1));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor parameter in _parameters.Values)
            parameter.Dispose();
        _values.Dispose();
        _gradients.Dispose();
        _positions.Dispose();
    }

    private Tensor Attend(Tensor hidden, Tensor memory, Tensor table, string block)
    {
        bool before = _dimensions.NormalizeBefore;
        int heads = _dimensions.HeadCount,
            head = _dimensions.HeadSize,
            width = _dimensions.AttentionSize;
        long streams = hidden.shape[0],
            segment = hidden.shape[1],
            filled = memory.shape[1],
            keys = filled + segment;
        Tensor all = filled == 0 ? hidden : cat([memory, hidden], 1);
        if (before)
            all = Normalize(all, block);
        all = all.to(_precision);

        Tensor[] weights = _parameters[$"{block}.qkv_net.weight"].to(_precision).chunk(3, 0);
        Tensor query = F.linear(filled == 0 ? all : all.slice(1, filled, keys, 1), weights[0])
            .view(streams, segment, heads, head);
        Tensor Side(Tensor weight) =>
            F.linear(all, weight).view(streams, keys, heads, head).permute(2, 0, 1, 3).reshape(heads * streams, keys, head);
        Tensor key = Side(weights[1]),
            value = Side(weights[2]);
        Tensor positions = F.linear(Drop(table).to(_precision), _parameters[$"{block}.r_net.weight"].to(_precision))
            .view(keys, heads, head)
            .permute(1, 2, 0);

        Tensor Biased(string bias, params long[] shape) =>
            (query + _parameters[bias].to(_precision)).permute(2, 0, 1, 3).reshape(shape);
        Tensor content = bmm(Biased(ParameterShape.ContentBias, heads * streams, segment, head), key.transpose(1, 2));
        Tensor position = bmm(Biased(ParameterShape.PositionBias, heads, streams * segment, head), positions)
            .view(heads * streams, segment, keys);
        int longest = _dimensions.SameLength ? _options.MemoryLength + 1 : int.MaxValue;
        Tensor shares = RelativeSoftmax.apply(content, position, 1 / MathF.Sqrt(head), longest, _options.Threads);
        Tensor context = bmm(Drop(shares, _options.AttentionDropout), value)
            .view(heads, streams, segment, head)
            .permute(1, 2, 0, 3)
            .reshape(streams, segment, width);
        Tensor attended = hidden + Drop(Linear(context, $"{block}.o_net.weight").to(ScalarType.Float32));
        return before ? attended : Normalize(attended, block);
    }

    private Tensor FeedForward(Tensor hidden, string block)
    {
        bool before = _dimensions.NormalizeBefore;
        Tensor inner = Linear(before ? Normalize(hidden, block) : hidden, $"{block}.CoreNet.0.weight", $"{block}.CoreNet.0.bias")
            .relu_();
        Tensor outer = Linear(Drop(inner), $"{block}.CoreNet.3.weight", $"{block}.CoreNet.3.bias");
        Tensor added = hidden + Drop(outer.to(ScalarType.Float32));
        return before ? added : Normalize(added, block);
    }

    private Tensor Linear(Tensor x, string weight, string? bias = null) =>
        F.linear(x.to(_precision), _parameters[weight].to(_precision), bias is null ? null : _parameters[bias].to(_precision));

    private Tensor Normalize(Tensor x, string block) =>
        F.layer_norm(
            x,
            [_dimensions.ModelSize],
            _parameters[$"{block}.layer_norm.weight"],
            _parameters[$"{block}.layer_norm.bias"],
            NormEpsilon
        );

    private Tensor Drop(Tensor x) => Drop(x, _options.Dropout);

    private static Tensor Drop(Tensor x, double share) => share == 0 ? x : F.dropout(x, share, true);

    private Tensor View(Tensor vector, ParameterShape parameter)
    {
        int offset = _layout.Offset(parameter);
        return vector.slice(0, offset, offset + parameter.Count, 1).view([.. parameter.Shape.Select(size => (long)size)]);
    }
}
