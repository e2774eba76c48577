using System.Globalization;
using LakhNes.Generator;

namespace LakhNes.Training;

/// <summary>
/// A model with more layers that says at first what the model says that it is made from, so that training goes on from it.
/// </summary>
public static class DeeperWeights
{
    /// <summary>
    /// Adds layers between a model's own: each is a copy of the layer before it whose blocks return 0. What comes in is added to
    /// what a
    /// block returns, so in a model that normalises before its blocks such a layer hands on what it is given.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="layerCount">Layers that the deeper one has, as many as the model or more.</param>
    /// <exception cref="ArgumentException">The model normalises after its blocks, or has more layers.</exception>
    public static TransformerXlWeights Of(TransformerXlWeights model, int layerCount)
    {
        TransformerXlDimensions own = model.Dimensions;
        if (layerCount < own.LayerCount)
            throw new ArgumentException($"the model has {own.LayerCount} layers already");
        if (!own.NormalizeBefore && layerCount > own.LayerCount)
            throw new ArgumentException("layers can only be added to a model of --pre-lnorm");
        TransformerXlDimensions dimensions = own with { LayerCount = layerCount };
        var parameters = new Dictionary<string, float[]>(model.Parameters);
        foreach (ParameterShape parameter in dimensions.Parameters())
        {
            if (parameter.Name.Split('.', 3) is not ["layers", var number, var rest])
                continue;
            int layer = int.Parse(number, CultureInfo.InvariantCulture);
            int source = Source(layer);
            bool added = layer > 0 && Source(layer - 1) == source;
            parameters[parameter.Name] =
                added && IsReturned(rest) ? new float[parameter.Count] : [.. model.Parameters[$"layers.{source}.{rest}"]];
        }

        return model with
        {
            Dimensions = dimensions,
            Parameters = parameters,
        };

        int Source(int layer) => layer * own.LayerCount / layerCount;
    }

    // what a block multiplies and adds last
    private static bool IsReturned(string parameter) =>
        parameter is "dec_attn.o_net.weight" or "pos_ff.CoreNet.3.weight" or "pos_ff.CoreNet.3.bias";
}
