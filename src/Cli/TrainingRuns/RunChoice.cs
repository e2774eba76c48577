using System.CommandLine;
using System.Globalization;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Corpus.Augmentation;
using LakhNes.Training;
using LakhNes.Training.Kernels;
using LakhNes.Training.Runs;

namespace LakhNes.Cli.TrainingRuns;

/// <summary>
/// The options of a training run, each of which may be left out; those of a run that is resumed then stay as they were.
/// </summary>
internal sealed class RunChoice
{
    private static readonly RunOptions Usual = new();

    // the rule, and whether decay is taken from the weights themselves
    private static readonly Dictionary<string, (OptimiserRule Rule, bool Decoupled)> Optimisers = new()
    {
        ["adamw"] = (OptimiserRule.Adam, true),
        ["adam"] = (OptimiserRule.Adam, false),
        ["sgd"] = (OptimiserRule.Sgd, false),
        ["adagrad"] = (OptimiserRule.Adagrad, false),
    };

    private readonly Option<long?> _steps = CommonOptions.OptionalNumber(
        "--steps",
        "Steps after which the run ends.",
        0,
        long.MaxValue
    );
    private readonly Option<double?> _minutes = CommonOptions.OptionalNumber(
        "--minutes",
        "Minutes of training after which the run ends.",
        0,
        1e7
    );
    private readonly Option<double?> _rate = CommonOptions.OptionalNumber(
        "--lr",
        $"The highest learning rate ({Text(Usual.Rate)}); sgd wants a far higher one.",
        0,
        100.0
    );
    private readonly Option<double?> _lowest = CommonOptions.OptionalNumber(
        "--lr-min",
        $"The lowest learning rate after the warm-up ({Text(Usual.LowestRate)}).",
        0,
        1.0
    );
    private readonly Option<int?> _warmUp = CommonOptions.OptionalNumber(
        "--warmup",
        $"Steps in which the learning rate rises ({Usual.WarmUp}).",
        0,
        int.MaxValue
    );
    private readonly Option<string> _schedule = new("--schedule")
    {
        Description = "How the learning rate falls: cosine (default), inverse-sqrt or constant.",
    };
    private readonly Option<int?> _validateEvery = CommonOptions.OptionalNumber(
        "--validate-every",
        $"Steps between two validations ({Usual.ValidateEvery}); 0: only at the end.",
        0,
        int.MaxValue
    );
    private readonly Option<int?> _validSegments = CommonOptions.OptionalNumber(
        "--valid-segments",
        "Segments of each stream that a validation predicts at most; 0 (default): all.",
        0,
        int.MaxValue
    );
    private readonly Option<double?> _saveMinutes = CommonOptions.OptionalNumber(
        "--save-minutes",
        $"Minutes between two savings ({Text(Usual.SaveMinutes)}).",
        0,
        1e7
    );
    private readonly Option<int?> _patience = CommonOptions.OptionalNumber(
        "--patience",
        "Validations without a new best after which the run ends; 0 (default): none.",
        0,
        int.MaxValue
    );
    private readonly Option<int?> _logEvery = CommonOptions.OptionalNumber(
        "--log-every",
        $"Steps between two lines of the log ({Usual.LogEvery}).",
        1,
        int.MaxValue
    );
    private readonly Option<string> _precision = new("--precision") { Description = "Checkpoints in fp32 (default) or fp16." };
    private readonly Option<double?> _voiceSubset = CommonOptions.OptionalNumber(
        "--voice-subset",
        $"How often only some voices of a song are kept ({Text(Usual.Augmentation.VoiceSubset)}).",
        0,
        1.0
    );
    private readonly Option<double?> _pulseSwap = CommonOptions.OptionalNumber(
        "--pulse-swap",
        $"How often the pulses of a song change places ({Text(Usual.Augmentation.PulseSwap)}).",
        0,
        1.0
    );
    private readonly Option<int?> _transpose = CommonOptions.OptionalNumber(
        "--transpose",
        $"Semitones by which songs are transposed at most ({Usual.Augmentation.Transposition}).",
        0,
        60
    );
    private readonly Option<double?> _stretch = CommonOptions.OptionalNumber(
        "--stretch",
        $"By how much the speed of songs differs from 1 at most ({Text(Usual.Augmentation.Stretch)}).",
        0,
        0.9
    );
    private readonly Option<double?> _told = CommonOptions.OptionalNumber(
        "--told",
        $"How often a model with symbols for them is told a song's scene, and its voices ({Text(Usual.Augmentation.Told)}).",
        0,
        1.0
    );
    private readonly Option<double?> _excerpts = CommonOptions.OptionalNumber(
        "--excerpts",
        $"How often a song begins at any of its bars, as a player's phrase does ({Text(Usual.Augmentation.Excerpts)}); with bars only.",
        0,
        1.0
    );
    private readonly Option<int?> _threads = CommonOptions.OptionalNumber<int>(
        "--threads",
        "Threads that share the work (as many as there are processors, at most 8).",
        1,
        64
    );

