using System.Diagnostics;
using LakhNes.Generator.Evaluation;
using LakhNes.Training.Reports;

namespace LakhNes.Training.Runs;

/// <summary>Sums steps up for the log, and knows how much of a run is done.</summary>
/// <param name="options">Of the run.</param>
/// <param name="position">Where it begins.</param>
internal sealed class RunMeter(RunOptions options, RunPosition position)
{
    private const double Recent = 0.95; // of what is shown while it runs
    private readonly double _firstSecond = position.Seconds;
    private readonly long _firstStep = position.Step;
    private RunPosition _position = position;
    private long _saved = Stopwatch.GetTimestamp();
    private double _loss,
        _norm,
        _rate,
        _seconds,
        _recentLoss,
        _recentSpeed;
    private int _steps;
    private long _tokens;

    /// <summary>Steps were taken since the last line of the log.</summary>
    public bool HasSteps => _steps > 0;

    /// <summary>The share of the run that is done, 0 to 1; 0 where it has no end.</summary>
    public double Share =>
        Math.Min(
            1,
            Math.Max(
                options.Steps is { } steps ? (double)_position.Step / Math.Max(1, steps) : 0,
                options.Minutes is { } minutes ? _position.Seconds / 60 / minutes : 0
            )
        );

    /// <summary>The run is at its end.</summary>
    public bool IsOver => _position.Step >= options.Steps || _position.Seconds >= options.Minutes * 60;

    /// <summary>It is time to save.</summary>
    public bool SavesNow => Stopwatch.GetElapsedTime(_saved).TotalMinutes >= options.SaveMinutes;

    /// <summary>Notes a saving.</summary>
    public void Saved() => _saved = Stopwatch.GetTimestamp();

    /// <summary>Takes a step in.</summary>
    public void Add(RunPosition now, StepResult result, double rate, int tokens, double seconds)
    {
        _position = now;
        double kept = _recentSpeed == 0 ? 0 : Recent;
        _recentLoss = kept * _recentLoss + (1 - kept) * result.Loss;
        _recentSpeed = kept * _recentSpeed + (1 - kept) * tokens / seconds;
        _loss += result.Loss;
        _norm += result.GradientNorm;
        _rate = rate;
        _seconds += seconds;
        _tokens += tokens;
        _steps++;
    }

    /// <summary>The log's next line; what was summed up for it begins anew.</summary>
    public LogEntry Entry(RunPosition now, EvaluationResult? validation)
    {
        double? Mean(double sum) => _steps == 0 ? null : sum / _steps;
        var entry = new LogEntry(
            now.Step,
            now.Tokens,
            now.Seconds,
            _rate,
            Mean(_loss),
            Mean(_norm),
            _steps == 0 ? null : _tokens / _seconds,
            validation?.MeanNll,
            validation?.NatsPerSecond
        );
        (_loss, _norm, _seconds, _tokens, _steps) = (0, 0, 0, 0, 0);
        return entry;
    }

    /// <summary>What those who watch are told.</summary>
    public RunProgress Progress(RunPosition now, LogEntry? entry)
    {
        double perStep = (now.Seconds - _firstSecond) / Math.Max(1, now.Step - _firstStep);
        double left = Math.Min(
            options.Steps is { } steps ? (steps - now.Step) * perStep : double.PositiveInfinity,
            options.Minutes is { } minutes ? minutes * 60 - now.Seconds : double.PositiveInfinity
        );
        return new RunProgress(
            now,
            Share,
            double.IsFinite(left) ? TimeSpan.FromSeconds(Math.Max(0, left)) : null,
            _recentLoss,
            _recentSpeed,
            entry
        );
    }
}
