using static TorchSharp.torch;

namespace LakhNes.Training.Torch.Kernels;

/// <summary>
/// Attention weights: softmax over keys j of (content(i, j) + position(i, distance of j from i)) * scale, where j is not later
/// than i. One pass over the scores where a chain of tensor operations would take six.
/// </summary>
/// <remarks>
/// Arguments: content and position scores [heads * streams, queries, keys], position's columns being the distances keys - 1 down
/// to 0; scale (float); how many keys a query attends to at most (int); threads (int).
/// </remarks>
internal sealed class RelativeSoftmax : autograd.SingleTensorFunction<RelativeSoftmax>
{
    private const string Arguments = nameof(Arguments);

    /// <inheritdoc/>
    public override string Name => nameof(RelativeSoftmax);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (content, position) = ((Tensor)vars[0], (Tensor)vars[1]);
        var rows = new SoftmaxRows((int)content.shape[1], (int)content.shape[2], (float)vars[2], (int)vars[3], (int)vars[4]);
        Tensor weights = empty_like(content);
        if (content.dtype == ScalarType.BFloat16)
            rows.Forward<BrainFloats, ushort>(content, position, weights);
        else
            rows.Forward<SingleFloats, float>(content, position, weights);
        ctx.save_for_backward([weights]);
        ctx.save_data(Arguments, rows);
        return weights;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        Tensor weights = ctx.get_saved_variables()[0],
            gradient = grad_output.contiguous();
        var rows = (SoftmaxRows)ctx.get_data(Arguments);
        Tensor content = empty_like(weights),
            position = empty_like(weights);
        if (weights.dtype == ScalarType.BFloat16)
            rows.Backward<BrainFloats, ushort>(weights, gradient, content, position);
        else
            rows.Backward<SingleFloats, float>(weights, gradient, content, position);
        return [content, position, null!, null!, null!];
    }
}