    private readonly Option<string> _batch = new("--batch")
    {
        Description =
            "Streams side by side (8); several sizes one after the other as 8:2000,16:2000,32, each but the last with its steps.",
        CustomParser = result => TryBatches(result.Tokens[0].Value, out _) ? result.Tokens[0].Value : Refuse(result),
    };
    private readonly Option<int?> _segment = CommonOptions.OptionalNumber(
        "--tgt-len",
        $"Tokens of a stream that a step predicts ({Usual.Trainer.SegmentLength}).",
        1,
        4096
    );
    private readonly Option<int?> _memory = CommonOptions.OptionalNumber(
        "--mem-len",
        $"Tokens before a segment that it attends to ({Usual.Trainer.MemoryLength}).",
        1,
        8192
    );
    private readonly Option<double?> _dropout = CommonOptions.OptionalNumber(
        "--dropout",
        $"Share of values that are dropped ({Text(Usual.Trainer.Dropout)}).",
        0,
        0.9
    );
    private readonly Option<double?> _attentionDropout = CommonOptions.OptionalNumber(
        "--dropatt",
        "Share of the weights of attention that are dropped (0).",
        0,
        0.9
    );
    private readonly Option<int?> _chunks = CommonOptions.OptionalNumber(
        "--batch-chunk",
        "Parts that the streams are taken in, one after the other, to save memory (1); the gradient stays the same.",
        1,
        4096
    );
    private readonly Option<bool> _varies = new("--varlen")
    {
        Description = "Segments vary in length around --tgt-len; one in twenty is around half of it.",
    };
    private readonly Option<int?> _frozen = CommonOptions.OptionalNumber(
        "--freeze",
        "Layers, from the input on, that are not trained (0).",
        0,
        256
    );
    private readonly Option<ulong?> _seed = CommonOptions.OptionalNumber<ulong>(
        "--seed",
        "Seed of the random numbers (1).",
        0,
        ulong.MaxValue
    );
    private readonly Option<string> _optimiser = new("--optimiser") { Description = "adamw (default), adam, sgd or adagrad." };
    private readonly Option<double?> _momentum = CommonOptions.OptionalNumber(
        "--momentum",
        "How much of its velocity --optimiser sgd keeps (0).",
        0,
        0.99999
    );
    private readonly Option<double?> _beta1 = CommonOptions.OptionalNumber(
        "--beta1",
        $"Decay of the first moment ({Text(Usual.Trainer.Optimiser.FirstDecay)}).",
        0,
        0.99999
    );
    private readonly Option<double?> _beta2 = CommonOptions.OptionalNumber(
        "--beta2",
        $"Decay of the second moment ({Text(Usual.Trainer.Optimiser.SecondDecay)}).",
        0,
        0.99999
    );
    private readonly Option<double?> _weightDecay = CommonOptions.OptionalNumber(
        "--weight-decay",
        "Weight decay of matrices (0).",
        0,
        1.0
    );
    private readonly Option<double?> _clip = CommonOptions.OptionalNumber(
        "--clip",
        $"Gradients are scaled down to this norm ({Text(Usual.Trainer.Optimiser.Clip)}); 0: never.",
        0,
        1e9
    );
    private readonly Option<double?> _average = CommonOptions.OptionalNumber(
        "--average",
        "Decay of the weights' running average, which checkpoints then hold, such as 0.9995; 0 (default): none.",
        0,
        0.9999999
    );

