using System.Diagnostics;
using System.Text.Json.Nodes;
using LakhNes.Cli.Terminal;

namespace LakhNes.Cli.Generation;

/// <summary>Counts what is composed and says how fast: tokens a second, and seconds of music a second.</summary>
/// <param name="progress">Where to report.</param>
internal sealed class CompositionMeter(WorkProgress progress)
{
    private const double NoteInterval = 0.1;

    private readonly Stopwatch _clock = new();
    private double _noted;

    /// <summary>Tokens so far.</summary>
    public int Tokens { get; private set; }

    /// <summary>Seconds of music so far.</summary>
    public double MusicSeconds { get; private set; }

    private double Seconds => Math.Max(_clock.Elapsed.TotalSeconds, 1e-9);

    /// <summary>Time counts only while something is composed.</summary>
    /// <param name="compose">Composes.</param>
    public void Time(Action compose)
    {
        _clock.Start();
        compose();
        _clock.Stop();
    }

    /// <summary>Takes what there is by now.</summary>
    /// <param name="share">The share done, 0 to 1.</param>
    /// <param name="tokens">All tokens so far.</param>
    /// <param name="musicSeconds">All seconds of music so far.</param>
    public void Update(double share, int tokens, double musicSeconds)
    {
        (Tokens, MusicSeconds) = (tokens, musicSeconds);
        progress.Report(share);
        if (!progress.IsShown || Seconds < _noted + NoteInterval)
            return;
        _noted = Seconds;
        progress.Note(Speed());
    }

    /// <summary>The speed in words.</summary>
    public string Speed() =>
        FormattableString.Invariant($"{Tokens / Seconds:0} tokens/s, {MusicSeconds / Seconds:0.0} times real time");

    /// <summary>
    /// Adds the figures to a report: <c>seconds</c> are those that composing took, <c>musicSeconds</c> those of the music.
    /// </summary>
    public void AddTo(JsonObject report)
    {
        report["tokens"] = Tokens;
        report["seconds"] = Seconds;
        report["musicSeconds"] = MusicSeconds;
        report["tokensPerSecond"] = Tokens / Seconds;
        report["realTimeFactor"] = MusicSeconds / Seconds;
    }
}
