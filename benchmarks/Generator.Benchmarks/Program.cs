using System.Diagnostics;
using System.Globalization;
using System.Text;
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

    Say($"{dimensions.ParameterCount / 1e6:0.0} M parameters, memory {dimensions.MemoryLength} full, {threads} thread(s); {rounds} rounds of {Measured.Steps} steps");
    Say($"{"variant",-34}{"median ms",11}{"best ms",9}{"tokens/s",10}{"to best",9}");
    foreach (Measured measured in results)
        Say($"{measured.Name,-34}{measured.Median,11:0.00}{measured.Best,9:0.00}{1000 / measured.Median,10:0}{measured.Median / results.Min(other => other.Median),9:0.00}");
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
    double feed = double.MaxValue;
    for (int i = 0; i < 3; i++)
    {
        decoder.Reset();
        start = Stopwatch.GetTimestamp();
        decoder.Feed(prompt);
        feed = Math.Min(feed, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    Say($"{precision}: loaded in {load:0} ms; a prompt of {prompt.Length} tokens takes {feed:0} ms");
    results.Add(new Measured($"LakhNES, {(precision == ModelPrecision.Int8 ? "int8" : "fp32")}", () => decoder.Step(3)));
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
internal sealed class Measured(string name, Action step)
{
    public const int Steps = 8;

    private readonly List<double> _times = [];

    public string Name => name;

    public double Median => _times.Order().ElementAt(_times.Count / 2);

    public double Best => _times.Min();

    public void Round()
    {
        // the first step after another variant finds its weights out of the cache, as every step of a real program may
        for (int i = 0; i < Steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            step();
            _times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }
}
