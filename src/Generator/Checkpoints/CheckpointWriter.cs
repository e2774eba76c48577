using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using LakhNes.Generator.Recall;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Checkpoints;

/// <summary>
/// Writes a model as LakhNES does: a whole module pickled into the legacy container, with the classes and attributes that the
/// original program expects, and the vocabulary beside it.
/// </summary>
public sealed class CheckpointWriter
{
    private const double Dropout = 0.1; // a model file does not say; the original's value
    private const double NormEpsilon = 1e-5;
    private const string Model = "mem_transformer";
    private const string Torch = "torch.nn.modules";

    private readonly TransformerXlWeights _weights;
    private readonly TransformerXlDimensions _d;
    private readonly PickleWriter _pickle;
    private readonly Stream _stream;
    private readonly List<string> _storages = [];
    private int _tied = -1;

    private readonly bool _half;

    private CheckpointWriter(TransformerXlWeights weights, Stream stream, bool half)
    {
        _half = half;
        _weights = weights;
        _d = weights.Dimensions;
        _stream = stream;
        _pickle = new PickleWriter(stream);
    }

    /// <summary>
    /// Writes <c>model.pt</c>, <c>vocab.txt</c> and, for waits that are no samples, <c>unit.txt</c> and <c>recall.txt</c> to a
    /// folder. Only a whole model replaces another.
    /// </summary>
    /// <param name="weights">The model.</param>
    /// <param name="folder">Made if it is not there.</param>
    /// <param name="half">Numbers of 16 bits, half the size.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void WriteFolder(TransformerXlWeights weights, string folder, bool half = false)
    {
        Directory.CreateDirectory(folder);
        WholeFile.Write(Path.Combine(folder, "model.pt"), stream => Write(weights, stream, half));
        TokenVocabulary vocabulary = weights.Vocabulary;
        WholeFile.Write(
            Path.Combine(folder, "vocab.txt"),
            Encoding.UTF8.GetBytes(string.Join('\n', vocabulary.Symbols.Skip(1)) + "\n")
        );
        string unit = Path.Combine(folder, "unit.txt");
        if (vocabulary.Unit != TimeUnit.Sample)
            WholeFile.Write(
                unit,
                Encoding.UTF8.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"{vocabulary.Unit.Name} {vocabulary.Unit.PerSecond}\n")
                )
            );
        else
            File.Delete(unit);
        WholeFile.Write(Path.Combine(folder, RecallWeights.FileName), Encoding.UTF8.GetBytes(weights.Recall + "\n"));
    }

    /// <summary>Writes a <c>model.pt</c>.</summary>
    public static void Write(TransformerXlWeights weights, Stream stream, bool half = false) =>
        new CheckpointWriter(weights, stream, half).Write();

    private void Write()
    {
        _pickle.Begin().Long(BigInteger.Parse(LegacyContainer.MagicNumber, CultureInfo.InvariantCulture).ToByteArray()).End();
        _pickle.Begin().Value((int)LegacyContainer.ProtocolVersion).End();
        _pickle
            .Begin()
            .EmptyDict()
            .Mark()
            .Value("protocol_version")
            .Value((int)LegacyContainer.ProtocolVersion)
            .Value("little_endian")
            .Value(true)
            .SetItems()
            .End();
        _pickle.Begin();
        WriteModel();
        _pickle.End();
        _pickle.Begin().List(_storages).End();
        foreach (string storage in _storages)
        {
            float[] numbers = _weights.Parameters[storage];
            _stream.Write(BitConverter.GetBytes((long)numbers.Length));
            if (_half)
                _stream.Write(MemoryMarshal.AsBytes<Half>(Array.ConvertAll(numbers, number => (Half)number)));
            else
                _stream.Write(MemoryMarshal.AsBytes<float>(numbers));
        }
    }

    private void WriteModel() =>
        Module(
            Model,
            "MemTransformerLM",
            [("r_w_bias", Parameter(ParameterShape.ContentBias)), ("r_r_bias", Parameter(ParameterShape.PositionBias))],
            [],
            [
                ("word_emb", Embeddings),
                ("drop", DropoutModule(Dropout)),
                (
                    "layers",
                    () =>
                        Module($"{Torch}.container", "ModuleList", [], [], [.. Enumerable.Range(0, _d.LayerCount).Select(Layer)])
                ),
                ("crit", Output),
                (
                    "pos_emb",
                    () =>
                        Module(
                            Model,
                            "PositionalEmbedding",
                            [],
                            [("inv_freq", Tensor(ParameterShape.InverseFrequencies))],
                            [],
                            ("demb", Whole(_d.ModelSize))
                        )
                ),
            ],
            ("n_token", Whole(_d.TokenCount)),
            ("d_embed", Whole(_d.ModelSize)),
            ("d_model", Whole(_d.ModelSize)),
            ("n_head", Whole(_d.HeadCount)),
            ("d_head", Whole(_d.HeadSize)),
            ("n_layer", Whole(_d.LayerCount)),
            ("tgt_len", Whole(_d.MemoryLength)),
            ("mem_len", Whole(_d.MemoryLength)),
            ("ext_len", Whole(0)),
            ("max_klen", Whole(2 * _d.MemoryLength)),
            ("attn_type", Whole(0)),
            ("sample_softmax", Whole(-1)),
            ("same_length", Truth(_d.SameLength)),
            ("clamp_len", Whole(_d.ClampLength))
        );

    private void Embeddings() =>
        Module(
            Model,
            "AdaptiveEmbedding",
            [],
            [],
            [
                (
                    "emb_layers",
                    () =>
                        Module(
                            $"{Torch}.container",
                            "ModuleList",
                            [],
                            [],
                            [
                                (
                                    "0",
                                    () =>
                                        Module(
                                            $"{Torch}.sparse",
                                            "Embedding",
                                            [("weight", Parameter(ParameterShape.Embedding))],
                                            [],
                                            [],
                                            ("num_embeddings", Whole(_d.TokenCount)),
                                            ("embedding_dim", Whole(_d.ModelSize)),
                                            ("padding_idx", Nothing),
                                            ("max_norm", Nothing),
                                            ("norm_type", Number(2)),
                                            ("scale_grad_by_freq", Truth(false)),
                                            ("sparse", Truth(false))
                                        )
                                ),
                            ]
                        )
                ),
                ("emb_projs", () => Module($"{Torch}.container", "ParameterList", [], [], [])),
            ],
            ("n_token", Whole(_d.TokenCount)),
            ("d_embed", Whole(_d.ModelSize)),
            ("cutoffs", () => _pickle.List(_d.TokenCount)),
            ("div_val", Whole(1)),
            ("d_proj", Whole(_d.ModelSize)),
            ("emb_scale", Number(Math.Sqrt(_d.ModelSize))),
            ("cutoff_ends", () => _pickle.List(0, _d.TokenCount))
        );

    private (string, Action) Layer(int index) =>
        (
            $"{index}",
            () =>
                Module(
                    Model,
                    "RelPartialLearnableDecoderLayer",
                    [],
                    [],
                    [("dec_attn", Attention($"layers.{index}.dec_attn")), ("pos_ff", FeedForward($"layers.{index}.pos_ff"))]
                )
        );

    private Action Attention(string name) =>
        () =>
            Module(
                Model,
                "RelPartialLearnableMultiHeadAttn",
                [],
                [],
                [
                    ("qkv_net", Linear($"{name}.qkv_net", 3 * _d.AttentionSize, _d.ModelSize, hasBias: false)),
                    ("drop", DropoutModule(Dropout)),
                    ("dropatt", DropoutModule(0)),
                    ("o_net", Linear($"{name}.o_net", _d.ModelSize, _d.AttentionSize, hasBias: false)),
                    ("layer_norm", Norm($"{name}.layer_norm")),
                    ("r_net", Linear($"{name}.r_net", _d.AttentionSize, _d.ModelSize, hasBias: false)),
                ],
                ("n_head", Whole(_d.HeadCount)),
                ("d_model", Whole(_d.ModelSize)),
                ("d_head", Whole(_d.HeadSize)),
                ("dropout", Number(Dropout)),
                ("scale", Number(1 / Math.Sqrt(_d.HeadSize))),
                ("pre_lnorm", Truth(_d.NormalizeBefore))
            );

    private Action FeedForward(string name) =>
        () =>
            Module(
                Model,
                "PositionwiseFF",
                [],
                [],
                [
                    (
                        "CoreNet",
                        () =>
                            Module(
                                $"{Torch}.container",
                                "Sequential",
                                [],
                                [],
                                [
                                    ("0", Linear($"{name}.CoreNet.0", _d.InnerSize, _d.ModelSize)),
                                    // PyTorch 1.0 derives ReLU from Threshold and reads its attributes
                                    (
                                        "1",
                                        () =>
                                            Module(
                                                $"{Torch}.activation",
                                                "ReLU",
                                                [],
                                                [],
                                                [],
                                                ("inplace", Truth(true)),
                                                ("threshold", Number(0)),
                                                ("value", Number(0))
                                            )
                                    ),
                                    ("2", DropoutModule(Dropout)),
                                    ("3", Linear($"{name}.CoreNet.3", _d.ModelSize, _d.InnerSize)),
                                    ("4", DropoutModule(Dropout)),
                                ]
                            )
                    ),
                    ("layer_norm", Norm($"{name}.layer_norm")),
                ],
                ("d_model", Whole(_d.ModelSize)),
                ("d_inner", Whole(_d.InnerSize)),
                ("dropout", Number(Dropout)),
                ("pre_lnorm", Truth(_d.NormalizeBefore))
            );

    private void Output() =>
        Module(
            "proj_adaptive_softmax",
            "ProjectedAdaptiveLogSoftmax",
            [],
            [],
            [
                (
                    "out_layers",
                    () =>
                        Module(
                            $"{Torch}.container",
                            "ModuleList",
                            [],
                            [],
                            [("0", Linear("crit.out_layers.0", _d.TokenCount, _d.ModelSize))]
                        )
                ),
                ("out_projs", () => Module($"{Torch}.container", "ParameterList", [("0", Nothing)], [], [])),
            ],
            ("n_token", Whole(_d.TokenCount)),
            ("d_embed", Whole(_d.ModelSize)),
            ("d_proj", Whole(_d.ModelSize)),
            ("cutoffs", () => _pickle.List(_d.TokenCount)),
            ("cutoff_ends", () => _pickle.List(0, _d.TokenCount)),
            ("div_val", Whole(1)),
            ("shortlist_size", Whole(_d.TokenCount)),
            ("n_clusters", Whole(0)),
            ("head_size", Whole(_d.TokenCount)),
            ("keep_order", Truth(false))
        );

    private Action Linear(string name, int outputs, int inputs, bool hasBias = true) =>
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

    private Action Norm(string name) =>
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

    private Action DropoutModule(double share) =>
        () => Module($"{Torch}.dropout", "Dropout", [], [], [], ("p", Number(share)), ("inplace", Truth(false)));

    private Action Whole(int value) => () => _pickle.Value(value);

    private Action Number(double value) => () => _pickle.Value(value);

    private Action Truth(bool value) => () => _pickle.Value(value);

    private void Nothing() => _pickle.None();

    /// <summary>A module with the attributes that PyTorch 1.0 gives to all of them; later versions add what they miss.</summary>
    private void Module(
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

    private Action Parameter(string name) =>
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

    private Action Tensor(string name) =>
        () =>
        {
            ParameterShape parameter = _d.Parameters().First(candidate => candidate.Name == name);
            _storages.Add(name);
            _pickle.Global("torch._utils", "_rebuild_tensor_v2").Mark();
            _pickle
                .Mark()
                .Value("storage")
                .Global("torch", _half ? "HalfStorage" : "FloatStorage")
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
