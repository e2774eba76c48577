using System.Diagnostics;

namespace LakhNes.Generator.Benchmarks;

/// <summary>One variant and the times of its steps.</summary>
/// <param name="name">What it is.</param>
/// <param name="step">Takes a step.</param>
/// <param name="steps">Steps of a round.</param>
/// <param name="tokens">Tokens of a step.</param>
/// <param name="elsewhere">Another process does the work: its processor time is not known.</param>
internal sealed class Measured(string name, Action step, int steps = Measured.UsualSteps, int tokens = 1, bool elsewhere = false)
{
    public const int UsualSteps = 8;

    private readonly List<double> _times = [];
    private readonly List<double> _processor = [];

    public string Name => name;

    public int Tokens => tokens;

    public double Median => _times.Order().ElementAt(_times.Count / 2);

    public double Best => _times.Min();

    /// <summary>
    /// Processor time of a step, all threads together, the median of the rounds: what a busy machine leaves about as it is.
    /// </summary>
    public double Cpu => elsewhere ? double.NaN : _processor.Order().ElementAt(_processor.Count / 2);

    public void Round()
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;

        // the first step after another variant finds its weights out of the cache, as every step of a real program may
        for (int i = 0; i < steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            step();
            _times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        _processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds / steps);
    }
}
