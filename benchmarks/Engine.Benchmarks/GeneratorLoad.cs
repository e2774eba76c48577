using System.Diagnostics;
using System.Text;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Generator;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Benchmarks;

/// <summary>
/// One instance that composes without a pause, each block at its own time: how long the blocks take, and what becomes of the
/// lead. The model has LakhNES' shape (41.3 M parameters, int8) and random weights, with outputs so biased that its music has
/// some tokens a second.
/// </summary>
/// <param name="seconds">How long.</param>
/// <param name="musicTokens">Tokens in a second of music.</param>
public sealed class GeneratorLoad(int seconds, double musicTokens)
{
    private const int SampleRate = 48_000;
    private const int BlockFrames = 64;
    private const double Tempo = 120;

    // quarter notes that are composed ahead at most
    private const double MostBeats = 16;

    // all music moves in steps of a thirtieth of a second
    private const int Step = 1470;
    private const double StepsPerSecond = 44_100.0 / Step;

    // a wait that is as good as never drawn
    private const float Never = -40;

    private readonly double[] _wall = new double[seconds * SampleRate / BlockFrames];
    private readonly double[] _overdue = new double[seconds * SampleRate / BlockFrames];

    /// <summary>The lead second by second, with a line of headings.</summary>
    public string Csv { get; private set; } = "";

    /// <summary>Measures and returns a report.</summary>
    public string Run()
    {
        string model = Path.Combine(Path.GetTempPath(), $"lakhnes-load-{Environment.ProcessId}.onnx");
        try
        {
            using (FileStream file = File.Create(model))
                ModelFile.Write(Weights(), ModelPrecision.Int8, file);
            using ChipEngine engine = new();
            engine.UseModel(new ModelSource(model));
            foreach (
                (string name, double value) in new[]
                {
                    ("Mode", 4.0),
                    ("Run", 1.0),
                    ("Temperature", 1),
                    ("Top K", 0),
                    ("Quantise", 0),
                }
            )
                engine.SetParameter(ParameterTable.Find(name)!.Index, value);
            engine.Activate(SampleRate, BlockFrames);
            return Play(engine);
        }
        finally
        {
            File.Delete(model);
        }
    }

    private string Play(ChipEngine engine)
    {
        var csv = new StringBuilder("second,lead beats,lead seconds,model tokens/s,music tokens/s,late notes\n");
        float[] left = new float[BlockFrames],
            right = new float[BlockFrames];
        EngineEvent[] events = new EngineEvent[1024];
        bool raised = RealTimeThread.TryRaise();

        // stopped until the model is there; then the song begins
        long block = Stopwatch.Frequency * BlockFrames / SampleRate,
            start = Stopwatch.GetTimestamp();
        for (; engine.GeneratorStatus != GeneratorStatus.Ready; start += block)
        {
            RealTimeThread.SleepUntil(start);
            Process(engine, playing: false, 0, left, right, events);
        }

        double composed = 0,
            least = double.PositiveInfinity,
            full = double.NaN;
        long tokensBefore = engine.ComposedTokens;
        for (int i = 0; i < _wall.Length; i++)
        {
            long due = start + (i * Stopwatch.Frequency * BlockFrames / SampleRate);
            RealTimeThread.SleepUntil(due);
            long begin = Stopwatch.GetTimestamp();
            Process(engine, playing: true, i * BlockFrames / (double)SampleRate * Tempo / 60, left, right, events);
            _wall[i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            _overdue[i] = Math.Max(0, Stopwatch.GetElapsedTime(due, begin).TotalMilliseconds);
            if ((i + 1) * BlockFrames % SampleRate != 0)
                continue;
            int second = (i + 1) * BlockFrames / SampleRate;
            double lead = engine.LeadBeats * 60 / Tempo;
            composed = second + lead;
            if (double.IsNaN(full) && engine.LeadBeats >= MostBeats - 0.1)
                full = second;
            if (!double.IsNaN(full))
                least = Math.Min(least, lead);
            csv.AppendLine(
                $"{second},{engine.LeadBeats:F2},{lead:F2},{engine.TokensPerSecond:F0},{(engine.ComposedTokens - tokensBefore) / composed:F1},{engine.LateNotes}"
            );
        }

        Csv = csv.ToString();
        string ahead = double.IsNaN(full)
            ? "never as far ahead as it may be"
            : $"as far ahead as it may be ({MostBeats * 60 / Tempo:F0} s) after {full:F0} s, from then on at least {least:F2} s";
        return $"""
            one instance composing, 41.3 M parameters int8, {(engine.ComposedTokens - tokensBefore)
                / composed:F1} tokens a second of music, {seconds} s, {SampleRate} Hz, {BlockFrames} samples
            audio thread {(raised ? "with" : "without")} real-time priority; a block lasts {1000.0
                * BlockFrames
                / SampleRate:F3} ms
            {Percentiles.Heading}
            {Percentiles.Row("wall clock", _wall)}
            {Percentiles.Row("woken late", _overdue)}
            model {engine.TokensPerSecond:F0} tokens/s; {ahead}; {engine.LateNotes} late notes
            """;
    }

    private TransformerXlWeights Weights()
    {
        TokenVocabulary vocabulary = TokenVocabulary.Tx1;
        TransformerXlWeights weights = RandomWeights.Create(RandomWeights.LakhNes, vocabulary);
        float[] bias = weights.Parameters[ParameterShape.OutputBias];
        int step = vocabulary.IdOfWait(Step),
            others = 0;
        for (int token = 0; token < vocabulary.Count; token++)
        {
            if (vocabulary.IsWait(token))
                bias[token] = Never;
            else
                others++;
        }

        // of so many tokens a second, one a step is a wait
        double share = Math.Min(StepsPerSecond / musicTokens, 0.95);
        bias[step] = (float)Math.Log(others * share / (1 - share));
        return weights;
    }

    private static unsafe void Process(
        ChipEngine engine,
        bool playing,
        double position,
        float[] left,
        float[] right,
        EngineEvent[] events
    )
    {
        fixed (
            float* toLeft = left,
                toRight = right
        )
        {
            var block = new AudioBlock
            {
                Frames = BlockFrames,
                Left = toLeft,
                Right = toRight,
                EventsOut = events,
                Transport = new Transport
                {
                    Playing = playing,
                    HasSongPosition = true,
                    Tempo = Tempo,
                    SongPosition = position,
                    Numerator = 4,
                    Denominator = 4,
                },
            };
            engine.Process(ref block);
        }
    }
}
