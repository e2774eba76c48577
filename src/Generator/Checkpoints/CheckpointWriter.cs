using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using LakhNes.Generator.Recall;
using LakhNes.Score;
using LakhNes.Score.Pickles;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Checkpoints;

/// <summary>
/// Writes a model as LakhNES does: a whole module pickled into the legacy container, with the classes and attributes that the
/// original program expects, and the vocabulary beside it.
/// </summary>
public sealed class CheckpointWriter
{
    private const double Dropout = 0.1; // a model file does not say; the original's value
    private const string Model = "mem_transformer";
    private const string Torch = ModulePickler.Torch;

    private readonly TransformerXlWeights _weights;
    private readonly TransformerXlDimensions _d;
    private readonly PickleWriter _pickle;
    private readonly Stream _stream;
    private readonly ModulePickler _modules;
    private readonly bool _half;

    // at 1 the original projects rows of another size than the model's only
    private int DivVal => _d.EmbeddingSize == _d.ModelSize ? 2 : 1;

    private CheckpointWriter(TransformerXlWeights weights, Stream stream, bool half)
    {
        _half = half;
        _weights = weights;
        _d = weights.Dimensions;
        _stream = stream;
        _pickle = new PickleWriter(stream);
        _modules = new ModulePickler(_pickle, weights.Dimensions, half);
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
        _pickle.Begin().List(_modules.Storages).End();
        foreach (string storage in _modules.Storages)
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
        _modules.Module(
            Model,
            "MemTransformerLM",
            [
                ("r_w_bias", _modules.Parameter(ParameterShape.ContentBias)),
                ("r_r_bias", _modules.Parameter(ParameterShape.PositionBias)),
            ],
            [],
            [
                ("word_emb", Embeddings),
                ("drop", _modules.Dropout(Dropout)),
                (
                    "layers",
                    () =>
                        _modules.Module(
                            $"{Torch}.container",
                            "ModuleList",
                            [],
                            [],
                            [.. Enumerable.Range(0, _d.LayerCount).Select(Layer)]
                        )
                ),
                ("crit", Output),
                (
                    "pos_emb",
                    () =>
                        _modules.Module(
                            Model,
                            "PositionalEmbedding",
                            [],
                            [("inv_freq", _modules.Tensor(ParameterShape.InverseFrequencies))],
                            [],
                            ("demb", _modules.Whole(_d.ModelSize))
                        )
                ),
            ],
            ("n_token", _modules.Whole(_d.TokenCount)),
            ("d_embed", _modules.Whole(_d.RowSize)),
            ("d_model", _modules.Whole(_d.ModelSize)),
            ("n_head", _modules.Whole(_d.HeadCount)),
            ("d_head", _modules.Whole(_d.HeadSize)),
            ("n_layer", _modules.Whole(_d.LayerCount)),
            ("tgt_len", _modules.Whole(_d.MemoryLength)),
            ("mem_len", _modules.Whole(_d.MemoryLength)),
            ("ext_len", _modules.Whole(0)),
            ("max_klen", _modules.Whole(2 * _d.MemoryLength)),
            ("attn_type", _modules.Whole(0)),
            ("sample_softmax", _modules.Whole(-1)),
            ("same_length", _modules.Truth(_d.SameLength)),
            ("clamp_len", _modules.Whole(_d.ClampLength))
        );

    private void Embeddings() =>
        _modules.Module(
            Model,
            "AdaptiveEmbedding",
            [],
            [],
            [
                (
                    "emb_layers",
                    () =>
                        _modules.Module(
                            $"{Torch}.container",
                            "ModuleList",
                            [],
                            [],
                            [
                                (
                                    "0",
                                    () =>
                                        _modules.Module(
                                            $"{Torch}.sparse",
                                            "Embedding",
                                            [("weight", _modules.Parameter(ParameterShape.Embedding))],
                                            [],
                                            [],
                                            ("num_embeddings", _modules.Whole(_d.TokenCount)),
                                            ("embedding_dim", _modules.Whole(_d.RowSize)),
                                            ("padding_idx", _modules.Nothing),
                                            ("max_norm", _modules.Nothing),
                                            ("norm_type", _modules.Number(2)),
                                            ("scale_grad_by_freq", _modules.Truth(false)),
                                            ("sparse", _modules.Truth(false))
                                        )
                                ),
                            ]
                        )
                ),
                ("emb_projs", Projections(ParameterShape.InputProjection)),
            ],
            ("n_token", _modules.Whole(_d.TokenCount)),
            ("d_embed", _modules.Whole(_d.RowSize)),
            ("cutoffs", () => _pickle.List(_d.TokenCount)),
            ("div_val", _modules.Whole(DivVal)),
            ("d_proj", _modules.Whole(_d.ModelSize)),
            ("emb_scale", _modules.Number(Math.Sqrt(_d.ModelSize))),
            ("cutoff_ends", () => _pickle.List(0, _d.TokenCount))
        );

    // where there are none, the original has an empty list on the way in and a list of None on the way out
    private Action Projections(string name) =>
        () =>
            _modules.Module(
                $"{Torch}.container",
                "ParameterList",
                _d.EmbeddingSize is not null ? [("0", _modules.Parameter(name))]
                    : name == ParameterShape.OutputProjection ? [("0", _modules.Nothing)]
                    : [],
                [],
                []
            );

    private (string, Action) Layer(int index) =>
        (
            $"{index}",
            () =>
                _modules.Module(
                    Model,
                    "RelPartialLearnableDecoderLayer",
                    [],
                    [],
                    [("dec_attn", Attention($"layers.{index}.dec_attn")), ("pos_ff", FeedForward($"layers.{index}.pos_ff"))]
                )
        );

    private Action Attention(string name) =>
        () =>
            _modules.Module(
                Model,
                "RelPartialLearnableMultiHeadAttn",
                [],
                [],
                [
                    ("qkv_net", _modules.Linear($"{name}.qkv_net", 3 * _d.AttentionSize, _d.ModelSize, hasBias: false)),
                    ("drop", _modules.Dropout(Dropout)),
                    ("dropatt", _modules.Dropout(0)),
                    ("o_net", _modules.Linear($"{name}.o_net", _d.ModelSize, _d.AttentionSize, hasBias: false)),
                    ("layer_norm", _modules.Norm($"{name}.layer_norm")),
                    ("r_net", _modules.Linear($"{name}.r_net", _d.AttentionSize, _d.ModelSize, hasBias: false)),
                ],
                ("n_head", _modules.Whole(_d.HeadCount)),
                ("d_model", _modules.Whole(_d.ModelSize)),
                ("d_head", _modules.Whole(_d.HeadSize)),
                ("dropout", _modules.Number(Dropout)),
                ("scale", _modules.Number(1 / Math.Sqrt(_d.HeadSize))),
                ("pre_lnorm", _modules.Truth(_d.NormalizeBefore))
            );

    private Action FeedForward(string name) =>
        () =>
            _modules.Module(
                Model,
                "PositionwiseFF",
                [],
                [],
                [
                    (
                        "CoreNet",
                        () =>
                            _modules.Module(
                                $"{Torch}.container",
                                "Sequential",
                                [],
                                [],
                                [
                                    ("0", _modules.Linear($"{name}.CoreNet.0", _d.InnerSize, _d.ModelSize)),
                                    // PyTorch 1.0 derives ReLU from Threshold and reads its attributes
                                    (
                                        "1",
                                        () =>
                                            _modules.Module(
                                                $"{Torch}.activation",
                                                "ReLU",
                                                [],
                                                [],
                                                [],
                                                ("inplace", _modules.Truth(true)),
                                                ("threshold", _modules.Number(0)),
                                                ("value", _modules.Number(0))
                                            )
                                    ),
                                    ("2", _modules.Dropout(Dropout)),
                                    ("3", _modules.Linear($"{name}.CoreNet.3", _d.ModelSize, _d.InnerSize)),
                                    ("4", _modules.Dropout(Dropout)),
                                ]
                            )
                    ),
                    ("layer_norm", _modules.Norm($"{name}.layer_norm")),
                ],
                ("d_model", _modules.Whole(_d.ModelSize)),
                ("d_inner", _modules.Whole(_d.InnerSize)),
                ("dropout", _modules.Number(Dropout)),
                ("pre_lnorm", _modules.Truth(_d.NormalizeBefore))
            );

    private void Output() =>
        _modules.Module(
            "proj_adaptive_softmax",
            "ProjectedAdaptiveLogSoftmax",
            [],
            [],
            [
                (
                    "out_layers",
                    () =>
                        _modules.Module(
                            $"{Torch}.container",
                            "ModuleList",
                            [],
                            [],
                            [("0", _modules.Linear("crit.out_layers.0", _d.TokenCount, _d.RowSize))]
                        )
                ),
                ("out_projs", Projections(ParameterShape.OutputProjection)),
            ],
            ("n_token", _modules.Whole(_d.TokenCount)),
            ("d_embed", _modules.Whole(_d.RowSize)),
            ("d_proj", _modules.Whole(_d.ModelSize)),
            ("cutoffs", () => _pickle.List(_d.TokenCount)),
            ("cutoff_ends", () => _pickle.List(0, _d.TokenCount)),
            ("div_val", _modules.Whole(DivVal)),
            ("shortlist_size", _modules.Whole(_d.TokenCount)),
            ("n_clusters", _modules.Whole(0)),
            ("head_size", _modules.Whole(_d.TokenCount)),
            ("keep_order", _modules.Truth(false))
        );
}
