using System.CommandLine;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Generator;
using LakhNes.Score.Tokens;
using LakhNes.Training;
using LakhNes.Training.Runs;

namespace LakhNes.Cli.TrainingRuns;

/// <summary>The model that a new run begins with: one that is there, or a new one of chosen sizes.</summary>
internal sealed class ModelChoice
{
    private readonly Option<string> _init = new("--init")
    {
        Description = "Begin with this model: a checkpoint's folder, or a model made by 'lakhnes import'.",
        HelpName = "MODEL",
    };

    private readonly Option<int?> _layers = CommonOptions.OptionalNumber(
        "--layers",
        "Layers of a new model (4); with --init of a model of --pre-lnorm, layers are added to it up to so many.",
        1,
        256
    );
    private readonly Option<bool> _symbols = new("--add-symbols")
    {
        Description =
            "With --init: add to the model the symbols of the texts that it lacks, such as those for scenes and voices.",
    };
    private readonly Option<int?> _heads = CommonOptions.OptionalNumber("--heads", "Attention heads of a new model (6).", 1, 256);
    private readonly Option<int?> _model = CommonOptions.OptionalNumber(
        "--d-model",
        "Size of a new model's hidden state, even (192).",
        2,
        8192
    );
    private readonly Option<int?> _embedding = CommonOptions.OptionalNumber(
        "--d-embed",
        "Size of a new model's embedding, which projections bring to the hidden state's (--d-model, without projections).",
        1,
        8192
    );
    private readonly Option<int?> _division = CommonOptions.OptionalNumber(
        "--div-val",
        "Above 1, a new model has the projections of --d-embed at any size: there are no clusters whose sizes it would divide (1).",
        1,
        64
    );
    private readonly Option<int?> _head = CommonOptions.OptionalNumber("--d-head", "Size of a new model's heads (32).", 1, 1024);
    private readonly Option<int?> _inner = CommonOptions.OptionalNumber(
        "--d-inner",
        "Hidden size of a new model's feed-forward blocks (768).",
        1,
        65536
    );
    private readonly Option<bool> _preNorm = new("--pre-lnorm")
    {
        Description = "A new model normalises what a layer's blocks are given rather than what they return: it learns faster.",
    };

    private readonly Option<bool> _untied = new("--not-tied")
    {
        Description = "A new model's output layer has weights of its own instead of the embedding's.",
    };
    private readonly Option<int?> _clamp = CommonOptions.OptionalNumber(
        "--clamp-len",
        "A new model counts distances beyond this one as this one.",
        1,
        TransformerXlDimensions.MaximumMemoryLength
    );
    private readonly Option<bool> _sameLength = new("--same-length")
    {
        Description = "In a new model every token attends to exactly --mem-len others.",
    };
    private readonly Option<double?> _deviation = CommonOptions.OptionalNumber(
        "--init-std",
        "Standard deviation that a new model's weights are drawn with (0.02).",
        0,
        10.0
    );
    private readonly Option<double?> _projectionDeviation = CommonOptions.OptionalNumber(
        "--proj-init-std",
        "Standard deviation that a new model's projections of the embedding are drawn with (0.01).",
        0,
        10.0
    );
    private readonly Option<double?> _range = CommonOptions.OptionalNumber(
        "--init-range",
        "Draw a new model's matrices, but those projections, evenly from so far below 0 to so far above it.",
        0,
        10.0
    );

    /// <summary>All options in the order of the help.</summary>
    public IReadOnlyList<Option> All =>
        [
            _init,
            _symbols,
            _layers,
            _heads,
            _model,
            _embedding,
            _division,
            _head,
            _inner,
            _preNorm,
            _untied,
            _clamp,
            _sameLength,
            _deviation,
            _projectionDeviation,
            _range,
        ];

    /// <summary>A model that is there is chosen.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_init) is not null;

    /// <summary>Makes or reads the model.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="initial">The model to begin with where none is chosen; null: a new one.</param>
    /// <param name="vocabulary">Asked for the symbols of a new model.</param>
    /// <param name="options">Of the run.</param>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public TransformerXlWeights Choose(ParseResult parsed, string? initial, Func<TokenVocabulary> vocabulary, RunOptions options)
    {
        if ((parsed.GetValue(_init) ?? initial) is { } path)
        {
            TransformerXlWeights model = Read(path);
            if (parsed.GetValue(_symbols))
                model = Grow("--add-symbols", () => WiderWeights.Of(model, vocabulary()));
            return parsed.GetValue(_layers) is { } layers ? Grow("--layers", () => DeeperWeights.Of(model, layers)) : model;
        }
        int size = parsed.GetValue(_model) ?? 192;
        if (size % 2 != 0)
            throw new CommandException("--d-model", "must be even");
        int embedding = parsed.GetValue(_embedding) ?? size;
        TokenVocabulary symbols = vocabulary();
        var dimensions = new TransformerXlDimensions
        {
            LayerCount = parsed.GetValue(_layers) ?? 4,
            TokenCount = symbols.Count,
            ModelSize = size,
            EmbeddingSize = embedding != size || parsed.GetValue(_division) > 1 ? embedding : null,
            HeadCount = parsed.GetValue(_heads) ?? 6,
            HeadSize = parsed.GetValue(_head) ?? 32,
            InnerSize = parsed.GetValue(_inner) ?? 768,
            NormalizeBefore = parsed.GetValue(_preNorm),
            TiedOutput = !parsed.GetValue(_untied),
            ClampLength = parsed.GetValue(_clamp) ?? -1,
            SameLength = parsed.GetValue(_sameLength),
            MemoryLength = options.Trainer.MemoryLength,
        };
        return InitialWeights.Draw(
            dimensions,
            symbols,
            options.Trainer.Seed,
            parsed.GetValue(_deviation) ?? InitialWeights.Deviation,
            parsed.GetValue(_range),
            parsed.GetValue(_projectionDeviation) ?? InitialWeights.ProjectionDeviation
        );
    }

    private static TransformerXlWeights Grow(string option, Func<TransformerXlWeights> grown)
    {
        try
        {
            return grown();
        }
        catch (ArgumentException fault)
        {
            throw new CommandException(option, fault.Message);
        }
    }

    /// <summary>Reads a checkpoint's folder or an ONNX file.</summary>
    /// <exception cref="CommandException">It is missing or cannot be used.</exception>
    public static TransformerXlWeights Read(string path) =>
        ModelAccess.Guard(
            path,
            () =>
            {
                if (Directory.Exists(path))
                    return ModelAccess.ReadCheckpoint(path);
                using ModelFile file = ModelFile.Open(path);
                return file.ReadWeights();
            }
        );
}
