using System.Diagnostics;
using LakhNes.Dsp.Apu.Benchmarks;
using LakhNes.Engine.Hosting;

namespace LakhNes.Engine.Benchmarks;

/// <summary>
/// Times every block of one instance with four voices sounding: by the wall clock and in CPU time of the thread.
/// </summary>
public sealed class CallbackTimes(int seconds)
{
    private const int SampleRate = 48_000;
    private const int BlockFrames = 64;
    private const int WarmUpSeconds = 5;

    // A new note of each voice every quarter of a second.
    private const int BlocksPerNote = SampleRate / 4 / BlockFrames;

    private static readonly (short Channel, short Key)[] Voices = [(0, 76), (1, 67), (2, 45), (9, 42)];

    private readonly double[] _wall = new double[seconds * SampleRate / BlockFrames];
    private readonly double[] _cpu = new double[seconds * SampleRate / BlockFrames];

    /// <summary>Measures and returns a report.</summary>
    public string Run()
    {
        using ChipEngine engine = new();
        engine.Activate(SampleRate, BlockFrames);
        float[] left = new float[BlockFrames];
        float[] right = new float[BlockFrames];
        EngineEvent[] events = new EngineEvent[2 * Voices.Length];
        double power = 0;
        int warmUp = WarmUpSeconds * SampleRate / BlockFrames;
        for (int block = -warmUp; block < _wall.Length; block++)
        {
            int count = Play(block + warmUp, events);
            double cpu = ThreadClock.Seconds;
            long wall = Stopwatch.GetTimestamp();
            Process(engine, events.AsSpan(0, count), left, right);
            TimeSpan wallTime = Stopwatch.GetElapsedTime(wall);
            cpu = ThreadClock.Seconds - cpu;
            if (block < 0)
                continue;
            _wall[block] = wallTime.TotalMilliseconds;
            _cpu[block] = cpu * 1000;
            power += left[0] * left[0];
        }
        if (power / _wall.Length < 1e-4)
            throw new InvalidOperationException("The instance is silent.");
        double share = _cpu.Sum() / 1000 / seconds;
        const double Deadline = 1000.0 * BlockFrames / SampleRate;
        return $"""
            one instance, {SampleRate} Hz, {BlockFrames} samples, four voices, {seconds} s; a block lasts {Deadline:F3} ms
            {Percentiles.Heading}
            {Percentiles.Row("wall clock", _wall)}
            {Percentiles.Row("CPU time", _cpu)}
            share of a core (CPU time): {share:P3}
            """;
    }

    private static int Play(int block, Span<EngineEvent> events)
    {
        if (block % BlocksPerNote != 0)
            return 0;
        int count = 0;
        short step = (short)(block / BlocksPerNote % 8);
        short before = (short)((step + 7) % 8);
        foreach ((short channel, short key) in Voices)
        {
            short moves = (short)(channel == 9 ? 0 : 1);
            events[count++] = new EngineEvent(EngineEventKind.NoteOff, 0, channel, (short)(key + moves * before));
            events[count++] = new EngineEvent(EngineEventKind.NoteOn, 1, channel, (short)(key + moves * step), Value: 0.8);
        }
        return count;
    }

    private static unsafe void Process(ChipEngine engine, ReadOnlySpan<EngineEvent> events, float[] left, float[] right)
    {
        fixed (
            float* toLeft = left,
                toRight = right
        )
        {
            AudioBlock block = new()
            {
                Frames = BlockFrames,
                Events = events,
                Left = toLeft,
                Right = toRight,
            };
            engine.Process(ref block);
        }
    }
}
