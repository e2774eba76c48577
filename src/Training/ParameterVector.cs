using System.Globalization;
using LakhNes.Generator;
using LakhNes.Generator.Runtime;

namespace LakhNes.Training;

/// <summary>
/// All parameters of a model as one vector outside the managed heap: first those that are trained and decay (matrices), then
/// those that are trained and do not (biases, normalisations), then the frozen ones.
/// </summary>
public sealed unsafe class ParameterVector : IDisposable
{
    private const int Alignment = 16; // a cache line of numbers
    private readonly Dictionary<string, int> _offsets = [];
    private readonly NativeBuffer<float> _values;

    /// <summary>Takes a model's parameters over.</summary>
    /// <param name="weights">The model.</param>
    /// <param name="frozen">Which parameters are not trained.</param>
    public ParameterVector(TransformerXlWeights weights, Func<ParameterShape, bool> frozen)
    {
        ParameterShape[] used = [.. weights.Dimensions.Parameters().Where(Graphs.TrainingGraph.Uses)];
        Trained = [.. used.Where(parameter => !frozen(parameter))];
        int end = 0;
        void Place(IEnumerable<ParameterShape> parameters)
        {
            foreach (ParameterShape parameter in parameters)
            {
                _offsets[parameter.Name] = end;
                end = checked(end + (parameter.Count + Alignment - 1) / Alignment * Alignment);
            }
        }

        Place(Trained.Where(parameter => parameter.Shape.Length > 1));
        DecayedLength = end;
        Place(Trained.Where(parameter => parameter.Shape.Length == 1));
        TrainedLength = end;
        Place(used.Where(frozen));
        _values = new NativeBuffer<float>(end);
        foreach (ParameterShape parameter in used)
            weights.Parameters[parameter.Name].CopyTo(Slice(parameter));
        All = used;
    }

    private ParameterVector(ParameterVector other)
    {
        _offsets = other._offsets;
        _values = new NativeBuffer<float>(other._values.Length);
        other._values.Span.CopyTo(_values.Span);
        (All, Trained, DecayedLength, TrainedLength) = (other.All, other.Trained, other.DecayedLength, other.TrainedLength);
    }

    /// <summary>Takes a model's parameters over.</summary>
    /// <param name="weights">The model.</param>
    /// <param name="frozenLayers">
    /// How many layers, from the input on, are not trained; nor is the embedding then, unless it is the output layer too, nor its
    /// projection.
    /// </param>
    public static ParameterVector Of(TransformerXlWeights weights, int frozenLayers) =>
        new(
            weights,
            parameter =>
                parameter.Name.Split('.') switch
                {
                    ["layers", var layer, ..] => int.Parse(layer, CultureInfo.InvariantCulture) < frozenLayers,
                    _ when frozenLayers == 0 => false,
                    _ => parameter.Name == ParameterShape.InputProjection
                        || parameter.Name == ParameterShape.Embedding && !weights.Dimensions.TiedOutput,
                }
        );

    /// <summary>The parameters.</summary>
    public IReadOnlyList<ParameterShape> All { get; }

    /// <summary>The parameters that are trained.</summary>
    public IReadOnlyList<ParameterShape> Trained { get; }

    /// <summary>How many numbers decay, paddings included.</summary>
    public int DecayedLength { get; }

    /// <summary>How many numbers are trained, paddings included.</summary>
    public int TrainedLength { get; }

    /// <summary>The first number.</summary>
    public float* Pointer => _values.Pointer;

    /// <summary>All numbers, paddings included.</summary>
    public NativeBuffer<float> Values => _values;

    /// <summary>Another vector with the same numbers.</summary>
    public ParameterVector Copy() => new(this);

    /// <summary>Where a parameter begins.</summary>
    public int Offset(ParameterShape parameter) => _offsets[parameter.Name];

    /// <summary>A parameter's numbers.</summary>
    public Span<float> Slice(ParameterShape parameter) => _values.Span.Slice(Offset(parameter), parameter.Count);

    /// <summary>The parameters as a model.</summary>
    /// <param name="model">Gives what is not a parameter that is trained.</param>
    /// <param name="provenance">Where the weights come from, in one line.</param>
    public TransformerXlWeights ToWeights(TransformerXlWeights model, string provenance)
    {
        var parameters = model.Parameters.ToDictionary(entry => entry.Key, entry => entry.Value);
        foreach (ParameterShape parameter in All)
            parameters[parameter.Name] = Slice(parameter).ToArray();
        return model with { Parameters = parameters, Provenance = provenance };
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();
}
