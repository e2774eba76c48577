using LakhNes.Score.Pickles;

namespace LakhNes.Generator.Checkpoints;

/// <summary>Pickles PyTorch modules and the tensors in them, with the attributes that PyTorch 1.0 expects.</summary>
/// <param name="pickle">Where they go.</param>
/// <param name="dimensions">The model's.</param>
/// <param name="half">Tensors of 16 bits.</param>
internal sealed class ModulePickler(PickleWriter pickle, TransformerXlDimensions dimensions, bool half)
{
    /// <summary>PyTorch's own modules are found below this one.</summary>
    public const string Torch = "torch.nn.modules";

    private const double NormEpsilon = 1e-5;

    private readonly PickleWriter _pickle = pickle;
    private readonly TransformerXlDimensions _d = dimensions;
    private readonly List<string> _storages = [];
    private int _tied = -1;

    /// <summary>Names of the tensors whose numbers follow the pickle, in their order.</summary>
    public IReadOnlyList<string> Storages => _storages;

    /// <summary>A linear layer of weights [outputs, inputs] and, if it has one, a bias.</summary>
    public Action Linear(string name, int outputs, int inputs, bool hasBias = true) =>
        () =>
            Module(
                $"{Torch}.linear",
                "Linear",
                [("weight", Parameter($"{name}.weight")), ("bias", hasBias ? Parameter($"{name}.bias") : Nothing)],
                [],
                [],
                ("in_features", Whole(inputs)),
                ("out_features", Whole(outputs))
            );

    /// <summary>A layer norm over the model's width.</summary>
    public Action Norm(string name) =>
        () =>
            Module(
                $"{Torch}.normalization",
                "LayerNorm",
                [("weight", Parameter($"{name}.weight")), ("bias", Parameter($"{name}.bias"))],
                [],
                [],
                ("normalized_shape", () => _pickle.Tuple([_d.ModelSize])),
                ("eps", Number(NormEpsilon)),
                ("elementwise_affine", Truth(true))
            );

    /// <summary>A dropout; once trained it does nothing.</summary>
    public Action Dropout(double share) =>
        () => Module($"{Torch}.dropout", "Dropout", [], [], [], ("p", Number(share)), ("inplace", Truth(false)));

    /// <summary>A whole number.</summary>
    public Action Whole(int value) => () => _pickle.Value(value);

    /// <summary>A number.</summary>
    public Action Number(double value) => () => _pickle.Value(value);

    /// <summary>A truth value.</summary>
    public Action Truth(bool value) => () => _pickle.Value(value);

    /// <summary>Python's None.</summary>
    public void Nothing() => _pickle.None();

    /// <summary>A module with the attributes that PyTorch 1.0 gives to all of them; later versions add what they miss.</summary>
    public void Module(
        string pythonModule,
        string name,
        (string, Action)[] parameters,
        (string, Action)[] buffers,
        (string, Action)[] modules,
        params (string Name, Action Write)[] attributes
    )
    {
        _pickle.Global(pythonModule, name).EmptyTuple().NewObject().EmptyDict().Mark();
        _pickle.Value("training").Value(false);
        Dictionary("_parameters", parameters);
        Dictionary("_buffers", buffers);
        foreach (
            string hooks in new[]
            {
                "_backward_hooks",
                "_forward_hooks",
                "_forward_pre_hooks",
                "_state_dict_hooks",
                "_load_state_dict_pre_hooks",
            }
        )
            Dictionary(hooks, []);
        Dictionary("_modules", modules);
        foreach ((string attribute, Action write) in attributes)
        {
            _pickle.Value(attribute);
            write();
        }

        // ParameterList keeps its length in newer versions
        if (name == "ParameterList")
            _pickle.Value("_size").Value(parameters.Length);
        _pickle.SetItems().Build();
    }

    private void Dictionary(string name, (string Name, Action Write)[] items)
    {
        _pickle.Value(name);
        EmptyOrderedDict();
        if (items.Length == 0)
            return;
        _pickle.Mark();
        foreach ((string item, Action write) in items)
        {
            _pickle.Value(item);
            write();
        }

        _pickle.SetItems();
    }

    private void EmptyOrderedDict() => _pickle.Global("collections", "OrderedDict").EmptyTuple().Reduce();

    /// <summary>A parameter by its name; a tied output is the embedding itself, once more.</summary>
    public Action Parameter(string name) =>
        () =>
        {
            bool isOutput = name == ParameterShape.OutputWeight && _d.TiedOutput;
            if (isOutput)
            {
                _pickle.Recall(_tied);
                return;
            }

            _pickle.Global("torch._utils", "_rebuild_parameter").Mark();
            Tensor(name)();
            _pickle.Value(true);
            EmptyOrderedDict();
            _pickle.Tuple().Reduce();
            if (name == ParameterShape.Embedding)
                _tied = _pickle.Remember();
        };

    /// <summary>A tensor by its name; its numbers follow the pickle, in the order of <see cref="Storages"/>.</summary>
    public Action Tensor(string name) =>
        () =>
        {
            ParameterShape parameter = _d.Parameters().First(candidate => candidate.Name == name);
            _storages.Add(name);
            _pickle.Global("torch._utils", "_rebuild_tensor_v2").Mark();
            _pickle
                .Mark()
                .Value("storage")
                .Global("torch", half ? "HalfStorage" : "FloatStorage")
                .Value(name)
                .Value("cpu")
                .Value(parameter.Count)
                .None()
                .Tuple()
                .PersistentId();
            _pickle.Value(0).Tuple(parameter.Shape);
            _pickle.Tuple(parameter.Shape.Length == 2 ? [parameter.Shape[1], 1] : [1]).Value(false);
            EmptyOrderedDict();
            _pickle.Tuple().Reduce();
        };
}
