using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using LakhNes.Generator;
using LakhNes.Generator.Benchmarks;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;
using LakhNes.Score.Tokens;

// Decoding speed of 41.3 M parameters with a full memory of 512 tokens, the variants side by side:
//   dotnet run -c Release --project benchmarks/Generator.Benchmarks [-- --artifacts FOLDER] [--threads N] [--rounds N]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int threads = int.Parse(Option("--threads", "1"));
int rounds = int.Parse(Option("--rounds", "40"));

TransformerXlDimensions dimensions = RandomWeights.LakhNes;
TransformerXlWeights weights = RandomWeights.Create(dimensions, TokenVocabulary.Tx1);
int[] prompt = [.. Enumerable.Range(0, dimensions.MemoryLength).Select(i => i * 37 % dimensions.TokenCount)];
string folder = Directory.CreateTempSubdirectory("lakhnes-benchmark-").FullName;
var results = new List<Measured>();
var owned = new List<IDisposable>();
var report = new StringBuilder();
try
{
    foreach (ModelPrecision precision in Enum.GetValues<ModelPrecision>()) Decoder(precision);
    Stored("ONNX Runtime alone, fp32", new StepGraph(weights, ModelPrecision.Float32));
    Stored("ONNX Runtime alone, int8", new PlainInt8Graph(weights));
    if (threads == 1) Limit();

    // a round each in turn: whatever else the machine does hits all alike
    for (int round = 0; round < rounds; round++)
    {
        foreach (Measured measured in results) measured.Round();
    }

    Say($"{dimensions.ParameterCount / 1e6:0.0} M parameters, memory {dimensions.MemoryLength} full, {threads} thread(s); {rounds} rounds of {Measured.UsualSteps} steps");
    Say($"{"variant",-36}{"median ms",11}{"best ms",9}{"CPU ms",9}{"tokens/s",10}{"by CPU",8}");
    foreach (Measured measured in results)
        Say($"{measured.Name,-36}{measured.Median,11:0.00}{measured.Best,9:0.00}{measured.Cpu,9:0.00}{1000 / measured.Median,10:0}{1000 / measured.Cpu,8:0}");
    foreach (ModelPrecision precision in Enum.GetValues<ModelPrecision>())
    {
        Breakdown(precision, "a step", decoder => decoder.Step(3));
        Breakdown(precision, $"a prompt of {prompt.Length} tokens", decoder =>
        {
            decoder.Reset();
            decoder.Feed(prompt);
        });
    }

    string artifacts = Option("--artifacts", "");
    if (artifacts.Length > 0)
    {
        Directory.CreateDirectory(artifacts);
        File.WriteAllText(Path.Combine(artifacts, "decoding.txt"), report.ToString());
    }
}
finally
{
    foreach (IDisposable item in owned) item.Dispose();
    Directory.Delete(folder, recursive: true);
}

void Decoder(ModelPrecision precision)
{
    string file = Path.Combine(folder, $"{precision}.onnx");
    using (FileStream stream = File.Create(file)) ModelFile.Write(weights, precision, stream);
    long start = Stopwatch.GetTimestamp();
    TransformerXlModel model = TransformerXlModel.Load(file, new ModelLoadOptions { Threads = threads });
    double load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    var decoder = new TransformerXlDecoder(model);
    owned.AddRange([decoder, model]);
    decoder.Feed(prompt);
    Say($"{precision}: loaded in {load:0} ms");
    string name = precision == ModelPrecision.Int8 ? "int8" : "fp32";
    results.Add(new Measured($"LakhNES, {name}", () => decoder.Step(3)));
    var primed = new TransformerXlDecoder(model);
    owned.Insert(0, primed);
    results.Add(new Measured($"LakhNES, {name}, {prompt.Length} tokens at once", () =>
    {
        primed.Reset();
        primed.Feed(prompt);
    }, steps: 1));
}

// by ONNX Runtime's own profiler, whose own time is part of what it calls overhead
void Breakdown(ModelPrecision precision, string what, Action<TransformerXlDecoder> use)
{
    const int Runs = 40;
    string prefix = Path.Combine(folder, $"profile-{precision}-{what.Length}");
    using (TransformerXlModel model = TransformerXlModel.Load(
        Path.Combine(folder, $"{precision}.onnx"), new ModelLoadOptions { Threads = threads, ProfilePrefix = prefix }))
    {
        using var decoder = new TransformerXlDecoder(model);
        decoder.Feed(prompt);
        for (int i = 0; i < Runs; i++) use(decoder);
    }

    // the events of each run, the first ones (warming up) left out
    using JsonDocument profile = JsonDocument.Parse(File.ReadAllText(Directory.GetFiles(folder, Path.GetFileName(prefix) + "*.json")[0]));
    var nodes = new Dictionary<string, double>();
    double whole = 0;
    JsonElement[] events = [.. profile.RootElement.EnumerateArray()];
    double from = events.Max(e => e.GetProperty("ts").GetDouble()) / 3;
    foreach (JsonElement e in events.Where(e => e.GetProperty("ts").GetDouble() > from))
    {
        string name = e.GetProperty("name").GetString()!;
        double time = e.GetProperty("dur").GetDouble();
        if (name == "model_run") whole += time;
        else if (name.EndsWith("_kernel_time")) nodes[Op(e)] = nodes.GetValueOrDefault(Op(e)) + time;
    }

    Say($"{precision}, {what}: {string.Join(", ", nodes.OrderByDescending(node => node.Value).Select(node => $"{node.Key} {node.Value / whole:0.0%}"))}, the rest {1 - nodes.Values.Sum() / whole:0.0%}");

    static string Op(JsonElement e) => e.GetProperty("args").GetProperty("op_name").GetString()!;
}

void Stored(string name, StepGraph graph)
{
    var runner = new StepGraphRunner(graph.Build([]).ToByteArray(), dimensions, threads);
    owned.Add(runner);
    foreach (int token in prompt) runner.Step(token);
    results.Add(new Measured(name, () => runner.Step(3)));
}

// what no step can be faster than: every 8-bit weight and every ring read once, by the same inner loop
unsafe void Limit()
{
    long rings = 3L * dimensions.LayerCount * dimensions.AttentionSize * dimensions.MemoryLength;
    int rows = (int)((dimensions.ParameterCount + rings) / dimensions.ModelSize);
    var bytes = new NativeBuffer<sbyte>((long)rows * dimensions.ModelSize);
    var x = new NativeBuffer<short>(dimensions.ModelSize);
    owned.AddRange([bytes, x]);
    bytes.Span.Fill(1);
    int sum = 0;
    results.Add(new Measured("limit: all int8 numbers read once", () =>
    {
        for (int row = 0; row <= rows - 4; row += 4)
            sum += IntegerDot<Sse41Unit>.Four(bytes.Pointer + (long)row * dimensions.ModelSize, x.Pointer, dimensions.ModelSize)[0];
    }));
}

void Say(FormattableString line)
{
    Console.WriteLine(line);
    report.AppendLine(line.ToString());
}

string Option(string name, string initial)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : initial;
}

/// <summary>One variant and the times of its steps.</summary>
internal sealed class Measured(string name, Action step, int steps = Measured.UsualSteps)
{
    public const int UsualSteps = 8;

    private readonly List<double> _times = [];
    private readonly List<double> _processor = [];

    public string Name => name;

    public double Median => _times.Order().ElementAt(_times.Count / 2);

    public double Best => _times.Min();

    /// <summary>Processor time of a step, the median of the rounds: what a busy machine leaves about as it is.</summary>
    public double Cpu => _processor.Order().ElementAt(_processor.Count / 2);

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
