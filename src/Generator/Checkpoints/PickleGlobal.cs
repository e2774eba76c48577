using LakhNes.Score.Pickles;

namespace LakhNes.Generator.Checkpoints;

/// <summary>One of the few names that a pickle may mention.</summary>
/// <param name="Kind">What may be done with it.</param>
/// <param name="Name">The name without its Python module.</param>
internal sealed record PickleGlobal(PickleGlobal.Use Kind, string Name)
{
    /// <summary>What this program does where the name is called; it never resolves one.</summary>
    public enum Use
    {
        /// <summary>A class whose instances become a <see cref="PickleObject"/>.</summary>
        Module,

        /// <summary>The element type of a storage.</summary>
        Storage,

        /// <summary>Makes a <see cref="PickleDict"/>.</summary>
        OrderedDict,

        /// <summary>Gives back its argument (a set of names, a size).</summary>
        Sequence,

        /// <summary>Makes a <see cref="TensorReference"/>.</summary>
        Tensor,

        /// <summary>Gives back the tensor that it wraps.</summary>
        Parameter,

        /// <summary>An object that holds nothing of use, whatever it is made of.</summary>
        Opaque,
    }

    private static readonly Dictionary<string, Use> Known = Table();

    /// <summary>The name that a pickle asks for; null where it is not one that a LakhNES checkpoint contains.</summary>
    public static PickleGlobal? Find(string module, string name) =>
        Known.TryGetValue($"{module}.{name}", out Use kind) ? new PickleGlobal(kind, name) : null;

    private static Dictionary<string, Use> Table()
    {
        var table = new Dictionary<string, Use>
        {
            ["collections.OrderedDict"] = Use.OrderedDict,
            ["__builtin__.set"] = Use.Sequence,
            ["builtins.set"] = Use.Sequence,
            ["torch.Size"] = Use.Sequence,
            ["torch._utils._rebuild_tensor_v2"] = Use.Tensor,
            ["torch._utils._rebuild_parameter"] = Use.Parameter,
            ["torch.FloatStorage"] = Use.Storage,
            ["torch.HalfStorage"] = Use.Storage,
            ["torch.BFloat16Storage"] = Use.Storage,
            ["torch.DoubleStorage"] = Use.Storage,
            ["torch.LongStorage"] = Use.Storage,
            ["torch.IntStorage"] = Use.Storage,
            ["torch.ShortStorage"] = Use.Storage,
            ["torch.CharStorage"] = Use.Storage,
            ["torch.ByteStorage"] = Use.Storage,
            ["torch.BoolStorage"] = Use.Storage,
            ["collections.defaultdict"] = Use.OrderedDict,
            // what training programs keep beside the weights
            ["argparse.Namespace"] = Use.Opaque,
            ["collections.Counter"] = Use.Opaque,
            ["pathlib.PosixPath"] = Use.Opaque,
            ["pathlib.WindowsPath"] = Use.Opaque,
            ["torch.device"] = Use.Opaque,
            ["torch.float32"] = Use.Opaque,
            ["torch.float16"] = Use.Opaque,
            ["torch.bfloat16"] = Use.Opaque,
            ["torch.float64"] = Use.Opaque,
            ["numpy.dtype"] = Use.Opaque,
            ["numpy.core.multiarray.scalar"] = Use.Opaque,
            ["numpy._core.multiarray.scalar"] = Use.Opaque,
            ["_codecs.encode"] = Use.Opaque,
            ["builtins.int"] = Use.Opaque,
            ["builtins.list"] = Use.Opaque,
            ["builtins.dict"] = Use.Opaque,
            ["builtins.float"] = Use.Opaque,
            ["torch.nn.backends.thnn._get_thnn_function_backend"] = Use.Opaque,
        };
        string[] torchModules =
        [
            "container.Sequential",
            "container.ModuleList",
            "container.ParameterList",
            "dropout.Dropout",
            "linear.Linear",
            "sparse.Embedding",
            "activation.ReLU",
            "normalization.LayerNorm",
        ];
        foreach (string name in torchModules)
            table[$"torch.nn.modules.{name}"] = Use.Module;
        table["torch.nn.parallel.data_parallel.DataParallel"] = Use.Module;
        table["torch.nn.parallel.distributed.DistributedDataParallel"] = Use.Module;

        // the kinds of attention that are not supported are known too, so that the error can say so
        string[] modelModules =
        [
            "MemTransformerLM",
            "AdaptiveEmbedding",
            "PositionalEmbedding",
            "PositionwiseFF",
            "MultiHeadAttn",
            "DecoderLayer",
            "RelMultiHeadAttn",
            "RelPartialLearnableMultiHeadAttn",
            "RelPartialLearnableDecoderLayer",
            "RelLearnableMultiHeadAttn",
            "RelLearnableDecoderLayer",
        ];
        foreach (string name in modelModules)
            table[$"mem_transformer.{name}"] = Use.Module;
        table["proj_adaptive_softmax.ProjectedAdaptiveLogSoftmax"] = Use.Module;
        table["utils.proj_adaptive_softmax.ProjectedAdaptiveLogSoftmax"] = Use.Module;
        return table;
    }
}