    /// <summary>Makes the options.</summary>
    public RunChoice()
    {
        _schedule.AcceptOnlyFromAmong("cosine", "inverse-sqrt", "constant");
        _precision.AcceptOnlyFromAmong("fp32", "fp16");
        _optimiser.AcceptOnlyFromAmong([.. Optimisers.Keys]);
        Fixed =
        [
            _batch,
            _segment,
            _varies,
            _memory,
            _dropout,
            _attentionDropout,
            _frozen,
            _seed,
            _optimiser,
            _momentum,
            _beta1,
            _beta2,
            _weightDecay,
            _clip,
            _average,
        ];
        All =
        [
            _steps,
            _minutes,
            _batch,
            _chunks,
            _segment,
            _varies,
            _memory,
            _dropout,
            _attentionDropout,
            _rate,
            _lowest,
            _warmUp,
            _schedule,
            _optimiser,
            _momentum,
            _beta1,
            _beta2,
            _weightDecay,
            _clip,
            _average,
            _frozen,
            _voiceSubset,
            _pulseSwap,
            _transpose,
            _stretch,
            _told,
            _excerpts,
            _validateEvery,
            _validSegments,
            _patience,
            _saveMinutes,
            _logEvery,
            _precision,
            _seed,
            _threads,
        ];
    }

    /// <summary>All options in the order of the help.</summary>
    public IReadOnlyList<Option> All { get; }

    /// <summary>Those that a run keeps when it is resumed.</summary>
    public IReadOnlyList<Option> Fixed { get; }

