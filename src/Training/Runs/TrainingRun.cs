using System.Diagnostics;
using LakhNes.Drawing;
using LakhNes.Generator;
using LakhNes.Generator.Checkpoints;
using LakhNes.Generator.Evaluation;
using LakhNes.Score;
using LakhNes.Training.Data;
using LakhNes.Training.Reports;

namespace LakhNes.Training.Runs;

/// <summary>
/// A run of training in a folder: <c>best</c> and <c>last</c> hold checkpoints, <c>log.csv</c> and <c>loss.png</c> how it went,
/// and <see cref="TrainingState.FileName"/> what it takes to go on.
/// </summary>
public sealed class TrainingRun : IDisposable
{
    /// <summary>The checkpoint that predicted the validation songs best.</summary>
    public const string BestFolder = "best";

    /// <summary>The latest checkpoint.</summary>
    public const string LastFolder = "last";

    private readonly RunOptions _options;
    private readonly TrainingData _data;
    private readonly string _folder;
    private readonly TransformerXlWeights _model;
    private readonly ITrainer _trainer;
    private readonly WeightAverage? _average;
    private readonly TrainingLog _log;
    private readonly RunMeter _meter;
    private RunPosition _position;
    private EpochStreams? _epoch;
    private SegmentCuts? _cuts;
    private long _validated = -1;

    /// <summary>Prepares a new run.</summary>
    /// <param name="model">What it begins with.</param>
    /// <param name="data">What it is trained on.</param>
    /// <param name="options">How.</param>
    /// <param name="folder">Where results go; made if it is not there.</param>
    /// <param name="engine">What takes the steps; null: <see cref="Trainer"/>.</param>
    public TrainingRun(
        TransformerXlWeights model,
        TrainingData data,
        RunOptions options,
        string folder,
        TrainingEngine? engine = null
    )
        : this(model, data, options, folder, new RunPosition(), null, engine) { }

    /// <summary>Prepares to go on with a run.</summary>
    /// <param name="state">Where it was.</param>
    /// <param name="data">The same songs, or others.</param>
    /// <param name="options">The state's own, or with another length, schedule or augmentation.</param>
    /// <param name="folder">Where results go.</param>
    /// <param name="engine">What takes the steps, which may be another than before; null: <see cref="Trainer"/>.</param>
    /// <exception cref="TrainingStateException">The state does not fit together.</exception>
    public TrainingRun(TrainingState state, TrainingData data, RunOptions options, string folder, TrainingEngine? engine = null)
        : this(state.Weights, data, options, folder, state.Position, state, engine) { }

    private TrainingRun(
        TransformerXlWeights model,
        TrainingData data,
        RunOptions options,
        string folder,
        RunPosition position,
        TrainingState? state,
        TrainingEngine? engine
    )
    {
        _options = options;
        _data = data;
        _folder = folder;
        _model = model;
        _position = position;
        _trainer = engine?.Invoke(model, options.Trainer) ?? new Trainer(model, options.Trainer);
        _trainer.Restore(position.Step, position.Streams, position.Filled);
        if (options.AverageDecay > 0)
            _average = new WeightAverage(_trainer, options.AverageDecay);
        state?.CopyTo([.. Vectors]);
        Directory.CreateDirectory(folder);
        _log = new TrainingLog(Path.Combine(folder, "log.csv"), state is null ? null : position.Step);
        _meter = new RunMeter(options, position);
        double seconds = data.Validation.Sum(song => song.Seconds);
        TokensPerSecondOfMusic = seconds > 0 ? data.Validation.Sum(song => song.Tokens.Length - 1L) / seconds : 0;
    }

    /// <summary>How far it has come.</summary>
    public RunPosition Position => _position;

    /// <summary>The files that were held out for validation, where that was not chosen by who made the folder.</summary>
    public IReadOnlyList<string> HeldOut => _data.HeldOut;

    /// <summary>The folder of the best checkpoint; of the latest one where there is no best.</summary>
    public string BestCheckpoint
    {
        get
        {
            string best = Path.Combine(_folder, BestFolder);
            return _position.BestLoss is not null && Directory.Exists(best) ? best : Path.Combine(_folder, LastFolder);
        }
    }

    /// <summary>Tokens that a second of the validation music has, 0 where there is none.</summary>
    public double TokensPerSecondOfMusic { get; }

    private string StatePath => Path.Combine(_folder, TrainingState.FileName);

    private ParameterVector Result => _average?.Parameters ?? _trainer.Parameters;

    private IEnumerable<Generator.Runtime.NativeBuffer<float>> Vectors =>
        _average is null ? _trainer.State : [_average.Parameters.Values, .. _trainer.State];