    /// <summary>What was chosen; what was not stays as it is in <paramref name="initial"/>.</summary>
    /// <exception cref="CommandException">
    /// The learning rate falls towards an end that is not given, or options do not go together.
    /// </exception>
    public RunOptions Choose(ParseResult parsed, RunOptions initial)
    {
        TrainerOptions trainer = initial.Trainer;
        OptimiserOptions optimiser = trainer.Optimiser;
        AugmentationOptions augmentation = initial.Augmentation;
        long? steps = parsed.GetValue(_steps);
        double? minutes = parsed.GetValue(_minutes);
        bool ends = steps is not null || minutes is not null;
        (OptimiserRule rule, bool decoupled) = parsed.GetValue(_optimiser) is { } name
            ? Optimisers[name]
            : (optimiser.Rule, optimiser.Decoupled);
        RunOptions chosen = initial with
        {
            Steps = ends ? steps : initial.Steps,
            Minutes = ends ? minutes : initial.Minutes,
            Rate = parsed.GetValue(_rate) ?? initial.Rate,
            LowestRate = parsed.GetValue(_lowest) ?? initial.LowestRate,
            WarmUp = parsed.GetValue(_warmUp) ?? initial.WarmUp,
            Decay = parsed.GetValue(_schedule) switch
            {
                null => initial.Decay,
                "cosine" => RateDecay.Cosine,
                "inverse-sqrt" => RateDecay.InverseSquareRoot,
                _ => RateDecay.Constant,
            },
            ValidateEvery = parsed.GetValue(_validateEvery) ?? initial.ValidateEvery,
            ValidationSegments = parsed.GetValue(_validSegments) ?? initial.ValidationSegments,
            SaveMinutes = parsed.GetValue(_saveMinutes) ?? initial.SaveMinutes,
            Patience = parsed.GetValue(_patience) ?? initial.Patience,
            LogEvery = parsed.GetValue(_logEvery) ?? initial.LogEvery,
            HalfPrecision = parsed.GetValue(_precision) is { } precision ? precision == "fp16" : initial.HalfPrecision,
            AverageDecay = parsed.GetValue(_average) ?? initial.AverageDecay,
            Batches =
                parsed.GetValue(_batch) is { } batch && TryBatches(batch, out List<BatchPhase> phases) ? phases : initial.Batches,
            Augmentation = augmentation with
            {
                VoiceSubset = parsed.GetValue(_voiceSubset) ?? augmentation.VoiceSubset,
                PulseSwap = parsed.GetValue(_pulseSwap) ?? augmentation.PulseSwap,
                Transposition = parsed.GetValue(_transpose) ?? augmentation.Transposition,
                Stretch = parsed.GetValue(_stretch) ?? augmentation.Stretch,
                Told = parsed.GetValue(_told) ?? augmentation.Told,
                Excerpts = parsed.GetValue(_excerpts) ?? augmentation.Excerpts,
            },
            Trainer = trainer with
            {
                SegmentLength = parsed.GetValue(_segment) ?? trainer.SegmentLength,
                MemoryLength = parsed.GetValue(_memory) ?? trainer.MemoryLength,
                VariesSegments = parsed.GetValue(_varies) || trainer.VariesSegments,
                Dropout = parsed.GetValue(_dropout) ?? trainer.Dropout,
                AttentionDropout = parsed.GetValue(_attentionDropout) ?? trainer.AttentionDropout,
                Chunks = parsed.GetValue(_chunks) ?? trainer.Chunks,
                FrozenLayers = parsed.GetValue(_frozen) ?? trainer.FrozenLayers,
                Seed = parsed.GetValue(_seed) ?? trainer.Seed,
                Threads = parsed.GetValue(_threads) ?? ModelAccess.UsualThreads,
                Optimiser = optimiser with
                {
                    Rule = rule,
                    Decoupled = decoupled,
                    Momentum = parsed.GetValue(_momentum) ?? optimiser.Momentum,
                    FirstDecay = parsed.GetValue(_beta1) ?? optimiser.FirstDecay,
                    SecondDecay = parsed.GetValue(_beta2) ?? optimiser.SecondDecay,
                    WeightDecay = parsed.GetValue(_weightDecay) ?? optimiser.WeightDecay,
                    Clip = parsed.GetValue(_clip) ?? optimiser.Clip,
                },
            },
        };
        if (chosen.Trainer.Optimiser is { Momentum: > 0, Rule: not OptimiserRule.Sgd })
            throw new CommandException("--momentum", "does nothing without --optimiser sgd");
        if (chosen.Batches.FirstOrDefault(phase => phase.Streams % chosen.Trainer.Chunks != 0) is { } phase)
            throw new CommandException("--batch-chunk", $"{chosen.Trainer.Chunks} parts do not divide {phase.Streams} streams");
        return chosen.Decay == RateDecay.Cosine && chosen.Steps is null && chosen.Minutes is null
            ? throw new CommandException("--schedule cosine falls towards the end of the run", "say --steps or --minutes")
            : chosen;
    }

    private static bool TryBatches(string text, out List<BatchPhase> phases)
    {
        phases = [];
        string[] parts = text.Split(',');
        foreach (string part in parts)
        {
            string[] numbers = part.Split(':');
            bool last = phases.Count == parts.Length - 1;
            if (
                numbers.Length != (last ? 1 : 2)
                || !int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int streams)
                || streams is < 1 or > 4096
            )
                return false;
            long steps = 0;
            if (!last && (!long.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out steps) || steps < 1))
                return false;
            phases.Add(new BatchPhase(streams, last ? null : steps));
        }

        return true;
    }

    private static string? Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError("--batch must be a number such as 8, or sizes with their steps such as 8:2000,16.");
        return null;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