    /// <summary>Trains until the end, or until told to stop, and leaves checkpoints and a state.</summary>
    /// <param name="progress">Told after each step.</param>
    /// <param name="stop">Ends the run after the step that is being taken.</param>
    /// <exception cref="TrainingException">There is too little music, or the loss is no number any more.</exception>
    /// <exception cref="IOException">A result cannot be written.</exception>
    public RunEnd Run(IProgress<RunProgress>? progress = null, CancellationToken stop = default)
    {
        if (_options.ValidateFirst && _position.Step == 0)
        {
            LogEntry first = _log.Add(_meter.Entry(_position, Validate(stop)));
            _position = _position with { FirstLoss = first.ValidLoss };
            progress?.Report(_meter.Progress(_position, first));
        }

        RunEnd? end = null;
        while (end is null)
        {
            if (stop.IsCancellationRequested)
                end = RunEnd.Stopped;
            else if (_meter.IsOver)
                end = RunEnd.Finished;
            else if (_options.Patience > 0 && _position.Worse >= _options.Patience)
                end = RunEnd.NoBetter;
            else
                TakeStep();

            bool validates =
                _position.Step > _validated
                && (
                    end is null
                        ? _options.ValidateEvery > 0 && _position.Step % _options.ValidateEvery == 0
                        : end == RunEnd.Finished
                );
            LogEntry? entry = null;
            if (validates || (end is null ? _position.Step % _options.LogEvery == 0 : _meter.HasSteps))
                entry = _log.Add(_meter.Entry(_position, validates ? Validate(stop) : null));
            if (entry?.ValidLoss is not null || end is not null || _meter.SavesNow)
                Save();
            progress?.Report(_meter.Progress(_position, entry));
        }

        return end.Value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _average?.Dispose();
        _trainer.Dispose();
    }

    private void TakeStep()
    {
        BeginSegment();
        (int from, int length) = _cuts![_position.Segment];
        int[] inputs = new int[_position.Streams * length],
            targets = new int[inputs.Length];
        _epoch!.Read(from, inputs, targets);
        double rate = LearningRate.At(_options, _position.Step, _meter.Share);
        long start = Stopwatch.GetTimestamp();
        StepResult result = _trainer.Train(inputs, targets, rate);
        if (!double.IsFinite(result.Loss) || !double.IsFinite(result.GradientNorm))
            throw new TrainingException(
                $"the loss is no number any more at step {_trainer.Step}: a lower learning rate may help"
            );
        _average?.Add();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        _position = _position with
        {
            Step = _trainer.Step,
            Segment = _position.Segment + 1,
            Filled = _trainer.Filled,
            Tokens = _position.Tokens + inputs.Length,
            Seconds = _position.Seconds + seconds,
        };
        _meter.Add(_position, result, rate, inputs.Length, seconds);
    }

    // the streams of an epoch are used up, or another number of streams is due: a new epoch begins, with empty memories
    private void BeginSegment()
    {
        int streams = BatchPhase.StreamsAt(_options.Batches, _position.Step);
        bool begins = _position.Streams != streams;
        if (begins)
            _position = _position with
            {
                Streams = streams,
                Segment = 0,
                Epoch = _position.Streams == 0 ? 0 : _position.Epoch + 1,
            };
        if (_epoch is null || begins)
            BeginEpoch();
        if (_position.Segment >= _cuts!.Count)
        {
            _position = _position with { Segment = 0, Epoch = _position.Epoch + 1 };
            BeginEpoch();
            begins = true;
        }

        if (begins)
            _trainer.BeginStreams(streams);
    }

    private void BeginEpoch()
    {
        _epoch = new EpochStreams(
            _data.Songs,
            _model.Vocabulary,
            _options.Augmentation,
            _options.Trainer.Seed,
            _position.Epoch,
            _position.Streams
        );
        _cuts = _options.Trainer.VariesSegments
            ? SegmentCuts.Varied(_epoch.Length, _options.Trainer, _position.Epoch)
            : SegmentCuts.Even(_epoch.Length, _options.Trainer.SegmentLength);
        if (_epoch.Length <= _options.Trainer.SegmentLength)
            throw new TrainingException(
                $"too little music: {_epoch.Tokens} tokens do not fill {_position.Streams} streams with {_options.Trainer.SegmentLength}"
            );
    }

    private EvaluationResult? Validate(CancellationToken stop)
    {
        _validated = _position.Step;
        EvaluationResult? result = Validator.Measure(
            _model.Dimensions,
            Result,
            _data.Validation,
            _options.ValidationSegments,
            _options.Trainer.Threads,
            stop
        );
        if (result is null)
            return null;
        bool best = !(result.MeanNll >= _position.BestLoss);
        _position = best
            ? _position with
            {
                BestLoss = result.MeanNll,
                BestStep = _position.Step,
                Worse = 0,
            }
            : _position with
            {
                Worse = _position.Worse + 1,
            };
        if (best)
            WriteCheckpoint(BestFolder);
        return result;
    }

    private void Save()
    {
        WriteCheckpoint(LastFolder);
        TrainingState.Write(StatePath, _options, _position, _model, [.. Vectors]);
        WholeFile.Write(Path.Combine(_folder, "loss.png"), plot => PngWriter.Write(plot, LossPlot.Draw(_log.Entries)));
        _meter.Saved();
    }

    private void WriteCheckpoint(string name) =>
        CheckpointWriter.WriteFolder(
            Result.ToWeights(_model, _model.Provenance),
            Path.Combine(_folder, name),
            _options.HalfPrecision
        );
}
